"""Meetings a person may read, what should stand on an agenda, how the decisions stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Subquery, prefetch_related_objects
from django.utils.translation import gettext_lazy, pgettext_lazy

from qipan.oversight.meetings import rules
from qipan.oversight.meetings.models import Decision, Item, Meeting
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Blocker, Project
from qipan.territory.orgs import queries as orgs
from qipan.territory.tasks.models import Task

SUGGESTED = 20
STANDINGS = {
    "late": ("red", gettext_lazy("late")),
    "open": ("accent", gettext_lazy("under way")),
    "answered": ("blue", gettext_lazy("answered")),
    "done": ("green", gettext_lazy("done")),
    "withdrawn": ("", pgettext_lazy("decision", "withdrawn")),
}
_STILL_OWED = (Task.Status.OPEN, Task.Status.ANSWERED)


def visible_to(user: Any) -> QuerySet[Meeting]:
    """Every meeting for who reaches everything; else those one's organisation was asked to or owes a decision of."""
    scope = orgs.scope_of(user)
    if "meetings.see" not in scope.abilities:
        return Meeting.objects.none()
    if scope.is_everything:
        return Meeting.objects.all()
    ours = scope.organisation_ids
    asked = Meeting.objects.filter(attendances__organisation_id__in=ours).values("pk")
    owed = _ours(user).values("meeting_id")
    return Meeting.objects.filter(Q(pk__in=asked) | Q(pk__in=owed))


def _ours(user: Any) -> QuerySet[Decision]:
    ours = orgs.scope_of(user).organisation_ids
    assisting = Decision.assisting.through.objects.filter(organisation_id__in=ours).values("decision_id")
    return Decision.objects.filter(Q(organisation_id__in=ours) | Q(pk__in=assisting))


def decisions_visible_to(user: Any) -> QuerySet[Decision]:
    """Decisions of visible meetings; about a project one may not see only if it is one's own to carry out."""
    found = Decision.objects.filter(meeting__in=visible_to(user))
    if orgs.scope_of(user).is_everything:
        return found
    hidden = Decision.projects.through.objects.exclude(project_id__in=projects.visible_to(user).values("pk"))
    return found.filter(~Q(pk__in=hidden.values("decision_id")) | Q(pk__in=_ours(user).values("pk")))


def listed(user: Any, *, status: str = "", kind: str = "", text: str = "") -> QuerySet[Meeting]:
    """Latest first, each with how many decisions it made and how many of them are done."""
    found = visible_to(user).select_related("chair")
    for name, value in (("status", status), ("kind", kind)):
        if value:
            found = found.filter(**{name: value})
    if text:
        found = found.filter(
            Q(title__icontains=text) | Q(items__title__icontains=text) | Q(decisions__text__icontains=text)
        )
    counting = ~Q(decisions__task__status=Task.Status.WITHDRAWN) & Q(decisions__isnull=False)
    return found.annotate(
        decided=Count("decisions", filter=counting, distinct=True),
        done=Count("decisions", filter=Q(decisions__task__status=Task.Status.CLOSED), distinct=True),
    ).order_by("-on", "-pk")


@dataclass(frozen=True, slots=True)
class Record:
    """A meeting as one reader may see it: its agenda, each point with what was decided; what was decided beside it; earlier decisions."""

    items: list[Item]
    loose: list[Decision]
    follow: list[Decision]

    @property
    def open(self) -> list[Item]:
        return [item for item in self.items if not item.is_hidden]  # type: ignore[attr-defined]


def record(meeting: Meeting, user: Any, *, on: date) -> Record:
    """Everything the page and the minutes show, in six questions however long the agenda is."""
    rows = items(meeting, user)
    made, follow = list(_linked(user).filter(meeting=meeting)), list(_followed(meeting, user))
    prefetch_related_objects([*made, *follow], "assisting", "projects")
    by_item: dict[int | None, list[Decision]] = defaultdict(list)
    for decision in dressed(made, on=on):
        by_item[decision.item_id].append(decision)
    for row in rows:
        row.made = by_item[row.pk]  # type: ignore[attr-defined]
    return Record(rows, by_item[None], dressed(follow, on=on))


def items(meeting: Meeting, user: Any) -> list[Item]:
    """The agenda as this reader may see it: an item about a project not open to them keeps its number and loses its words."""
    rows: list[Item] = list(meeting.items.select_related("project"))
    open_ids = set(
        projects.visible_to(user)
        .filter(pk__in=[r.project_id for r in rows if r.project_id])
        .values_list("pk", flat=True)
    )
    for row in rows:
        row.is_hidden = row.project_id is not None and row.project_id not in open_ids  # type: ignore[attr-defined]
    return rows


def _linked(user: Any) -> QuerySet[Decision]:
    return decisions_visible_to(user).select_related("task", "organisation", "meeting", "item")


def dressed_later(user: Any) -> QuerySet[Decision]:
    return _linked(user).prefetch_related("assisting", "projects")


def dressed(found: Iterable[Decision], *, on: date) -> list[Decision]:
    """Decisions with how each stands, in words."""
    shown = list(found)
    for row in shown:
        row.standing = rules.standing(row.task.status, row.task.due_on, on=on)  # type: ignore[attr-defined]
        row.tone, row.standing_word = STANDINGS[row.standing]  # type: ignore[attr-defined]
    return shown


def followed(meeting: Meeting, user: Any) -> QuerySet[Decision]:
    """What earlier meetings decided and is still owed, or was done since the one before: the follow-up list."""
    return _followed(meeting, user).prefetch_related("assisting", "projects")


def _followed(meeting: Meeting, user: Any) -> QuerySet[Decision]:
    earlier = Q(meeting__on__lt=meeting.on) | Q(meeting__on=meeting.on, meeting_id__lt=meeting.pk)
    before = visible_to(user).filter(on__lt=meeting.on, status=Meeting.Status.HELD).order_by("-on").values("on")[:1]
    owed = Q(task__status__in=_STILL_OWED)
    lately = Q(task__status=Task.Status.CLOSED, task__updated_at__date__gte=Subquery(before))
    return _linked(user).filter(earlier & (owed | lately)).order_by(F("task__due_on").asc(nulls_last=True), "pk")


def all_decisions(user: Any, *, standing: str = "", text: str = "", on: date) -> QuerySet[Decision]:
    found = dressed_later(user).order_by(F("task__due_on").asc(nulls_last=True), "pk")
    by_standing = {
        "open": Q(task__status__in=_STILL_OWED),
        "late": Q(task__status=Task.Status.OPEN, task__due_on__lt=on),
        "done": Q(task__status=Task.Status.CLOSED),
    }
    if standing in by_standing:
        found = found.filter(by_standing[standing])
    return found.filter(Q(text__icontains=text) | Q(organisation__name__icontains=text)) if text else found


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What should stand on the agenda: which project, why, in a few words."""

    project: Project
    reason: str
    words: str


def suggestions(meeting: Meeting, user: Any, *, on: date) -> list[Suggestion]:
    """Red projects first, then blockers past their day; what stands on the agenda already is left out."""
    taken = set(meeting.items.filter(project__isnull=False).values_list("project_id", flat=True))
    seen = projects.visible_to(user).exclude(pk__in=taken).exclude(status__in=projects.ENDED)
    red = list(seen.filter(light="red").order_by("light_since", "name")[:SUGGESTED])
    found = [Suggestion(p, Item.Reason.RED, projects.reason(p, with_money=False)) for p in red]
    late = Blocker.objects.filter(
        project__in=seen.exclude(pk__in=[p.pk for p in red]), solved_on__isnull=True, due_on__lt=on
    )
    for blocker in late.select_related("project").order_by("due_on")[: SUGGESTED - len(found)]:
        if blocker.project_id not in {s.project.pk for s in found}:
            found.append(Suggestion(blocker.project, Item.Reason.BLOCKER, blocker.text))
    return found


def of_project(user: Any, project: Project) -> QuerySet[Decision]:
    """What meetings decided about a project."""
    return dressed_later(user).filter(projects=project).order_by("-meeting__on", "-pk")


def next_for(user: Any, on: date) -> QuerySet[Meeting]:
    """Meetings to come."""
    return visible_to(user).filter(status=Meeting.Status.CALLED, on__gte=on).order_by("on", "at")
