"""The history of records as people read it: who, when, what in words, old and new, from which cell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qipan.core import units
from qipan.core.models import AuditEntry

ACTS = {
    "create": _("created"),
    "change": _("changed"),
    "delete": _("deleted"),
    "merge": _("merged"),
    "unmerge": _("parted again"),
    "join": _("took in"),
    "leave": _("ended"),
    "take-over": _("handed over to"),
    "open-account": _("opened an account for"),
    "assign": _("assigned"),
    "answer": _("answered"),
    "close": _("closed"),
    "reopen": _("sent back"),
    "send-back": _("sent back"),
    "withdraw": _("withdrew"),
    "check": _("checked"),
    "adopt": _("adopted"),
    "place": _("placed"),
    "import": _("imported"),
    "undo": _("took back"),
    "take back": _("took back"),
    "put in force": _("put in force"),
    "receive": _("brought in"),
    "correct": _("corrected the reading of"),
    "apply": _("applied"),
    "cancel": _("put away"),
    "forget": _("forgot"),
    "advance": _("moved to another stage"),
    "status": _("set the status of"),
    "dates": _("set the dates of"),
    "money": _("set an amount of"),
    "report": _("reported"),
    "round": _("opened the round"),
    "reporter": _("named another reporter"),
    "verify": _("verified"),
    "timetable": _("laid the timetable of"),
    "baseline": _("took a new baseline of"),
    "finding": _("the check-up found"),
    "finding cleared": _("the check-up cleared"),
    "decide": _("decided about an answer to"),
    "return": _("sent back"),
    "milestone": _("set a milestone"),
    "blocker": _("raised a blocker"),
    "blocker solved": _("solved a blocker"),
    "care": _("named who cares"),
    "file": _("attached a file"),
    "order": _("ordered"),
    "compute": _("computed"),
    "propose": _("proposed"),
    "supersede": _("superseded"),
    "repeal": _("repealed"),
    "supply": _("supplied"),
    "ask": _("asked for"),
    "allocate": _("gave"),
    "release": _("took back"),
    "days": _("changed the days of"),
    "copy": _("copied"),
    "case.receive": _("received"),
    "case.accept": pgettext_lazy("case", "accepted"),
    "case.turn_away": _("did not accept"),
    "case.pause": _("stopped the clock of"),
    "case.resume": _("let run again"),
    "case.decide": _("decided"),
    "case.withdraw": _("recorded as withdrawn"),
    "case.correct": _("corrected"),
    "case.reopen": _("took back the decision on"),
    "register": _("registered"),
    "respond": _("responded to"),
    "triage": _("triaged"),
    "open-again": _("opened again"),
    "answer-referrer": _("answered the referrer of"),
    "claim": _("claimed the first contact of"),
    "agree": _("agreed to"),
    "refuse": _("refused"),
    "transfer": _("handed over"),
    "name": _("named who may know of"),
    "forget-reader": _("took back who may know of"),
    "open-up": _("ended the secrecy of"),
    "met": _("came upon, writing down the same investor,"),
    "grow": _("opened a project from"),
    "account.open": _("opened the account"),
    "account.lock": _("locked the account"),
    "account.unlock": _("unlocked the account"),
    "account.reset-link": _("made a link to set a new password"),
    "account.remove-factors": _("removed the second factors"),
    "account.end-sessions": _("signed the account out everywhere"),
}
UNSEEN = "＊＊＊"
# Made from other fields, no news to a reader.
DERIVED = frozenset({"plain_name", "path"})


@dataclass(frozen=True, slots=True)
class Moved:
    """One field: its label, what it held, what it holds."""

    label: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Line:
    """One act."""

    at: datetime
    who: str
    act: Any
    name: str
    moved: list[Moved]
    sheet: str
    cells: str
    seq: int

    @property
    def needs_name(self) -> bool:
        """An English act that ends in the air: "laid the timetable of" what?"""
        return str(self.act).endswith((" of", " to", " from", " for", " on"))


def lines(
    entries: Iterable[AuditEntry],
    *,
    hidden: Collection[str] = (),
    quiet: Collection[str] = (),
    amounts: Mapping[str, Any] | None = None,
    opened: Collection[str] = (),
) -> list[Line]:
    """Entries in words. Fields in `hidden` are named without their values; those in `quiet` are left out. So are all fields of kinds of
    record that are secret (`is_secret` on the model), but of those in `opened`: the page that may show them says so.

    `amounts`: kinds of money with their labels, for entries that name a kind and perhaps a period ("completed 2026-01-01 2026-06-30").
    """
    return [
        _line(entry, _all(entry) if _is_secret(entry.object_type, opened) else hidden, quiet, amounts or {})
        for entry in entries
    ]


def _all(entry: AuditEntry) -> Collection[str]:
    return [name for key in entry.changes for name in (key, key.removesuffix("_id"))]


def _is_secret(object_type: str, opened: Collection[str]) -> bool:
    if object_type in opened:
        return False
    try:
        return bool(getattr(apps.get_model(object_type), "is_secret", False))
    except (LookupError, ValueError):
        return False


def _line(entry: AuditEntry, hidden: Collection[str], quiet: Collection[str], amounts: Mapping[str, Any]) -> Line:
    source = entry.source or {}
    cells = source.get("cells") or {}
    moved = [
        _moved(entry.object_type, name, pair, hidden, amounts)
        for name, pair in entry.changes.items()
        if isinstance(pair, list) and len(pair) == 2 and name not in quiet and name not in DERIVED
    ]
    return Line(
        at=entry.at,
        who=entry.actor_name,
        act=ACTS.get(entry.action, entry.action),
        name=entry.object_name,
        moved=moved,
        sheet=str(source.get("sheet", "")),
        cells=", ".join(map(str, cells.values())) if isinstance(cells, dict) else "",
        seq=entry.seq,
    )


def _moved(object_type: str, name: str, pair: list[Any], hidden: Collection[str], amounts: Mapping[str, Any]) -> Moved:
    field = _field(object_type, name)
    kind, _space, period = name.partition(" ")
    if field is None and kind in amounts:
        label = " ".join(filter(None, (str(amounts[kind]), " – ".join(period.split()))))
        name = f"{kind}_minor"
    else:
        label = str(field.verbose_name) if field is not None else name
    if {name, kind, name.removesuffix("_id")} & set(hidden):
        return Moved(label, UNSEEN if pair[0] is not None else None, UNSEEN if pair[1] is not None else None)
    return Moved(label, _shown(field, name, pair[0]), _shown(field, name, pair[1]))


@cache
def _fields(object_type: str) -> dict[str, models.Field[Any, Any]]:
    try:
        model = apps.get_model(object_type)
    except (LookupError, ValueError):
        return {}
    return {name: f for f in model._meta.fields for name in (f.name, f.attname)}


def _field(object_type: str, name: str) -> models.Field[Any, Any] | None:
    return _fields(object_type).get(name)


def _shown(field: models.Field[Any, Any] | None, name: str, value: Any) -> Any:
    """A stored value as the page shows it elsewhere."""
    if value in (None, "", [], {}):
        return None
    language = get_language() or "en"
    if field is not None and field.choices:
        return dict(field.flatchoices).get(value, value)
    spoken = getattr(field.model, "spoken", {}).get(field.name) if field is not None else None
    if spoken:  # codes of words that are open: what is none of them stands as written
        return spoken.get(value, value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name.endswith("_minor") and isinstance(value, int):
        return units.money_text(value, "CNY", language)
    if name.endswith("_m2"):
        return units.area_text(Decimal(str(value)), language)
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return units.date_text(date.fromisoformat(str(value)[:10]), "day", language)
    if isinstance(value, list):
        return " · ".join(map(str, value))
    return value
