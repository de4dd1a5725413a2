"""Two people bring a plan into force; it is handed down, superseded, repealed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from qipan.board import actions, rules, snapshot
from qipan.board.models import Adoption, Run
from qipan.core.models import OutboxEvent
from qipan.delivery.factors.models import Allocation
from qipan.notify.models import Message
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import Project
from qipan.territory.tasks.models import Task
from tests.board.conftest import ON


@pytest.fixture
def proposal(planned: Run, cast: Any) -> Adoption:
    return actions.propose(by=cast.leader, run=planned, note="请审定")


@pytest.fixture
def adopted(proposal: Adoption, cast: Any) -> Adoption:
    return actions.confirm(by=cast.officer, adoption=proposal, on=ON, at=timezone.now())


def test_those_who_may_adopt_hear_of_a_proposal_and_who_made_it_of_its_end(planned: Run, cast: Any) -> None:
    officer, _others = cast.officer, (cast.clerk, cast.outsider)
    proposal = actions.propose(by=cast.leader, run=planned)
    heard = list(Message.objects.values_list("user__username", flat=True))
    actions.confirm(by=officer, adoption=proposal, on=ON, at=timezone.now())

    assert heard == [officer.username]  # never who proposed it, nor who may not
    assert Message.objects.filter(user=cast.leader, words__startswith="The plan you proposed is in force").count() == 1


def test_who_proposed_does_not_confirm(proposal: Adoption, cast: Any) -> None:
    with pytest.raises(actions.SamePerson):
        actions.confirm(by=cast.leader, adoption=proposal, on=ON, at=timezone.now())


def test_the_database_refuses_one_person_for_both(proposal: Adoption) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.filter(pk=proposal.pk).update(confirmed_by=proposal.proposed_by_id)


def test_the_database_refuses_a_plan_in_force_that_nobody_confirmed(proposal: Adoption) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.filter(pk=proposal.pk).update(state="in_force")


def test_a_plan_that_breaks_a_rule_is_not_proposed(planned: Run, cast: Any) -> None:
    Run.objects.filter(pk=planned.pk).update(is_sound=False)
    planned.refresh_from_db()

    with pytest.raises(actions.NotAllowed):
        actions.propose(by=cast.leader, run=planned)


def test_one_proposal_at_a_time(proposal: Adoption, planned: Run, cast: Any) -> None:
    with pytest.raises(actions.NotNow):
        actions.propose(by=cast.officer, run=planned)


def test_adoption_gives_tasks_dates_and_allocations(adopted: Adoption, county: dict[str, Any]) -> None:
    mill, plant = (Project.objects.get(pk=county[name].pk) for name in ("mill", "plant"))
    steps = {code: (start, end) for code, start, end in adopted.run.result["steps"][str(mill.key)]}

    assert mill.planned_start == rules.day_of(adopted.run.origin, steps["foundation"][0])
    assert mill.planned_end == rules.last_day(adopted.run.origin, steps["equipment"][1])
    assert plant.planned_end == date(2027, 5, 1)  # what is begun keeps the date it answers for
    land = Allocation.objects.get(project=mill, factor__kind="land")
    assert land.amount == 50_000
    credit = Allocation.objects.get(project=mill, factor__kind="credit")
    assert abs(credit.amount - 20_000 * 10**6) <= 3 * 10**6
    assert Task.objects.filter(origin_key=adopted.key, organisation__kind="bank").count() == 1
    mine = Task.objects.get(origin_key=adopted.key, title__startswith="白塔造纸")
    assert mine.organisation == mill.lead_org
    assert {e.name.rsplit(".", 1)[-1] for e in OutboxEvent.objects.filter(name__startswith="board.")} == {
        "PlanProposed",
        "PlanAdopted",
    }


def test_a_task_of_a_bank_names_no_project(adopted: Adoption) -> None:
    task = Task.objects.get(origin_key=adopted.key, organisation__kind="bank")

    assert "白塔造纸" not in task.title + task.detail


def test_repeal_puts_back_what_nobody_wrote_since(adopted: Adoption, county: dict[str, Any], cast: Any) -> None:
    mill = Project.objects.get(pk=county["mill"].pk)

    repealed = actions.repeal(by=cast.officer, adoption=adopted, reason="情况变化", on=ON, at=timezone.now())

    mill.refresh_from_db()
    assert (mill.planned_start, mill.planned_end) == (None, None)
    assert not Allocation.objects.filter(released_on__isnull=True).exists()
    assert not Task.objects.filter(origin_key=adopted.key, status="open").exists()
    assert repealed.state == "repealed"


def test_repeal_leaves_dates_somebody_wrote_since(adopted: Adoption, county: dict[str, Any], cast: Any) -> None:
    mill = Project.objects.get(pk=county["mill"].pk)
    projects.set_dates(project=mill, dates={"planned_start": date(2027, 8, 1)}, by=cast.clerk, on=ON)

    repealed = actions.repeal(by=cast.officer, adoption=adopted, reason="情况变化", on=ON, at=timezone.now())

    mill.refresh_from_db()
    assert mill.planned_start == date(2027, 8, 1)
    repealed.refresh_from_db()
    assert repealed.dispatched["back"]["kept_dates"] >= 1


def test_the_next_plan_supersedes_and_the_board_knows_the_one_in_force(
    adopted: Adoption, planned: Run, cast: Any, county: dict[str, Any]
) -> None:
    taken = snapshot.take(on=date(2026, 12, 8))
    assert str(county["mill"].key) in {part["project"] for part in taken.data["in_force"]}
    taken.problem()

    second = actions.propose(by=cast.officer, run=planned)
    actions.confirm(by=cast.leader, adoption=second, on=ON, at=timezone.now())

    adopted.refresh_from_db()
    assert adopted.state == "superseded"
    assert Adoption.objects.filter(state="in_force").count() == 1
    assert Allocation.objects.filter(released_on__isnull=True, origin_key=second.key).exists()
    assert not Allocation.objects.filter(released_on__isnull=True, origin_key=adopted.key).exists()
