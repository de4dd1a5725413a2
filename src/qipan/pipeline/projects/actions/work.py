"""What is in the way, what is due, who cares: blockers, milestones, the "five ones"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from qipan.core import changes, events
from qipan.core.models import User
from qipan.pipeline.projects import queries, telling
from qipan.pipeline.projects.actions import figures
from qipan.pipeline.projects.events import BlockerRaised, BlockerSolved
from qipan.pipeline.projects.models import Blocker, CareChoice, CareSlot, Milestone, Project
from qipan.territory.orgs.models import Organisation, Person


class AlreadySolved(Exception):
    """The blocker was solved before."""


def add_blocker(
    *,
    project: Project,
    text: str,
    by: User | None,
    on: date,
    organisation: Organisation | None = None,
    raised_on: date | None = None,
    due_on: date | None = None,
    source: Mapping[str, Any] | None = None,
    is_news: bool = True,
) -> Blocker:
    """Write down what stands in the way, since when, whose move it is and by when. `raised_on`: None where a list does not say. `is_news`:
    is the organisation told? Not of each line of a list taken in."""
    with transaction.atomic():
        row = changes.create(
            Blocker(project=project, text=text, organisation=organisation, raised_on=raised_on, due_on=due_on),
            by=by,
            action="blocker",
            source=source,
        )
        figures.refresh([project.pk], on=on)
        if is_news:
            telling.raised(row, by=by, on=on)
        events.announce(BlockerRaised(str(project.key), str(row.key), on.isoformat()))
    return row


def solve_blocker(*, blocker: Blocker, solution: str, by: User | None, on: date, version: int | None = None) -> Blocker:
    """Say how it was solved. Once only."""
    with transaction.atomic():
        if Blocker.objects.select_for_update().get(pk=blocker.pk).solved_on is not None:
            raise AlreadySolved
        row = changes.change(
            blocker, by=by, values={"solved_on": on, "solution": solution}, version=version, action="blocker solved"
        )
        figures.refresh([blocker.project_id], on=on)
        events.announce(BlockerSolved(str(row.project.key), str(row.key), on.isoformat()))
    return row


def put_milestone(
    *,
    project: Project,
    name: str,
    by: User | None,
    on: date,
    milestone: Milestone | None = None,
    version: int | None = None,
    source: Mapping[str, Any] | None = None,
    **values: Any,
) -> Milestone:
    """Add a step, or change one: its name, planned and actual date, who answers."""
    with transaction.atomic():
        if milestone is None:
            order = project.milestones.count()
            row = changes.create(
                Milestone(project=project, name=name, order=order, **values), by=by, action="milestone", source=source
            )
        else:
            row = changes.change(
                milestone, by=by, values={"name": name, **values}, version=version, action="milestone", source=source
            )
        figures.refresh([project.pk], on=on)
    return row


def drop_milestone(*, milestone: Milestone, reason: str, by: User | None, on: date) -> None:
    """Take a step out; what it said stays in the history."""
    project_id = milestone.project_id
    with transaction.atomic():
        changes.delete(milestone, by=by, reason=reason)
        figures.refresh([project_id], on=on)


def assign_slot(
    *, project: Project, slot: str, by: User | None, on: date, person: Person | None = None, organisation: Organisation | None = None,
    words: str = "", reason: str = "", source: Mapping[str, Any] | None = None,
) -> CareSlot | None:  # fmt: skip
    """Fill a slot from a day; whoever held it leaves the day before, and the history says why. Nobody given: the slot falls empty."""
    if reason.strip():
        source = {**(source or {}), "reason": reason.strip()}
    with transaction.atomic():
        held = project.care_slots.filter(slot=slot, until__isnull=True).order_by("-since", "-pk").first()
        if held and (held.person, held.organisation, held.words) == (person, organisation, words):
            return held
        row = None
        if held and held.since == on:
            row = changes.change(
                held,
                by=by,
                values={"person": person, "organisation": organisation, "words": words},
                action="care",
                source=source,
            )
        else:
            if held:
                changes.change(held, by=by, values={"until": on - timedelta(days=1)}, action="care", source=source)
            if person or organisation or words:
                new = CareSlot(
                    project=project, slot=slot, person=person, organisation=organisation, words=words, since=on
                )
                row = changes.create(new, by=by, action="care", source=source)
        if slot == "leader" and project.leader_id != (person.pk if person else None):
            changes.change(
                project,
                by=by,
                values={"leader": person, "leader_text": person.name if person else ""},
                action="care",
                source=source,
            )
    return row


def choose_care(*, project: Project, variant: str, by: User | None, on: date) -> None:
    """A project uses this variant of the slots, by its code in the rules; what fills slots of the other one stays with the project."""
    before = queries.care_variant(project, on)
    if before == variant:
        return
    with transaction.atomic():
        CareChoice.objects.update_or_create(project=project, defaults={"variant": variant})
        changes.note(project, by=by, action="care", changes={"care_template": [before, variant]})
