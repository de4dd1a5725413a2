"""Random walks through the gates: whatever anybody tries in whatever order, the record is what a small model of the rules says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from qipan.core.models import RuleSet
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import rules
from qipan.pipeline.projects.models import Project, StageMove, Submission
from tests.pipeline.projects.conftest import ON

STAGES = rules.STAGES
NEEDS = {"signed_on": "signed", "start_on": "started", "end_on": "completed", "production_on": "production"}
DAYS = (
    None,
    date(2026, 3, 1),
    date(2026, 5, 1),
    date(2026, 7, 1),
    date(2026, 12, 1),
    date(1900, 1, 1),
    date(2099, 1, 1),
)
PEOPLE = ("officer", "investment", "leader", "clerk")
SUBMITS, CONFIRMS, EXCEPTS = {"officer", "investment"}, {"officer", "investment", "leader"}, {"leader"}
REFUSALS = (
    projects.GateClosed, projects.NotNeeded, projects.NotYours, projects.ReasonNeeded, projects.Waiting, projects.Settled,
    projects.Nonsense, projects.Emptied,
)  # fmt: skip
people, stages = st.sampled_from(PEOPLE), st.sampled_from(STAGES)
reasons = st.sampled_from(["", "有原因"])


class Walk(RuleBasedStateMachine):
    """`self.cast` is given by the test; every walk runs in a transaction that is rolled back."""

    cast: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.project = projects.create(values={"name": "甲", "stage": "lead"}, by=self.cast.officer, on=ON)
        self.paper = projects.attach(
            project=self.project, upload=SimpleUploadedFile("决定.pdf", b"paper"), kind="decision", by=self.cast.leader
        )
        self.stage, self.status, self.waits = "lead", "ongoing", None
        self.days: dict[str, date | None] = dict.fromkeys(NEEDS)
        self.sure = {"start": False, "end": False}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # What the model says ------------------------------------------------------------------------------------------------

    def at(self, stage: str) -> int:
        return STAGES.index(stage)

    def lacks(self, stage: str) -> bool:
        return any(self.at(since) <= self.at(stage) and not self.days[name] for name, since in NEEDS.items())

    def is_shut(self, to: str) -> bool:
        return self.status in ("lost", "abandoned") or self.at(to) - self.at(self.stage) > 1 or self.lacks(to)

    def unwins(self, to: str) -> bool:
        return self.status == "won" and self.at(to) < self.at("started")

    def enter(self, to: str, *, sure: bool) -> None:
        for name, stage in (("start", "started"), ("end", "completed")):
            if to == stage and self.at(to) > self.at(self.stage):
                self.sure[name] = sure
            elif self.at(to) < self.at(stage):
                self.sure[name] = False
        self.stage, self.waits = to, None

    def attempt(self, is_fine: bool, act: Any) -> bool:
        """Do it; the model and the room must agree on whether it goes."""
        try:
            with transaction.atomic():
                act(Project.objects.get(pk=self.project.pk))
        except REFUSALS:
            assert not is_fine
            return False
        assert is_fine
        return True

    # What people try ----------------------------------------------------------------------------------------------------

    @rule(who=people, to=stages, reason=reasons)
    def submit(self, who: str, to: str, reason: str) -> None:
        user = getattr(self.cast, who)
        if to == self.stage or self.waits == (to, who):
            is_fine, is_new = True, False
        else:
            is_fine = who in SUBMITS and not self.waits
            is_back = self.at(to) < self.at(self.stage)
            is_fine = is_fine and (bool(reason) and not self.unwins(to) if is_back else not self.is_shut(to))
            is_new = is_fine
        act = lambda p: projects.advance(project=p, to=to, by=user, on=ON, reason=reason)  # noqa: E731
        if self.attempt(is_fine, act) and is_new:
            self.waits = (to, who)

    @rule(who=people)
    def submit_the_next(self, who: str) -> None:
        if self.at(self.stage) + 1 < len(STAGES):
            self.submit(who, STAGES[self.at(self.stage) + 1], "")

    @precondition(lambda self: not self.waits)
    @rule()
    def go_on(self) -> None:
        """The ordinary way, so that walks get far."""
        for name in sorted(NEEDS, key=lambda name: self.at(NEEDS[name])):
            self.write_a_date(name, DAYS[2])
        self.submit_the_next("officer")
        if self.waits:
            self.confirm("leader")

    @precondition(lambda self: self.waits)
    @rule(who=people)
    def confirm(self, who: str) -> None:
        to, by = self.waits
        is_back = self.at(to) < self.at(self.stage)
        is_fine = who in CONFIRMS and who != by and (not self.unwins(to) if is_back else not self.is_shut(to))
        row = Submission.objects.get(project=self.project, state="waiting")
        if self.attempt(is_fine, lambda p: projects.confirm(submission=row, by=getattr(self.cast, who), on=ON)):
            self.enter(to, sure=True)

    @precondition(lambda self: self.waits)
    @rule(who=people, words=reasons)
    def send_back(self, who: str, words: str) -> None:
        row = Submission.objects.get(project=self.project, state="waiting")
        is_fine = who in CONFIRMS and who != self.waits[1] and bool(words)
        user = getattr(self.cast, who)
        if self.attempt(is_fine, lambda p: projects.send_back(submission=row, by=user, on=ON, words=words)):
            self.waits = None

    @precondition(lambda self: self.waits)
    @rule(who=people)
    def withdraw(self, who: str) -> None:
        row = Submission.objects.get(project=self.project, state="waiting")
        user = getattr(self.cast, who)
        if self.attempt(who == self.waits[1], lambda p: projects.withdraw(submission=row, by=user, on=ON)):
            self.waits = None

    @rule(name=st.sampled_from(sorted(NEEDS)), day=st.sampled_from(DAYS))
    def write_a_date(self, name: str, day: date | None) -> None:
        then = {**self.days, name: day}
        is_fine = day is None or date(1949, 10, 1) <= day <= ON
        begun = then["start_on"]
        if name != "signed_on" and begun:
            late = (then[n] for n in ("end_on", "production_on") if name in (n, "start_on"))
            is_fine = is_fine and all(d is None or d >= begun for d in late)
        if day is None and self.days[name] and self.at(NEEDS[name]) <= self.at(self.stage):
            is_fine = False
        if self.attempt(is_fine, lambda p: projects.edit(project=p, values={name: day}, by=self.cast.officer, on=ON)):
            self.days[name] = day

    @rule(status=st.sampled_from(["ongoing", "delayed", "lost", "won"]), reason=reasons)
    def fare(self, status: str, reason: str) -> None:
        is_fine = bool(reason) if status == "lost" or (self.status == "won" and status != "won") else True
        if status == "lost" and self.status == "won":
            is_fine = False
        if status == "won" and self.status != "won":
            is_fine = self.at(self.stage) >= self.at("started") and not self.is_shut(self.stage)
        act = lambda p: projects.set_status(project=p, status=status, reason=reason, by=self.cast.officer, on=ON)  # noqa: E731
        if self.attempt(is_fine, act):
            self.status = status
            self.waits = None if status == "lost" else self.waits

    @rule(who=people, reason=reasons)
    def make_an_exception(self, who: str, reason: str) -> None:
        if self.at(self.stage) + 1 == len(STAGES):
            return
        to = STAGES[self.at(self.stage) + 1]
        is_fine = who in EXCEPTS and bool(reason) and self.status != "lost" and self.lacks(to)
        is_fine = is_fine and not (self.waits and self.waits[1] == who)
        given = {"by": getattr(self.cast, who), "on": ON, "reason": reason, "document": self.paper}
        if self.attempt(is_fine, lambda p: projects.make_exception(project=p, to=to, **given)):
            self.enter(to, sure=False)

    @rule(kind=st.sampled_from(["total", "completed", "in_place"]))
    def write_negative_money(self, kind: str) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            projects.put_amount(project=self.project, kind=kind, minor=-1, by=self.cast.officer, on=ON)

    # What must hold ---------------------------------------------------------------------------------------------------

    @invariant()
    def the_record_is_what_the_model_says(self) -> None:
        held = Project.objects.get(pk=self.project.pk)
        assert (held.stage, held.status, held.waiting_for) == (
            self.stage, self.status, self.waits[0] if self.waits else ""
        )  # fmt: skip
        assert {name: getattr(held, name) for name in NEEDS} == self.days
        assert (held.start_confirmed, held.end_confirmed) == (self.sure["start"], self.sure["end"])

    @invariant()
    def nobody_confirmed_what_they_submitted(self) -> None:
        rows = Submission.objects.filter(project=self.project)
        assert not rows.filter(decided_by=F("by")).exists()
        assert rows.filter(state="waiting").count() == bool(self.waits)
        last = StageMove.objects.filter(project=self.project).order_by("pk").last()
        assert last is not None
        assert last.after == self.stage


def test_no_walk_reaches_what_cannot_be(cast: Any) -> None:
    RuleSet.objects.create(
        kind="gates", name="小", effective_from=ON, source="试", body={"fields": NEEDS, "evidence": {}}
    )
    for who in PEOPLE:
        getattr(cast, who)
    Walk.cast = cast

    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=8, stateful_step_count=28, deadline=None, database=None, derandomize=True,
            suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate),  # a failing walk is shown as it was met
        ),
    )  # fmt: skip
