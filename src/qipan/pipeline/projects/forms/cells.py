"""A cell of the ledger grid as text, and typed text as the value it means. The same unit and language both ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from qipan.core import units
from qipan.core.columns import Column, Kind
from qipan.exchange.reading import Unit
from qipan.exchange.sheets import dates, numbers
from qipan.exchange.sheets import units as printed
from qipan.exchange.sheets.words import flat
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Level, Light, Stage, Status
from qipan.pipeline.projects.models.held import HELD, Held
from qipan.territory.chains.models import Chain
from qipan.territory.companies import queries as companies
from qipan.territory.companies import rules as firm_names
from qipan.territory.companies.models import Company
from qipan.territory.orgs import names
from qipan.territory.orgs.models import Organisation, Person, Region
from qipan.territory.parks.models import Park

CHOICES: dict[str, Any] = {"stage": Stage, "status": Status, "level": Level, "light": Light}
_TRUE = frozenset({"1", "true", "yes", "y", "是", "有", "★", "☆", "√", "✓"})
_FALSE = frozenset({"", "0", "false", "no", "n", "否", "无", "–", "-"})
_DASHES = frozenset({"", "–", "—", "-"})


class Unreadable(Exception):
    """What was typed means nothing here; the message is for the reader."""


# Showing -----------------------------------------------------------------------------------------------------------------


def choices_of(column: Column, language: str) -> list[tuple[str, str]]:
    """[(stored value, label)]: the model's own words, else the ledger's first Chinese or last English one."""
    if column.key in CHOICES:
        return [(value, str(label)) for value, label in CHOICES[column.key].choices]
    at = 0 if units.is_chinese(language) else -1
    return [(value, words[at]) for value, words in column.choices.items()]


def unit_of(column: Column, currency: str, language: str) -> str:
    """What stands beside a column's label."""
    if column.kind == Kind.MONEY:
        return units.money_unit(currency, language)
    if column.kind == Kind.AREA:
        return "亩" if units.is_chinese(language) else "ha"
    return "%" if column.kind == Kind.PERCENT else ""


def shown(column: Column, value: Any, *, language: str, currency: str, own_currency: str) -> Any:
    """A stored value as the grid prints it. An amount in another currency than the column's prints in full."""
    if value is None or value == "":
        return None
    shape = _SHOWN.get(column.kind)
    if column.kind == Kind.MONEY:
        if own_currency != currency:
            return units.money_text(value, own_currency, language)
        return units.money_figure(value, language)[0]
    return shape(value, language) if shape else value


def _date(value: Any, language: str) -> str:
    on, precision = value
    shapes = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
    return on.strftime(shapes[precision]) if precision in shapes else units.date_text(on, precision, language)


def area_scale(language: str) -> Decimal:
    return units.MU_M2 if units.is_chinese(language) else Decimal(10_000)


_SHOWN: dict[Kind, Callable[[Any, str], Any]] = {
    Kind.DATE: _date,
    Kind.AREA: lambda value, language: units.figure(Decimal(value) / area_scale(language)),
    Kind.PERCENT: lambda value, language: units.figure(value, 1),
    Kind.POSITION: lambda value, language: f"{value:.6f}",
    Kind.FLAG: lambda value, language: bool(value),
}


# Reading -----------------------------------------------------------------------------------------------------------------


@dataclass
class Reader:
    """Reads typed cells of one request: names are looked up through indexes built once."""

    language: str
    currency: str
    on: date

    def read(self, column: Column, text: str, own_currency: str = "") -> dict[str, Any]:
        """Field values to write for a cell (`actions.Cell.values`). Raises `Unreadable` with a sentence."""
        held = HELD[column.key]
        text = text.strip()
        if held.write == "link":
            return self._link(column, held, text)
        if held.write in ("amount", "plan"):
            kind = f"amount:{column.key}" + (f":{self.on.year}" if held.write == "plan" else "")
            return {kind: self._money(text, own_currency or self.currency)}
        if held.write == "date":
            return self._date(held, text)
        return {held.field: _READ.get(column.kind, Reader._text)(self, column, held, text)}

    def _text(self, column: Column, held: Held, text: str) -> Any:
        f = Project._meta.get_field(held.field)
        if column.key == "name" and not text:
            raise Unreadable(_("A project needs a name."))
        if f.max_length and len(text) > f.max_length:
            raise Unreadable(_("At most %(limit)s characters.") % {"limit": f.max_length})
        return text or (None if f.null else "")

    def _money(self, text: str, currency: str) -> int | None:
        if text in _DASHES:
            return None
        figure = numbers.figure_of_text(flat(text))
        if figure.number is None:
            raise Unreadable(_("This is not an amount."))
        if figure.number < 0:
            raise Unreadable(_("An amount is not negative."))
        column = Unit(
            units.money_unit(currency, self.language), currency, Decimal(units.money_scale(self.language)), "header"
        )
        unit = printed.own_unit(figure.before, figure.after, column)
        if unit is None or not unit.currency:
            raise Unreadable(_("This unit is not known: %(unit)s") % {"unit": figure.before + figure.after})
        if unit.currency != currency:
            raise Unreadable(_("This project is kept in %(currency)s.") % {"currency": currency})
        return printed.minor(figure.number, unit)

    def _number(self, column: Column, held: Held, text: str) -> Decimal | float | None:
        if text in _DASHES:
            return None
        figure = numbers.figure_of_text(flat(text).removesuffix("%"))
        if figure.number is None:
            raise Unreadable(_("This is not a number."))
        if column.kind == Kind.PERCENT and not 0 <= figure.number <= 100:
            raise Unreadable(_("A share lies between 0 and 100."))
        if column.kind == Kind.POSITION:
            return float(figure.number)
        if column.kind == Kind.AREA:
            unit = printed.own_unit(figure.before, figure.after, Unit("", "", area_scale(self.language), "header"))
            return (figure.number * (unit.factor if unit else 1)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return figure.number.quantize(Decimal("0.01"), ROUND_HALF_UP)

    def _date(self, held: Held, text: str) -> dict[str, Any]:
        if text in _DASHES:
            return {held.field: None}
        read = dates.read(text, text)
        if read is None or read.since is None:
            raise Unreadable(_("This is not a date."))
        values: dict[str, Any] = {held.field: date.fromisoformat(read.since)}
        if held.words:
            values[held.words] = read.precision
        return values

    def _choice(self, column: Column, held: Held, text: str) -> str:
        if text in _DASHES:
            return ""
        for value, label in choices_of(column, self.language):
            if text.casefold() in (value, label.casefold()):
                return value
        plain = flat(text)
        for value, words in column.choices.items():
            if plain in (flat(word) for word in words):
                return value if column.key not in CHOICES or value in CHOICES[column.key].values else text
        raise Unreadable(
            _("One of: %(choices)s") % {"choices": ", ".join(label for _v, label in choices_of(column, self.language))}
        )

    def _flag(self, column: Column, held: Held, text: str) -> bool:
        if text.casefold() in _TRUE:
            return True
        if text.casefold() in _FALSE:
            return False
        raise Unreadable(_("Yes or no."))

    def _link(self, column: Column, held: Held, text: str) -> dict[str, Any]:
        """The record a name means, and the words as typed; a name nobody knows stays as words where the project has room for them."""
        found = self._finders[column.key](text) if text not in _DASHES else None
        if found is None and text and not held.words:
            raise Unreadable(_("There is no “%(name)s” here.") % {"name": text})
        values: dict[str, Any] = {held.field: found}
        if held.words:
            values[held.words] = text[: Project._meta.get_field(held.words).max_length]
        return values

    @cached_property
    def _finders(self) -> Mapping[str, Callable[[str], Any]]:
        return {
            "region": _through(Region, lambda: names.region_index().find),
            "lead_org": _through(Organisation, lambda: names.organisation_index().find),
            "leader": _through(Person, lambda: names.person_index().find),
            "owner": _through(Company, _firm_finder),
            "park": lambda text: Park.objects.filter(name=text).first(),
            "chain": lambda text: Chain.objects.filter(name=text).first(),
        }


def _firm_finder() -> Callable[[str], int | None]:
    index = companies.company_index()
    return lambda text: index.get(firm_names.plain_name(text))


def _through(model: Any, build: Callable[[], Callable[[str], int | None]]) -> Callable[[str], Any]:
    """A finder that builds its index when first asked and each record once."""
    held: dict[str, Any] = {}

    def find(text: str) -> Any:
        if "find" not in held:
            held["find"] = build()
        if text not in held:
            pk = held["find"](text)
            held[text] = model.objects.get(pk=pk) if pk else None
        return held[text]

    return find


_READ: dict[Kind, Callable[..., Any]] = {
    Kind.NUMBER: Reader._number,
    Kind.PERCENT: Reader._number,
    Kind.AREA: Reader._number,
    Kind.POSITION: Reader._number,
    Kind.CHOICE: Reader._choice,
    Kind.FLAG: Reader._flag,
}
