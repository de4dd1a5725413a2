"""How cases stand on a day: each with its clock, whose move it is, and how pressing that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from qipan.core import holidays, workdays
from qipan.delivery.approvals import rules
from qipan.delivery.approvals.models import Case, Pause
from qipan.territory.orgs import queries as orgs

TONES = {"over": "red", "soon": "yellow", "fine": "", "none": "blue"}
STATUS_TONES = {
    "received": "accent", "accepted": "accent", "paused": "blue", "approved": "green", "refused": "red", "withdrawn": "",
    "not_accepted": "",
}  # fmt: skip


@dataclass(slots=True)
class Calendars:
    """The calendar of each region met, loaded once; authorities without a region follow the county's."""

    held: dict[str, workdays.Calendar] = field(default_factory=dict)

    def of(self, case: Case) -> workdays.Calendar:
        region = case.authority.region if case.authority.region_id else None
        return self.at(region.path if region else "")

    def at(self, path: str) -> workdays.Calendar:
        if path not in self.held:
            self.held[path] = holidays.calendar(path)
        return self.held[path]


def pauses_of(case: Case) -> tuple[workdays.Pause, ...]:
    return tuple(workdays.Pause(p.since, p.until) for p in case.pauses.all())


def standing(case: Case, on: date, calendars: Calendars) -> rules.Standing:
    return rules.standing(
        status=case.status,
        received_on=case.received_on,
        accepted_on=case.accepted_on,
        decided_on=case.decided_on,
        promised=case.promised_days,
        acceptance=case.item.edition.acceptance_days,
        pauses=pauses_of(case),
        calendar=calendars.of(case),
        on=on,
    )


def open_pause(case: Case) -> Pause | None:
    return next((p for p in case.pauses.all() if p.until is None), None)


def dressed(found: Iterable[Case], *, on: date, calendars: Calendars | None = None) -> list[Case]:
    """Cases with `standing`, `holder`, `holder_words`, `pause`, `tone` and `status_tone`."""
    calendars = calendars or Calendars()
    listed = list(found)
    for case in listed:
        pause = open_pause(case)
        case.standing = standing(case, on, calendars)  # type: ignore[attr-defined]
        case.pause = pause  # type: ignore[attr-defined]
        case.holder = rules.holder(case.status, pause.kind if pause else "")  # type: ignore[attr-defined]
        case.holder_words = _holder_words(case)  # type: ignore[attr-defined]
        case.tone = TONES[case.standing.urgency]  # type: ignore[attr-defined]
        case.status_tone = STATUS_TONES[case.status]  # type: ignore[attr-defined]
    return listed


def _holder_words(case: Any) -> str:
    """Who holds it now, in words."""
    if case.holder == "nobody":
        return ""
    if case.holder == "applicant":
        return str(case.project.owner or case.project.owner_text or _("the applicant"))
    if case.holder == "outside":
        return f"{case.authority} · {case.pause.get_kind_display()}"
    return f"{case.authority} · {case.handler}" if case.handler_id else str(case.authority)


def waiting_for(user: Any) -> Q:
    """Cases whose next move is this reader's: the authority's own that run, the firm's own that lack papers."""
    scope = orgs.scope_of(user)
    wanted = Q(pk__in=[])
    if "approvals.handle" in scope.abilities:
        wanted |= Q(authority_id__in=scope.organisation_ids, status__in=("received", "accepted"))
    if scope.company_ids:
        asked = Pause.objects.filter(until__isnull=True, kind__in=("supplement",)).values("case_id")
        wanted |= Q(project__owner_id__in=scope.company_ids, pk__in=asked)
    return wanted


def overdue(found: QuerySet[Case], *, on: date) -> QuerySet[Case]:
    """Open cases past their last day; a clock that stands still has none."""
    return found.filter(status__in=("received", "accepted"), due_on__lt=on)


def due_soon(found: QuerySet[Case], *, on: date, until: date) -> QuerySet[Case]:
    return found.filter(status__in=("received", "accepted"), due_on__gte=on, due_on__lte=until)
