"""Screenings a person may read; how a project stands; what it still owes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from qipan.core import access
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project
from qipan.pipeline.screening.models import Condition, Screening, Waiver
from qipan.territory.tasks.models import Task

OUTCOMES = ("pass", "conditional", "fail", "waived")
PASSED = ("pass", "conditional", "waived")
State = Screening.State


def visible_to(user: Any) -> QuerySet[Screening]:
    """Those of projects this person sees."""
    if not access.able(user, "screening.see"):
        return Screening.objects.none()
    return Screening.objects.filter(project__in=projects.visible_to(user).order_by())


def one(user: Any, key: UUID) -> Screening:
    """One screening by its key; a hidden one does not exist."""
    linked = ("project__park", "project__chain", "project__node__segment", "standard__park", "opened_by", "decided_by")
    found = visible_to(user).select_related(*linked).filter(key=key).first()
    if found is None:
        raise Http404("screening")
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How a project stands: its last decided screening, the waiver of it if one was granted, one being filled in."""

    screening: Screening | None = None
    waiver: Waiver | None = None
    open: Screening | None = None

    @property
    def outcome(self) -> str:
        """pass, conditional, fail, waived; "" when nothing was decided."""
        if self.screening is None:
            return ""
        return "waived" if self.waiver and self.waiver.state == Waiver.State.GRANTED else self.screening.verdict

    @property
    def waits(self) -> Waiver | None:
        return self.waiver if self.waiver and self.waiver.state == Waiver.State.WAITING else None


def standings(project_ids: Iterable[int]) -> dict[int, Standing]:
    """Project → how it stands, in two questions; a project nobody screened is not in it."""
    rows = Screening.objects.filter(project_id__in=list(project_ids)).exclude(state=State.DROPPED)
    rows = rows.select_related("standard", "decided_by").order_by("pk")
    last: dict[int, Screening] = {}
    begun: dict[int, Screening] = {}
    for row in rows:
        (last if row.state == State.DECIDED else begun)[row.project_id] = row
    live = Waiver.objects.filter(screening__in=[row.pk for row in last.values()], state__in=["waiting", "granted"])
    waivers = {row.screening_id: row for row in live.select_related("proposed_by", "decided_by", "minutes")}
    return {
        pk: Standing(last.get(pk), waivers.get(last[pk].pk) if pk in last else None, begun.get(pk))
        for pk in {*last, *begun}
    }


def standing(project: Project) -> Standing:
    return standings([project.pk]).get(project.pk, Standing())


def history(project: Project) -> QuerySet[Screening]:
    """Every screening of a project, the latest first."""
    rows = project.screenings.exclude(state=State.DROPPED)  # type: ignore[attr-defined]
    return rows.select_related("standard", "opened_by", "decided_by").prefetch_related("waivers")


def listed(user: Any, *, tab: str = "waiting", text: str = "", park_id: int | None = None) -> QuerySet[Project]:
    """Projects as the list shows them. Tabs: waiting (in discussion, undecided), open, one for each outcome, all (ever screened)."""
    decided = Screening.objects.filter(project=OuterRef("pk"), state=State.DECIDED).order_by("-pk")
    granted = Waiver.objects.filter(screening_id=OuterRef("last_decided"), state=Waiver.State.GRANTED)
    begun = Screening.objects.filter(project=OuterRef("pk"), state=State.OPEN)
    rows = projects.visible_to(user).annotate(
        last_decided=Subquery(decided.values("pk")[:1]),
        last_verdict=Subquery(decided.values("verdict")[:1]),
        is_open=Exists(begun),
    )
    rows = rows.annotate(is_waived=Exists(granted))
    match tab:
        case "waiting":
            rows = rows.filter(stage="discussion", last_decided__isnull=True).exclude(status__in=projects.ENDED)
        case "open":
            rows = rows.filter(is_open=True)
        case "waived":
            rows = rows.filter(is_waived=True)
        case "pass" | "conditional" | "fail":
            rows = rows.filter(last_verdict=tab, is_waived=False)
        case _:
            rows = rows.filter(Q(last_decided__isnull=False) | Q(is_open=True))
    if text:
        rows = rows.filter(name__icontains=text)
    if park_id:
        rows = rows.filter(park_id=park_id)
    return rows.select_related("park", "chain", "node__segment", "lead_org").order_by("stage_since", "pk")


def waiting_waivers(user: Any) -> QuerySet[Waiver]:
    """Waivers this person may decide: never one's own."""
    if not access.able(user, "screening.waive"):
        return Waiver.objects.none()
    rows = Waiver.objects.filter(state=Waiver.State.WAITING, screening__in=visible_to(user)).exclude(proposed_by=user)
    return rows.select_related("screening__project", "proposed_by").order_by("proposed_on", "pk")


def conditions(screening: Screening) -> Sequence[Condition]:
    return list(screening.conditions.select_related("organisation", "task"))


def obligations(project: Project) -> list[Condition]:
    """What a project owes for being let in: the conditions of its last decided screening, met or not, in order of their day."""
    stands = standing(project)
    if stands.screening is None or stands.outcome not in ("conditional", "waived"):
        return []
    return conditions(stands.screening)  # type: ignore[return-value]


def is_met(condition: Condition) -> bool:
    return condition.task is not None and condition.task.status == Task.Status.CLOSED


def may_condition(screening: Screening, waiver: Waiver | None) -> bool:
    """Conditions are written before the decision they belong to."""
    if screening.state == State.OPEN:
        return True
    return screening.verdict == Screening.Verdict.FAIL and (waiver is None or waiver.state == Waiver.State.WAITING)
