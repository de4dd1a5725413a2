"""How a ledger of approval cases is let in: each line a case of a project that is held, its item by code or name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qipan.core.models import User
from qipan.core.workdays import Pause as Still
from qipan.delivery.approvals import actions, queries, rules
from qipan.delivery.approvals.ledger import COLUMNS
from qipan.delivery.approvals.models import Case, Item, Pause
from qipan.exchange.simple import Field, Finder, SimpleTarget, day
from qipan.exchange.targets import Draft, Setting, Shown, Step
from qipan.pipeline.projects.queries.finding import project_finder
from qipan.territory.orgs import names

# Words of an outcome → how the case ended; none of them: approved.
_OUTCOMES = (
    ("不予受理", "not_accepted"), ("not accepted", "not_accepted"), ("撤回", "withdrawn"), ("撤件", "withdrawn"),
    ("withdrawn", "withdrawn"), ("不予", "refused"), ("退件", "refused"), ("refused", "refused"), ("rejected", "refused"),
)  # fmt: skip
_OF_PAUSE = ("paused_on", "resumed_on", "reason")
_BUSY = (*rules.OPEN, "approved")


def item_finder() -> Callable[[str], int | None]:
    """Words → an item of the edition in force: its code, its name in either language, or the only item whose name holds them."""
    edition = queries.in_force(timezone.localdate())
    listed = queries.items(edition) if edition else []
    exact = {spelling.lower(): i.pk for i in listed for spelling in (i.code, i.name, i.name_en) if spelling}

    def find(words: str) -> int | None:
        plain = words.strip().lower()
        if plain in exact:
            return exact[plain]
        near = [i.pk for i in listed if plain and (plain in i.name.lower() or plain in i.name_en.lower())]
        return near[0] if len(near) == 1 else None

    return find


def outcome(words: Any) -> str | None:
    text = str(words or "").strip().lower()
    if not text:
        return None
    return next((status for word, status in _OUTCOMES if word in text), Case.Status.APPROVED.value)


def _whole(value: Any) -> int | None:
    number = int(float(str(value)))
    return number if 0 <= number <= 400 else None


def _wrong_days(values: dict[str, Any]) -> bool:
    """A line whose days cannot be is left out and listed, not bent."""
    try:
        pauses = tuple(Still(span["since"], span["until"]) for span in _still(values))
    except ValueError:
        return True
    why = rules.wrong_days(
        received_on=values["received_on"],
        accepted_on=values.get("accepted_on"),
        decided_on=values.get("decided_on"),
        pauses=pauses,
        today=timezone.localdate(),
    )
    return bool(why)


def _still(values: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """The pause a line tells of."""
    since: date | None = values.get("paused_on")
    if since is None:
        return ()
    until = values.get("resumed_on") or values.get("decided_on")
    reason = str(values.get("reason") or _("Papers asked of the applicant"))
    return ({"kind": Pause.Kind.SUPPLEMENT, "reason": reason[:400], "since": since, "until": until},)


def _create(*, by: User | None, source: Any, **values: Any) -> Case:
    pauses = _still(values)
    for name in _OF_PAUSE:
        values.pop(name, None)
    if not values.get("authority"):
        values["authority"] = values["item"].authority
    return actions.record(by=by, today=timezone.localdate(), source=source, pauses=pauses, **values)


def _change(*, by: User | None, record: Case, values: dict[str, Any], source: Any) -> Case:
    return actions.overwrite(by=by, case=record, values=values, today=timezone.localdate(), source=source)


@dataclass(eq=False)
class CasesTarget(SimpleTarget):
    """Lines tell of a pause too, which stands in a table of its own; a project has an item under way or approved once."""

    def plan(self, drafts: Sequence[Draft], answers: Mapping[str, str], setting: Setting) -> list[Step]:
        self._codes = dict(Item.objects.values_list("pk", "code"))
        self._homes = dict(Item.objects.values_list("pk", "authority_id"))
        rows = Case.objects.values_list("project_id", "item__code", "received_on", "item_id", "status")
        self._known = {(p, code, on): item for p, code, on, item, _status in rows}
        self._busy = {(p, code): on for p, code, on, _item, status in rows if status in _BUSY}
        self.faults = self._fault
        return super().plan(drafts, answers, setting)

    def _stored(self, draft: Draft, finders: Mapping[str, Finder]) -> dict[str, Any]:
        """An item of an older edition is meant where the case is held under it."""
        values = super()._stored(draft, finders)
        code = Item.objects.filter(pk=values.get("item_id")).values_list("code", flat=True).first()
        held = Case.objects.filter(
            project_id=values.get("project_id"), item__code=code, received_on=values.get("received_on")
        )
        older = held.values_list("item_id", flat=True).first() if code else None
        return {**values, "item_id": older} if older else values

    def _fault(self, values: dict[str, Any]) -> str:
        """Why a line cannot be stored, as a code."""
        if not values.get("project_id"):
            return "project_unknown"
        if not values.get("item_id"):
            return "item_unknown"
        if not values.get("authority_id") and self._homes.get(values["item_id"]) is None:
            return "unknown_organisation"
        if not values.get("received_on") or _wrong_days(values):
            return "days_wrong"
        is_busy = not values.get("decided_on") or values.get("status", "approved") in _BUSY
        key = (values["project_id"], self._codes[values["item_id"]])
        if is_busy and self._busy.setdefault(key, values["received_on"]) != values["received_on"]:
            return "case_open"
        return ""

    def show(self, name: str, value: Any, language: str) -> Shown:
        column = next((c for c in COLUMNS if c.key == name and name in _OF_PAUSE), None)
        return Shown(str(column.label), str(value or "")) if column else super().show(name, value, language)


TARGET = CasesTarget(
    code="approval_cases",
    label=_("Approval cases"),
    ability="approvals.edit",
    columns=COLUMNS,
    model=Case,
    fields={
        "project": Field("project", finder=project_finder),
        "code": Field("project", finder=project_finder),
        "item": Field("item", finder=item_finder),
        "authority": Field("authority", finder=lambda: names.organisation_index().find),
        "number": Field("number"),
        "received_on": Field("received_on", read=day),
        "accepted_on": Field("accepted_on", read=day),
        "paused_on": Field("paused_on", read=day),
        "resumed_on": Field("resumed_on", read=day),
        "reason": Field("reason"),
        "decided_on": Field("decided_on", read=day),
        "outcome": Field("status", read=outcome),
        "document": Field("document"),
        "promised_days": Field("promised_days", read=_whole),
        "statutory_days": Field("statutory_days", read=_whole),
    },
    keys=(("project", "item", "received_on"),),
    required=("project", "item", "received_on"),
    create=_create,
    change=_change,
    delete=lambda *, by, record, reason, source: actions.drop(by=by, case=record, reason=reason, source=source),
    born=frozenset({*_OF_PAUSE, "authority_id"}),
    held=lambda: Case.objects.select_related("project", "item"),
    page="approvals:case",
)
