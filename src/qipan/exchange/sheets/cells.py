"""Reading one cell by its column's kind. For each column a small function is made once and then called for every row.

A reader answers None for a blank cell, else (value, flags, further facts): a cell may hold two facts ("公司   张三").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from qipan.core.columns import Column, Kind
from qipan.exchange.grid import Cell
from qipan.exchange.reading import Unit
from qipan.exchange.sheets import dates
from qipan.exchange.sheets.numbers import figure
from qipan.exchange.sheets.people import (
    organisation_and_person,
    person_and_phone,
    phone_text,
    phones,
    split_facts,
    unpadded,
    without_marks,
)
from qipan.exchange.sheets.units import minor, own_unit, square_metres
from qipan.exchange.sheets.vocabulary import Vocabulary
from qipan.exchange.sheets.words import SAYINGS, WITHHELD_STARTS, flat, key, special_word

Parsed = tuple[Any, tuple[str, ...], tuple[tuple[str, Any], ...]]
CellReader = Callable[[Cell, str], Parsed | None]
_TRUE = frozenset({"是", "有", "1", "true", "yes", "y", "√", "✓", "★", "☆", "●"})
_SAID_UP_TO = 16
_OPENERS = frozenset(words[0] for words in SAYINGS if words)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a reader must know besides its column."""

    words: Vocabulary
    unit: Unit | None
    year: int | None
    order: str  # how 01/02/2003 is meant


def reader(column: Column, setting: Setting) -> CellReader:
    """The reader of a column."""
    return _MAKERS.get(column.kind, _text)(column, setting)


def _said(text: str) -> str | None:
    first = text[:1]
    if ("一" <= first <= "龥" or "0" <= first <= "9") and first not in _OPENERS:
        return None  # most cells: no word that says something begins so
    if len(text) <= _SAID_UP_TO:
        return special_word(flat(text))
    return "withheld" if text[:20].replace(" ", "").lower().startswith(WITHHELD_STARTS) else None


def _text(column: Column, setting: Setting) -> CellReader:
    def read(value: Cell, shown: str) -> Parsed | None:
        text = shown.strip()
        said = _said(text)
        if said == "blank":
            return None
        if said in ("error", "unsettled"):
            return None, (said,), ()
        words, flags = without_marks(" ".join(text.split()))
        return words, flags, ()

    return read


def _long_text(column: Column, setting: Setting) -> CellReader:
    def read(value: Cell, shown: str) -> Parsed | None:
        text = shown.strip()
        said = _said(text)
        if said == "blank":
            return None
        return (None, (said,), ()) if said in ("error", "unsettled") else (text, (), ())

    return read


def _serial(column: Column, setting: Setting) -> CellReader:
    def read(value: Cell, shown: str) -> Parsed | None:
        if isinstance(value, float) and value.is_integer():
            return str(int(value)), (), ()
        words, flags = without_marks(shown.strip())
        return (words, flags, ()) if words else None

    return read


def _money(column: Column, setting: Setting) -> CellReader:
    unit = setting.unit

    def read(value: Cell, shown: str) -> Parsed | None:
        found = figure(value)
        if found.number is None:
            return (None, found.flags, ()) if found.flags else None
        own = own_unit(found.before, found.after, unit) if found.before or found.after else unit
        if own is None:
            return None, ("no_unit",), ()
        flags = found.flags if own is unit or own == unit else (*found.flags, "own_unit")
        return minor(found.number, own), flags, (("unit", own),) if own is not unit else ()

    return read


def _area(column: Column, setting: Setting) -> CellReader:
    unit = setting.unit

    def read(value: Cell, shown: str) -> Parsed | None:
        found = figure(value)
        if found.number is None:
            return (None, found.flags, ()) if found.flags else None
        own = own_unit("", found.after, unit) if found.after else unit
        if own is None or own.currency:
            return None, ("no_unit",), ()
        return square_metres(found.number, own), found.flags, (("unit", own),) if own is not unit else ()

    return read


def _number(column: Column, setting: Setting) -> CellReader:
    def read(value: Cell, shown: str) -> Parsed | None:
        found = figure(value)
        if found.number is None:
            return (None, found.flags, ()) if found.flags else None
        return found.number, found.flags, ()

    return read


def _percent(column: Column, setting: Setting) -> CellReader:
    """Percent as 0–100: "12.5%", a cell formatted as percent, or the bare figure under a % header."""

    def read(value: Cell, shown: str) -> Parsed | None:
        found = figure(shown if not isinstance(value, str) and shown.endswith("%") else value)
        if found.number is None:
            return (None, found.flags, ()) if found.flags else None
        number = found.number
        if not isinstance(value, str) and shown.endswith("%"):
            exact = figure(value).number
            number = exact * 100 if exact is not None else number
        return number, found.flags, ()

    return read


def _date(column: Column, setting: Setting) -> CellReader:
    def read(value: Cell, shown: str) -> Parsed | None:
        when = dates.read(value, shown, setting.year, setting.order)
        return None if when is None else (when.plain(), when.flags, ())

    return read


def _person(column: Column, setting: Setting) -> CellReader:
    companion = setting.words.first(Kind.PHONE, column.group) if column.group else None

    def read(value: Cell, shown: str) -> Parsed | None:
        text = shown.strip()
        said = _said(text)
        if said == "blank":
            return None
        if said is not None:
            return None, (said,), ()
        if any(character.isdigit() for character in text):
            name, phone = person_and_phone(text)
            if phone:
                return name or None, ("split",), ((companion.key, phone),) if companion else ()
        return unpadded(text), (), ()

    return read


def _phone(column: Column, setting: Setting) -> CellReader:
    def read(value: Cell, shown: str) -> Parsed | None:
        text = phone_text(value, shown)
        return None if not text or _said(text) == "blank" else (text, (), ())

    return read


def _organisation(column: Column, setting: Setting) -> CellReader:
    """A unit; a person or telephone set apart by spaces goes to the columns of the same group."""
    person = setting.words.first(Kind.PERSON, column.group) if column.group else None
    phone = setting.words.first(Kind.PHONE, column.group) if column.group else None

    def read(value: Cell, shown: str) -> Parsed | None:
        text = shown.strip()
        said = _said(text)
        if said == "blank":
            return None
        if said is not None:
            return None, (said,), ()
        more: list[tuple[str, Any]] = []
        if phone is not None and len(split_facts(text)) > 1:
            found, rest = phones(text)
            if found:
                more.append((phone.key, "; ".join(found)))
                text = rest.rstrip()
        unit, name = organisation_and_person(text)
        unit, flags = without_marks(unit)
        if name and person is not None:
            more.append((person.key, name))
        return unit, (*flags, "split") if more else flags, tuple(more)

    return read


def _choice(column: Column, setting: Setting) -> CellReader:
    listed = setting.words.choices.get(column.key, {})

    def read(value: Cell, shown: str) -> Parsed | None:
        text = " ".join(shown.split())
        said = _said(text)
        if said == "blank":
            return None
        if said is not None and said != "withheld":
            return None, (said,), ()
        spelled = key(flat(text))
        found = listed.get(spelled)
        if found is None and column.kind is Kind.LIGHT:
            found = next((meant for word, meant in listed.items() if len(word) >= 6 and spelled.startswith(word)), None)
        return (found, (), ()) if found is not None else (text, ("unknown_choice",), ())

    return read


def _position(column: Column, setting: Setting) -> CellReader:
    def read(value: Cell, shown: str) -> Parsed | None:
        found = figure(value)
        if found.number is None:
            return (None, found.flags, ()) if found.flags else None
        return (found.number, (), ()) if abs(found.number) <= Decimal(180) else (None, ("unreadable",), ())

    return read


def _flag(column: Column, setting: Setting) -> CellReader:
    def read(value: Cell, shown: str) -> Parsed | None:
        plain = flat(shown)
        return None if not plain else (value is True or plain in _TRUE, (), ())

    return read


_MAKERS: dict[Kind, Callable[[Column, Setting], CellReader]] = {
    Kind.LONG_TEXT: _long_text,
    Kind.SERIAL: _serial,
    Kind.MONEY: _money,
    Kind.AREA: _area,
    Kind.NUMBER: _number,
    Kind.PERCENT: _percent,
    Kind.DATE: _date,
    Kind.DATE_RANGE: _date,
    Kind.PERSON: _person,
    Kind.PHONE: _phone,
    Kind.ORGANISATION: _organisation,
    Kind.COMPANY: _organisation,
    Kind.CHOICE: _choice,
    Kind.LIGHT: _choice,
    Kind.POSITION: _position,
    Kind.FLAG: _flag,
}
