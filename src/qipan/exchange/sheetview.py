"""One sheet as the preview shows it: columns with meaning, unit and period; rows with class and reasons; sums; complaints; settings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from qipan.core.columns import Column, Kind, Secrecy
from qipan.core.units import is_chinese
from qipan.exchange import sentences, targets
from qipan.exchange.grid import cell_position, column_letters
from qipan.exchange.models import Sheet
from qipan.exchange.reading import RowClass, SheetKind
from qipan.exchange.staging import Staged

HIDDEN = "•••"
CLASSES = {
    RowClass.TITLE: gettext_lazy("Title"),
    RowClass.UNIT: gettext_lazy("Unit"),
    RowClass.HEADER: gettext_lazy("Header"),
    RowClass.SECTION: gettext_lazy("Section"),
    RowClass.SUBTOTAL: gettext_lazy("Subtotal"),
    RowClass.PROJECT: gettext_lazy("Record"),
    RowClass.CHILD: gettext_lazy("Part of a record"),
    RowClass.NOTE: gettext_lazy("Remark"),
    RowClass.WIDTH: gettext_lazy("Column numbers"),
    RowClass.BLANK: gettext_lazy("Empty"),
}
KINDS = {
    SheetKind.LIST: gettext_lazy("List, one record a row"),
    SheetKind.TRANSPOSED: gettext_lazy("Transposed, one record a column"),
    SheetKind.FORM: gettext_lazy("Form, one record a sheet"),
    SheetKind.SUMMARY: gettext_lazy("Summary, not imported"),
    SheetKind.EMPTY: gettext_lazy("Empty"),
    SheetKind.UNKNOWN: gettext_lazy("Not understood"),
}
HOW = {
    "exact": gettext_lazy("The header is a known word."),
    "word": gettext_lazy("The header is a known word."),
    "fuzzy": gettext_lazy("The header is like a known word."),
    "content": gettext_lazy("Taken from the contents."),
    "remembered": gettext_lazy("Remembered from an earlier file."),
    "person": gettext_lazy("A person said so."),
    "none": gettext_lazy("Kept as an extra column."),
}
UNITS = (
    "元",
    "万元",
    "亿元",
    "美元",
    "万美元",
    "亿美元",
    "$",
    "$thousand",
    "$million",
    "£",
    "£thousand",
    "£m",
    "亩",
    "平方米",
    "公顷",
)
_TONES = {"fuzzy": "guess", "content": "guess", "none": "none"}
MIXED = (SheetKind.FORM, SheetKind.TRANSPOSED)  # a column there holds facts of many kinds
_NUMERIC = frozenset({Kind.MONEY, Kind.AREA, Kind.NUMBER, Kind.PERCENT, Kind.POSITION})


def word_of(column: Column, value: str, language: str) -> str:
    """A choice in the reader's language: the first of its spellings that is Chinese, or that is not."""
    wants_chinese = is_chinese(language)
    words = column.choices.get(value, ())
    return next((word for word in words if any("\u3400" <= c <= "\u9fff" for c in word) == wants_chinese), value)


def _columns_of(sheet: Sheet) -> dict[str, Column]:
    target = targets.get(sheet.target)
    return {column.key: column for column in target.columns} if target else {}


def config(sheet: Sheet, hidden: frozenset[Secrecy]) -> dict[str, Any]:
    """What preview.js needs. A form or a transposed sheet is shown as it stands, its cells named by letters."""
    known = _columns_of(sheet)
    reading = sheet.reading
    groups = {True: _("Amounts"), False: ""}
    return {
        "total": reading["height"],
        "classes": [
            {"value": str(k), "label": str(v), "count": reading["classes"].get(str(k), 0)} for k, v in CLASSES.items()
        ],
        "columns": _plain_columns(sheet) if sheet.kind in MIXED else [_column(c, known) for c in reading["columns"]],
        "targets": [
            {
                "value": c.key,
                "label": str(c.label),
                "group": groups[c.kind is Kind.MONEY],
                "kind": str(c.kind),
                "periodic": c.periodic,
            }
            for c in known.values()
            if c.importable
        ],
        "units": [[unit, unit] for unit in UNITS],
        "pick": "#cell-address" if sheet.kind == SheetKind.FORM else None,
    }


def _plain_columns(sheet: Sheet) -> list[dict[str, Any]]:
    return [
        {"index": n, "path": [column_letters(n)], "target": None, "target_label": " ", "tone": "none", "width": 120}
        for n in range(sheet.reading["width"])
    ]


def _column(column: dict[str, Any], known: dict[str, Column]) -> dict[str, Any]:
    target = known.get(column["target"] or "")
    period = column["period"] or {}
    return {
        "index": column["index"],
        "path": column["path"] or None,
        "target": column["target"],
        "target_label": str(target.label) if target else "",
        "unit": column["unit"]["text"] if column["unit"] else "",
        "period": _period(period),
        "since": period.get("since"),
        "until": period.get("until"),
        "cumulative": bool(period.get("cumulative")),
        "how_text": str(HOW.get(column["how"], "")),
        "tone": _TONES.get(column["how"], "sure"),
        "numeric": bool(target and target.kind in _NUMERIC),
        "width": target.width if target else 120,
    }


def _period(period: dict[str, Any]) -> str:
    if not period:
        return ""
    if period.get("cumulative") and period.get("until"):
        return _("up to %(day)s") % {"day": period["until"]}
    return str(period.get("text") or " – ".join(part for part in (period.get("since"), period.get("until")) if part))


def secret_columns(sheet: Sheet, hidden: frozenset[Secrecy]) -> set[int]:
    """Columns this reader may not see. Forms and transposed sheets mix them: there everything with a figure or contact is hidden."""
    known = _columns_of(sheet)
    return {c["index"] for c in sheet.reading["columns"] if (t := known.get(c["target"] or "")) and t.secrecy in hidden}


def rows(staged: Staged, sheet: Sheet, start: int, count: int, hidden: frozenset[Secrecy]) -> list[dict[str, Any]]:
    """A window of rows as preview.js draws them."""
    grid = staged.window(sheet.index, start, count)
    transposed = sheet.kind == SheetKind.TRANSPOSED
    classes = [] if transposed else staged.classes(sheet.index, start, count)
    states = {} if transposed else staged.states(sheet.index, start, count)
    secret = secret_columns(sheet, hidden)
    is_mixed = sheet.kind in MIXED
    indexes = range(grid.n_cols) if is_mixed else [c["index"] for c in sheet.reading["columns"]]
    marks = _marks(sheet)
    listed = []
    for number in range(start, min(start + count, grid.n_rows)):
        kind, reasons, level, label, is_hidden = "note" if transposed else "blank", [], 0, "", False
        if number - start < len(classes):
            _index, kind, reasons, level, label, is_hidden = classes[number - start]
        blocked = bool(hidden) and (is_mixed or kind in ("subtotal", "section", "child"))

        def is_secret(n: int, number: int = number, blocked: bool = blocked) -> bool:
            return (number if transposed else n) in secret or (blocked and _is_figure(grid.value(number, n)))

        cells = [_cell(grid.text(number, n), is_secret(n)) for n in indexes]
        listed.append(
            {
                "index": number,
                "kind": kind,
                "level": level,
                "label": label,
                "hidden": is_hidden,
                "state": states.get(number, ""),
                "reasons": [text for code in reasons if (text := sentences.reason(code))],
                "cells": cells,
                "marks": {str(place): marks[number, n] for place, n in enumerate(indexes) if (number, n) in marks},
            }
        )
    return listed


def _is_figure(value: Any) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and any(c.isdigit() for c in value))


def _cell(text: str, is_secret: bool) -> str | None:
    return None if not text else HIDDEN if is_secret else text[:400]


def _marks(sheet: Sheet) -> dict[tuple[int, int], dict[str, str]]:
    """Cells a complaint points to, and the cells of a form's map."""
    found: dict[tuple[int, int], dict[str, str]] = {}
    tones = {"question": "error", "warning": "warning", "info": "info"}
    for one in sheet.reading["complaints"]:
        if one["row"] is not None and one["column"] is not None:
            why, advice = sentences.complaint(one["code"], one["values"])
            found[one["row"], one["column"]] = {"tone": tones[one["severity"]], "text": f"{why} {advice}".strip()}
    known = _columns_of(sheet)
    for key, address in sheet.reading["cells"].items():
        column = known.get(key.partition("#")[0])
        found.setdefault(cell_position(address), {"tone": "info", "text": str(column.label) if column else key})
    return found


def sums(sheet: Sheet, hidden: frozenset[Secrecy]) -> list[dict[str, Any]]:
    """Every subtotal: what it declares, what its rows have."""
    columns = {c["index"]: c for c in sheet.reading["columns"]}
    listed = []
    for one in sheet.reading["subtotals"]:
        figures = []
        for index, declared in one["declared"].items():
            column = columns.get(int(index), {"path": [column_letters(int(index))], "unit": None})
            found = one["found"].get(index)
            secret = Secrecy.MONEY in hidden
            figures.append(
                {
                    "label": "/".join(column["path"]) or column_letters(int(index)),
                    "unit": column["unit"]["text"] if column["unit"] else "",
                    "declared": HIDDEN if secret else declared,
                    "found": HIDDEN if secret else found,
                    "is_same": found is not None and Decimal(declared) == Decimal(found),
                }
            )
        listed.append({**one, "row": one["row"] + 1, "figures": figures})
    return listed


def columns(sheet: Sheet) -> list[dict[str, Any]]:
    """Every column (row, in a transposed sheet) with its meaning, for who corrects without the picture."""
    known = _columns_of(sheet)
    listed = []
    for c in sheet.reading["columns"]:
        if any(c["path"]) or c["target"]:
            shown = _column(c, known)
            place = str(c["index"] + 1) if sheet.kind == SheetKind.TRANSPOSED else column_letters(c["index"])
            listed.append(shown | {"place": place, "words": "/".join(c["path"]), "extra": not c["target"]})
    return listed


def complaints(sheet: Sheet) -> list[dict[str, Any]]:
    order = {"question": 0, "warning": 1, "info": 2}
    listed = []
    for one in sheet.reading["complaints"]:
        why, advice = sentences.complaint(one["code"], one["values"])
        cell = f"{column_letters(one['column']) if one['column'] is not None else ''}{one['row'] + 1 if one['row'] is not None else ''}"
        listed.append(
            {
                "cell": cell,
                "why": why,
                "advice": advice,
                "severity": one["severity"],
                "tone": sentences.SEVERITIES[one["severity"]],
            }
        )
    return sorted(listed, key=lambda c: order[c["severity"]])[:300]


def settings(sheet: Sheet) -> dict[str, Any]:
    """What a person may set for the whole sheet."""
    known = _columns_of(sheet)
    defaults = sheet.reading["defaults"]
    given = [
        c
        for c in known.values()
        if (c.importable and c.kind in (Kind.CHOICE, Kind.REGION, Kind.PARK, Kind.CHAIN, Kind.ORGANISATION))
        or c.key == "industry"
    ]
    header = sheet.reading["header"]
    unit = (sheet.corrections.get("units") or {}).get("*") or (
        sheet.reading["unit"]["text"] if sheet.reading["unit"] else ""
    )
    return {
        "kinds": [
            (str(k), v, str(k) == sheet.kind) for k, v in KINDS.items() if k not in (SheetKind.EMPTY, SheetKind.UNKNOWN)
        ],
        "targets": [(t.code, t.label, t.code == sheet.target) for t in targets.registered()],
        "first": header[0] + 1 if header else "",
        "last": header[1] + 1 if header else "",
        "year": sheet.reading["year"] or "",
        "unit": unit,
        "units": UNITS[:12],
        "defaults": [
            {"key": c.key, "label": c.label, "value": defaults.get(c.key, ""), "choices": _choices(c)} for c in given
        ],
    }


def _choices(column: Column) -> list[tuple[str, str]]:
    return (
        [(value, word_of(column, value, get_language() or "en")) for value in column.choices]
        if column.kind is Kind.CHOICE
        else []
    )


def cells(sheet: Sheet) -> dict[str, Any]:
    """A form's cell map: what is mapped, what else could be."""
    known = _columns_of(sheet)
    mapped = [
        {
            "key": key,
            "label": str(known[base].label) if (base := key.partition("#")[0]) in known else key,
            "cell": address,
        }
        for key, address in sheet.reading["cells"].items()
    ]
    return {"mapped": mapped, "free": [(c.key, c.label) for c in known.values() if c.importable]}
