"""Verbs of the check-up: check projects, answer a finding, decide about an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice

from django.db import transaction

from qipan.core import audit, changes, events, rulesets
from qipan.core.models import User
from qipan.pipeline.checkups import queries, telling
from qipan.pipeline.checkups.events import FindingAnswered, FindingCleared, FindingOpened
from qipan.pipeline.checkups.models import Answer, Finding
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.rules import checkup

BATCH = 300
TYPE = "checkups.finding"


class Settled(Exception):
    """The finding holds no more, or its answer was decided."""


class SamePerson(Exception):
    """Nobody decides about their own answer."""


class ReasonNeeded(Exception):
    """An answer says something; a refusal says why."""


def check(ids: Iterable[int], *, on: date) -> tuple[int, int]:
    """Check projects as of a day: new findings are opened, those without cause cleared. Returns how many of each. Safe to run twice."""
    opened = cleared = 0
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        with transaction.atomic():
            one = _check(batch, on)
        opened, cleared = opened + one[0], cleared + one[1]
    return opened, cleared


def check_all(*, on: date) -> tuple[int, int]:
    """The nightly round over every project."""
    return check(Project.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=5000), on=on)


def _check(ids: Sequence[int], on: date) -> tuple[int, int]:
    body = rulesets.in_force("checkups", on=on)
    limits = body["rules"]
    keys = dict(Project.objects.filter(pk__in=ids).values_list("pk", "key"))
    held = {
        (f.project_id, f.rule): f
        for f in Finding.objects.select_for_update().filter(project_id__in=ids, cleared_on__isnull=True)
    }
    new: list[Finding] = []
    same: list[Finding] = []
    for pk, case in queries.cases(ids, on).items():
        for rule, numbers in checkup.check(case, limits).items():
            finding = held.pop((pk, rule), None)
            source = str(limits[rule].get("source") or body.get("source", ""))[:300]
            if finding is None:
                new.append(Finding(project_id=pk, rule=rule, numbers=numbers, source=source, since=on, seen_on=on))
            elif finding.numbers != numbers or finding.seen_on != on:
                finding.numbers, finding.source, finding.seen_on = numbers, source, on
                same.append(finding)
    Finding.objects.bulk_create(new)
    Finding.objects.bulk_update(same, ["numbers", "source", "seen_on"], batch_size=200)
    audit.append([_opened(finding) for finding in new], by=None)
    for finding in new:
        events.announce(FindingOpened(str(finding.key), str(keys[finding.project_id]), finding.rule, on.isoformat()))
    telling.opened(Finding.objects.filter(pk__in=[f.pk for f in new]).select_related("project") if new else (), on=on)
    for finding in held.values():
        _clear(finding, str(keys[finding.project_id]), on)
    return len(new), len(held)


def _opened(finding: Finding) -> audit.Act:
    changed = {"rule": [None, finding.rule], "numbers": [None, finding.numbers]}
    return audit.Act("finding", TYPE, finding.key, finding.rule, changed, {})


def _clear(finding: Finding, project: str, on: date) -> None:
    changes.change(
        finding, by=None, values={"state": Finding.State.CLEARED, "cleared_on": on}, action="finding cleared"
    )
    events.announce(FindingCleared(str(finding.key), project, finding.rule, on.isoformat()))


def answer(*, finding: Finding, kind: str, words: str, by: User, on: date, mended_by_on: date | None = None) -> Answer:
    """Explain, dispute or say that it is mended. A new answer takes the place of one that waits; refused once accepted (`Settled`)."""
    if not words.strip():
        raise ReasonNeeded
    with transaction.atomic():
        held = Finding.objects.select_for_update().get(pk=finding.pk)
        if held.state not in (Finding.State.OPEN, Finding.State.ANSWERED):
            raise Settled
        made = changes.create(
            Answer(finding=held, kind=kind, words=words.strip(), by=by, on=on, mended_by_on=mended_by_on),
            by=by,
            action="answer",
        )
        changes.change(held, by=by, values={"state": Finding.State.ANSWERED}, action="answer")
        events.announce(FindingAnswered(str(held.key), str(held.project.key), kind, on.isoformat()))
    return made


def decide(*, finding: Finding, is_accepted: bool, by: User, on: date, reason: str = "") -> Answer:
    """Accept the latest answer, or refuse it with a reason: then the finding is open again. Never by who answered (`SamePerson`)."""
    with transaction.atomic():
        held = Finding.objects.select_for_update().get(pk=finding.pk)
        last = held.answers.order_by("-pk").first()
        if held.state != Finding.State.ANSWERED or last is None:
            raise Settled
        if last.by_id == by.pk:
            raise SamePerson
        if not is_accepted and not reason.strip():
            raise ReasonNeeded
        values = {"is_accepted": is_accepted, "decided_by": by, "decided_on": on, "reason": reason.strip()[:300]}
        done = changes.change(last, by=by, values=values, action="decide")
        state = Finding.State.ACCEPTED if is_accepted else Finding.State.OPEN
        changes.change(held, by=by, values={"state": state}, action="decide")
        if not is_accepted:
            telling.refused(held, done)
    return done
