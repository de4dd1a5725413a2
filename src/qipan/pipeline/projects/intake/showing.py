"""How a project's imported fields are shown to a person, and how they are written back into the sender's own form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from qipan.core import units
from qipan.core.columns import Column, Secrecy
from qipan.exchange.sheetview import word_of
from qipan.exchange.targets import Draft, Shown
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.intake import comparing
from qipan.pipeline.projects.intake import fields as at
from qipan.pipeline.projects.intake.drafting import amount_name
from qipan.pipeline.projects.intake.links import shown
from qipan.pipeline.projects.ledger import COLUMNS
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Level, MoneyKind, Stage, Status

_BY_KEY: dict[str, Column] = {column.key: column for column in COLUMNS}
_COLUMN_OF = {
    **{field: column for column, field in at.WORDS.items()}, **{beside: link for link, beside in at.LINKS.values() if beside},
    "is_starred": "starred", "period_text": "period",
}  # fmt: skip
_CHOICES: dict[str, Any] = {"stage": Stage, "status": Status, "level": Level}
_AMOUNT = re.compile(
    rf"^(?P<kind>{'|'.join(at.MONEY)})(?: (?P<days>\d{{4}}-\d\d-\d\d(?: \d{{4}}-\d\d-\d\d)?))?(?: (?P<label>.+))?$"
)


def show(name: str, value: Any, language: str) -> Shown:
    """Label, text and secrecy of one field."""
    amount = _AMOUNT.match(name)
    if amount:
        label = f"{MoneyKind(amount['kind']).label} {period_text(amount['days'], amount['label'], language)}".strip()
        return Shown(label, units.money_text(value, language=language) if value is not None else "", Secrecy.MONEY)
    for prefix, label in (("progress 2", _("Progress")), ("milestone ", _("Milestone")), ("light ", _("Light"))):
        if name.startswith(prefix):
            rest = name.removeprefix(prefix.rstrip("2").strip()).strip()
            return Shown(f"{label} {rest}", "" if value is None else str(value))
    if name.startswith("gate:"):
        return Shown(", ".join(queries.lacking(code) for code in name.removeprefix("gate:").split(";")), "")
    if name.startswith("odd:"):
        return Shown(queries.odd(*name.split(":")[1:]), "")
    column = _BY_KEY.get(_COLUMN_OF.get(name, name))
    secrecy = column.secrecy if column else Secrecy.INTERNAL
    if column is not None and name not in _CHOICES and value in column.choices:
        return Shown(_label(name, column), word_of(column, value, language), secrecy)
    return Shown(_label(name, column), _text(name, value, language), secrecy)


def _label(name: str, column: Column | None) -> str:
    if name == "extras":
        return _("Columns without a field")
    if column is not None:
        return str(column.label)
    return str(Project._meta.get_field(name).verbose_name)


def _text(name: str, value: Any, language: str) -> str:
    if value in (None, ""):
        return ""
    if name in _CHOICES:
        return str(dict(_CHOICES[name].choices).get(value, value))
    if name == "land_m2":
        return units.area_text(Decimal(value), language)
    if name.endswith(("_on", "_start", "_end")):
        return units.date_text(date.fromisoformat(value), "day", language)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {text or '–'}" for key, text in list(value.items())[:20])
    if isinstance(value, bool):
        return "★" if value else ""
    return str(value)


def period_text(days: str | None, label: str | None, language: str) -> str:
    """ "2022", "2022-01 – 2022-07", "to the end of 2021"."""
    if not days:
        return label or ""
    since, _blank, until = days.partition(" ")
    if not until:
        return _("up to %(day)s") % {"day": since}
    if since.endswith("-01-01") and until.endswith("-12-31") and since[:4] == until[:4]:
        return since[:4]
    return f"{since} – {until}"


def current(
    drafts: Sequence[Draft], ids: Sequence[int], fields: Mapping[str, str]
) -> dict[tuple[int, int], dict[str, Any]]:
    """Cells whose value is another by now, as the form prints it: amounts in the column's unit, links by name, dates as before."""
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for start in range(0, len(ids), 500):
        part = list(zip(drafts[start : start + 500], ids[start : start + 500], strict=True))
        stands = comparing.stands([pk for _draft, pk in part])
        for draft, pk in part:
            if pk in stands:
                cells = _cells(draft, stands[pk], fields)
                if cells:
                    found[draft.sheet, draft.row] = cells
    return found


def _cells(draft: Draft, standing: comparing.Standing, fields: Mapping[str, str]) -> dict[str, Any]:
    """One record's cells. A cell that holds two facts, or only hints at one (a section, 续建), is left as it is."""
    cells: dict[str, Any] = {}
    f, held = draft.data["f"], standing.fields
    hinted = set(draft.data.get("v", ()))

    def cell_of(field: str) -> str:
        return (
            ""
            if field in hinted
            else draft.cells.get(field) or (f"{fields[field]}{draft.row + 1}" if field in fields else "")
        )

    def put(field: str, value: Any) -> None:
        if cell := cell_of(field):
            cells[cell] = value

    period = cell_of("period_text")
    for field in {*f, *(_FILLED & fields.keys())} & held.keys():
        now = held[field]
        if field.endswith("_precision") or now in (None, "") or comparing.same(field, now, f.get(field, "")):
            continue
        if field in ("planned_start", "planned_end") and period and cell_of(field) == period:
            put(
                "period_text",
                "-".join(_printed(end, held[end], held, f) for end in ("planned_start", "planned_end") if held[end]),
            )
        elif field != "period_text":
            put(field, _printed(field, now, held, f))
    for link, words in draft.data.get("k", {}).items():
        beside = at.LINKS[link][1]
        if beside and held.get(beside) and held[beside] != words:
            pk = held.get(f"{link}_id")
            put(link, shown(link, {pk}).get(pk, held[beside]) if pk else held[beside])
    for amount in draft.data["a"]:
        there = standing.amounts.get(amount_name(amount))
        if there is not None and there[1] != amount[5]:
            put(amount_name(amount), _figure(there[1], amount))
    return cells


# Words a form may leave empty and get filled from what is held by now.
_FILLED = frozenset(at.WORDS.values()) - {"name", "nature", "industry", "category"} | {"progress_words"}


def _figure(minor: int, amount: Sequence[Any]) -> Any:
    """In the unit the old figure was printed in; minor units per printed unit follow from the figure itself."""
    raw = re.sub(r"[^\d.\-]", "", str(amount[7]))
    try:
        factor = Decimal(amount[5]) / Decimal(raw)
        value = Decimal(minor) / factor
    except (ArithmeticError, ValueError):
        return str(minor)
    return int(value) if value == value.to_integral_value() else float(round(value, 6))


_SHAPES = {"year": "%Y", "month": "%Y.%m", "day": "%Y-%m-%d", "ten_days": "%Y.%m", "quarter": "%Y.%m", "half": "%Y.%m"}


def _printed(field: str, value: Any, held: Mapping[str, Any], f: Mapping[str, Any]) -> Any:
    if isinstance(value, date):
        precision = held.get(f"{field.removesuffix('_on')}_precision") or f.get(f"{field}_precision") or "day"
        return value.strftime(_SHAPES.get(str(precision), "%Y-%m-%d"))
    if field in _CHOICES:
        return str(dict(_CHOICES[field].choices).get(value, value))
    if value is True:
        return "★"
    return float(value) if isinstance(value, Decimal) else value
