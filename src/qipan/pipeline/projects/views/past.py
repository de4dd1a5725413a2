"""The history as people read it: field labels instead of names, amounts and dates in the reader's units, the source cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import DateField, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qipan.core import units
from qipan.core.models import AuditEntry
from qipan.pipeline.projects import models, queries
from qipan.pipeline.projects.forms.cells import choices_of
from qipan.pipeline.projects.forms.gates import detail_text
from qipan.pipeline.projects.ledger import COLUMNS
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Level, Light, MoneyKind, Precision, Stage, Status
from qipan.pipeline.projects.views.shown import language, today

ACTIONS = {
    "create": gettext_lazy("written down"), "change": gettext_lazy("changed"), "delete": gettext_lazy("taken out"),
    "advance": gettext_lazy("moved"), "status": gettext_lazy("status set"), "money": gettext_lazy("amount set"),
    "paste": gettext_lazy("pasted"), "undo": gettext_lazy("taken back"), "report": gettext_lazy("reported"),
    "import": gettext_lazy("imported"), "dates": gettext_lazy("dates set"), "care": gettext_lazy("care assigned"),
    "blocker": gettext_lazy("blocker raised"), "blocker solved": gettext_lazy("blocker solved"),
    "milestone": gettext_lazy("milestone set"), "file": gettext_lazy("file attached"),
    "submit": gettext_lazy("submitted"), "confirm": gettext_lazy("step confirmed"), "return": gettext_lazy("sent back"),
    "withdraw": gettext_lazy("withdrawn"), "exception": gettext_lazy("passed by exception"), "correct": gettext_lazy("corrected"),
    "statistics": gettext_lazy("statistics entry"),
}  # fmt: skip
_MODELS = {
    m._meta.label_lower: m
    for m in (
        Project,
        models.Milestone,
        models.Blocker,
        models.Progress,
        models.CareSlot,
        models.Attachment,
        models.Submission,
        models.GateException,
    )
}
_CHOICES = {
    "stage": Stage,
    "waiting_for": Stage,
    "state": models.Submission.State,
    "before": Stage,
    "after": Stage,
    "status": Status,
    "level": Level,
    "light": Light,
    "kind": models.Attachment.Kind,
}
_HIDDEN = frozenset(
    {
        "plain_name",
        "project",
        "project_id",
        "path",
        "order",
        "sha256",
        "size",
        "content_type",
        "by",
        "by_id",
        "version",
        "roles",
        "decided_by",
        "document",
        "start_confirmed",
        "end_confirmed",
    }
)
_CONTACTS = frozenset(
    {"legal_person", "owner_head", "owner_contact", "owner_phone", "lead_person", "lead_contact", "lead_phone"}
)


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    old: str
    new: str
    is_first: bool = False  # nothing stood there before


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, ready to be read."""

    at: Any
    who: str
    what: Any
    about: str
    changes: list[Change]
    source: str
    seq: int


class Entries:
    """A paged history: only the shown page is turned into words."""

    def __init__(self, rows: QuerySet[AuditEntry], *, with_money: bool, with_contacts: bool, currency: str) -> None:
        self._rows, self._with_money, self._with_contacts, self._currency = rows, with_money, with_contacts, currency

    def count(self) -> int:
        return self._rows.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Entry]:
        return [self._entry(row) for row in self._rows[part]]

    def _entry(self, row: AuditEntry) -> Entry:
        found = []
        for name, (old, new) in row.changes.items():
            if name in _HIDDEN or not self._may_show(row, name) or _says_how_exact(row, name):
                continue
            if name == "details":
                found += self._details(old or {}, new or {})
                continue
            before, after = self._text(row, name, old, 0), self._text(row, name, new, 1)
            found.append(Change(_label(row, name), before, after, is_first=old in (None, "", [], {})))
        about = "" if row.object_type == "projects.project" else row.object_name
        return Entry(
            row.at, row.actor_name, ACTIONS.get(row.action, row.action), about, found, source_text(row.source), row.seq
        )

    def _details(self, old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
        """The county's own fields of the stages, one by one."""
        own = self._own
        keys = [key for key in dict.fromkeys([*old, *new]) if old.get(key) != new.get(key)]
        shown = [key for key in keys if self._with_money or own.get(key, {}).get("type") != "money"]
        say = lambda key, value: "–" if value is None else detail_text(key, value, own, self._currency)  # noqa: E731
        return [Change(queries.own_label(key, own), say(key, old.get(key)), say(key, new.get(key))) for key in shown]

    @cached_property
    def _own(self) -> dict[str, Any]:
        own: dict[str, Any] = queries.table(today()).get("own", {})
        return own

    def _may_show(self, row: AuditEntry, name: str) -> bool:
        is_money = row.action == "money" or name.endswith("_minor") or name.split(" ")[0] in MoneyKind.values
        return (self._with_money or not is_money) and (self._with_contacts or name not in _CONTACTS)

    def _text(self, row: AuditEntry, name: str, value: Any, side: int) -> str:
        if (
            isinstance(value, int)
            and not isinstance(value, bool)
            and (row.action == "money" or name.endswith("_minor") or name.split(" ")[0] in MoneyKind.values)
        ):
            return units.money_text(value, self._currency, language())
        if name == "slot":
            return self._slots.get(str(value), str(value))
        if isinstance(value, str) and (day := _day(row, name, value)):
            exact = row.changes.get(_precision_of(name)) or (None, None)
            return units.date_text(day, exact[side] or "day", language())
        return text(name, value)

    @cached_property
    def _slots(self) -> dict[str, str]:
        """Key of a slot of any variant of the "five ones" → its name; where variants differ, as the standard one says."""
        return queries.care_names(today(), in_chinese=language().startswith("zh"))


def entries(project: Project, *, with_money: bool, with_contacts: bool) -> Any:
    return Entries(
        queries.history(project), with_money=with_money, with_contacts=with_contacts, currency=project.currency
    )


@lru_cache
def _natures(tongue: str) -> dict[str, str]:
    return dict(choices_of(next(column for column in COLUMNS if column.key == "nature"), tongue))


def text(name: str, value: Any) -> str:
    """A value of a field in words."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in _CHOICES and value in _CHOICES[name].values:
        return str(_CHOICES[name](value).label)
    if name == "nature":
        return _natures(language()).get(str(value), str(value))
    if name.endswith("_precision") and value in Precision.values:
        return str(Precision(value).label)
    if name == "land_m2":
        return units.area_text(Decimal(str(value)), language())
    if isinstance(value, date):
        return units.date_text(value, "day", language())
    if name == "evidence_held":
        return ", ".join(f"{one['name']} ({one['sha256'][:8]})" for one in value) or "–"
    if name == "missing":
        gates = queries.table(today())
        return ", ".join(queries.lacking(code, gates) for code in value) or "–"
    if isinstance(value, dict | list):
        return (
            ", ".join(f"{k}: {'–' if v is None else v}" for k, v in value.items())
            if isinstance(value, dict)
            else ", ".join(map(str, value))
        )
    return str(value)


def _precision_of(name: str) -> str:
    return f"{name.removesuffix('_on')}_precision"


def _says_how_exact(row: AuditEntry, name: str) -> bool:
    """A precision whose date stands beside it: the date is written that exactly."""
    base = name.removesuffix("_precision")
    return base != name and (base in row.changes or f"{base}_on" in row.changes)


def _day(row: AuditEntry, name: str, value: str) -> date | None:
    """The day a text of the trail means, where the field holds days."""
    model = _MODELS.get(row.object_type)
    fields = {f.name: f for f in model._meta.concrete_fields} if model else {}
    return _iso(value) if isinstance(fields.get(name), DateField) else None


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


_PARTS = {
    "progress": gettext_lazy("Report up to"), "milestone": gettext_lazy("Milestone"), "light": gettext_lazy("Light elsewhere"),
}  # fmt: skip


def _label(row: AuditEntry, name: str) -> str:
    kind, *period = name.split(" ")
    if kind in MoneyKind.values:
        return " ".join([str(MoneyKind(kind).label), _period(period)]).strip()
    if period and kind in _PARTS:
        return " ".join([str(_PARTS[kind]), *(_shown_day(part) for part in period)])
    model = _MODELS.get(row.object_type)
    names = {f.name for f in model._meta.get_fields()} if model else set()
    known = next((one for one in (name, name.removesuffix("_id")) if one in names), None)
    if model and known:
        label = str(getattr(model._meta.get_field(known), "verbose_name", known))
        return label[:1].upper() + label[1:]
    return {"reason": _("Reason")}.get(name, name)


def _shown_day(part: str) -> str:
    day = _iso(part) if len(part) == 10 else None
    return units.date_text(day, "day", language()) if day else part


def _period(parts: list[str]) -> str:
    """ "2026-01-01 2026-07-31" → "2026年1月–2026年7月"; a whole year is its number."""
    days = [_iso(part) if len(part) == 10 else None for part in parts]
    if (
        len(days) == 2
        and days[0]
        and days[1]
        and (days[0].month, days[1].month) == (1, 12)
        and days[0].year == days[1].year
    ):
        return units.date_text(days[0], "year", language())
    return "–".join(
        units.date_text(day, "month", language()) if day else part for day, part in zip(days, parts, strict=True)
    )


def source_text(source: dict[str, Any]) -> str:
    """Sheet and cells an import took the values from, a paste, the reason given."""
    if source.get("reason"):
        return str(source["reason"])
    if source.get("paste"):
        return _("pasted into the ledger")
    parts = [str(source[name]) for name in ("file", "sheet") if source.get(name)]
    cells = source.get("cells")
    if isinstance(cells, dict) and cells:
        listed = list(dict.fromkeys(str(cell) for cell in cells.values()))
        parts.append(", ".join(listed[:6]) + (" …" if len(listed) > 6 else ""))
    return " · ".join(parts)
