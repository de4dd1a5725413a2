"""A project before the access standards: figures with their source, a verdict that stands, a waiver by two people, conditions followed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone, translation

from qipan.core import changes
from qipan.core.models import User
from qipan.notify.models import Message
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries as gates
from qipan.pipeline.projects.models import Project
from qipan.pipeline.screening import actions, queries, seeds
from qipan.pipeline.screening.models import Condition, Screening, Standard, Waiver
from qipan.territory.tasks import actions as tasks
from qipan.territory.tasks.models import Task

pytestmark = pytest.mark.django_db
GLASS = {"fai": ("15000", "wan"), "tax": ("800", "wan"), "output": ("25000", "wan"), "yes:requirements": ("1", "yes")}


def today() -> date:
    return timezone.localdate()


def project(name: str = "玻璃瓶生产线", **values: Any) -> Project:
    filled = {
        "content": "年产玻璃瓶", "investor": "某集团", "industry": "玻璃制品制造", "site": "园区", "land_m2": "66666.67",
        "progress_words": "洽谈", "lead_phone": "1", "lead_person": "甲", "total_minor": 2_000_000_000_00, "stage": "discussion",
    }  # fmt: skip
    return changes.create(Project(name=name, plain_name=name, **{**filled, **values}), by=None)


def standard(by: User, code: str = "longchang-glass", *, since: date | None = None, **values: Any) -> Standard:
    sheet = seeds.sheets()[code]
    given = {
        "name": sheet.name["zh"], "industries": list(sheet.industries), "source": sheet.source, "criteria": sheet.criteria,
        "pass_at": sheet.pass_at, "conditional_at": sheet.conditional_at, "effective_from": since or date(2022, 12, 25),
    }  # fmt: skip
    row = actions.draft(values={**given, **values}, by=by)
    return actions.put_in_force(standard=row, by=by, on=today())


def screened(cast: Any, held: Project, **changed: tuple[str, str] | None) -> Screening:
    """Begun, told and decided."""
    row = actions.begin(project=held, by=cast.investment, on=today())
    row = actions.tell(
        screening=row, values={**GLASS, **changed}, by=cast.investment, who="投资方经理", source="可研报告"
    )
    return actions.decide(screening=row, by=cast.investment, on=today())


def minutes(held: Project, by: User) -> Any:
    upload = SimpleUploadedFile("纪要.pdf", b"%PDF-1.4 " + held.name.encode())
    return projects.attach(project=held, upload=upload, kind="minutes", by=by)


def test_a_screening_takes_what_the_record_says_and_asks_for_the_rest(cast: Any) -> None:
    standard(cast.investment)

    row = actions.begin(project=project(), by=cast.investment, on=today())

    assert row.figures["land"] == {"value": "100", "unit": "mu", "from": "project", "who": "", "source": ""}
    assert queries.verdict_of(row).asked == ("fai", "tax", "output", "yes:requirements")
    with pytest.raises(actions.Incomplete):
        actions.decide(screening=row, by=cast.investment, on=today())


def test_each_figure_that_is_told_keeps_who_said_it_and_where(cast: Any) -> None:
    standard(cast.investment)

    row = screened(cast, project())

    assert row.figures["tax"] == {
        "value": "800",
        "unit": "wan",
        "from": "submitted",
        "who": "投资方经理",
        "source": "可研报告",
    }
    assert row.verdict == "pass"
    assert [finding["state"] for finding in row.findings] == ["met"] * 4


def test_a_decided_screening_is_never_written_again_not_even_past_the_actions(cast: Any) -> None:
    standard(cast.investment)
    row = screened(cast, project())

    with pytest.raises(actions.Decided):
        actions.tell(screening=row, values={"tax": ("900", "wan")}, by=cast.investment, who="甲")
    with pytest.raises(DatabaseError), transaction.atomic():
        Screening.objects.filter(pk=row.pk).update(verdict="fail")
    with pytest.raises(DatabaseError), transaction.atomic():
        Screening.objects.filter(pk=row.pk).delete()


def test_screening_again_is_a_new_record_that_knows_what_was_told(cast: Any) -> None:
    standard(cast.investment)
    held = project()
    first = screened(cast, held, tax=("700", "wan"))

    again = actions.begin(project=held, by=cast.investment, on=today())
    again = actions.tell(screening=again, values={"tax": ("800", "wan")}, by=cast.investment, who="投资方经理")
    second = actions.decide(screening=again, by=cast.investment, on=today())

    assert (first.verdict, second.verdict) == ("fail", "pass")
    assert second.figures["output"]["source"] == "可研报告"
    assert list(queries.history(held)) == [second, first]
    assert queries.standing(held).outcome == "pass"


def test_the_gate_to_admission_asks_for_a_screening_where_a_standard_holds(cast: Any) -> None:
    held = project()
    minutes(held, cast.investment)
    before = gates.missing(held, "admitted", today())
    standard(cast.investment)

    asked = [gates.missing(held, "admitted", today())]
    screened(cast, held, tax=("700", "wan"))
    asked.append(gates.missing(held, "admitted", today()))
    screened(cast, held)
    asked.append(gates.missing(held, "admitted", today()))

    assert before == []
    assert asked == [["above:screening:none"], ["above:screening:failed"], []]
    with translation.override("en"):
        assert gates.lacking("above:screening:none") == "A screening by the access standard"


def test_a_project_no_standard_covers_is_admitted_as_before(cast: Any) -> None:
    standard(cast.investment)
    held = project(industry="造纸")
    minutes(held, cast.investment)

    assert gates.missing(held, "admitted", today()) == []


def test_no_exception_of_the_gate_stands_in_for_a_screening(cast: Any) -> None:
    standard(cast.investment)
    held = project()
    paper = minutes(held, cast.investment)

    with pytest.raises(projects.GateClosed):
        projects.make_exception(
            project=held, to="admitted", by=cast.leader, on=today(), reason="重大项目", document=paper
        )


def test_the_gate_asks_again_when_the_record_changed_after_the_screening(cast: Any) -> None:
    standard(cast.investment)
    held = project()
    minutes(held, cast.investment)
    screened(cast, held)

    held = projects.edit(project=held, values={"land_m2": 80000}, by=cast.officer, on=today())

    assert gates.missing(held, "admitted", today()) == ["above:screening:changed"]


def test_a_failed_project_is_waived_by_a_second_person_with_the_minutes_and_admitted(cast: Any) -> None:
    standard(cast.investment)
    held = project()
    row = screened(cast, held, tax=("700", "wan"))
    waiver = actions.propose(
        screening=row, reason="龙头企业", minutes=minutes(held, cast.investment), by=cast.investment, on=today()
    )
    waits = gates.missing(held, "admitted", today())

    actions.grant(waiver=waiver, by=cast.leader, on=today(), words="同意")
    moved = projects.admit(project=held, by=cast.investment, on=today(), reason="一事一议")
    moved = projects.confirm(submission=moved.submissions.get(), by=cast.leader, on=today())

    assert waits == ["above:screening:waits"]
    assert queries.standing(held).outcome == "waived"
    assert moved.stage == "admitted"


def test_whoever_proposed_a_waiver_hears_what_was_decided(cast: Any) -> None:
    standard(cast.investment)
    held = project()
    row = screened(cast, held, tax=("700", "wan"))
    waiver = actions.propose(
        screening=row, reason="龙头企业", minutes=minutes(held, cast.investment), by=cast.investment, on=today()
    )

    actions.refuse(waiver=waiver, by=cast.leader, on=today(), words="先补税收承诺")

    told = Message.objects.get(kind="waiver")
    assert (told.user, told.figures["words"]) == (cast.investment, "先补税收承诺")


def test_whoever_proposed_a_waiver_never_decides_it(cast: Any) -> None:
    standard(cast.investment)
    held = project()
    row = screened(cast, held, tax=("700", "wan"))
    waiver = actions.propose(
        screening=row, reason="龙头", minutes=minutes(held, cast.officer), by=cast.officer, on=today()
    )

    with pytest.raises(actions.SamePerson):
        actions.grant(waiver=waiver, by=cast.officer, on=today())
    with pytest.raises(actions.NotYours):
        actions.grant(waiver=waiver, by=cast.clerk, on=today())
    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.filter(pk=waiver.pk).update(decided_by=cast.officer, decided_on=today(), state="granted")


def test_the_minutes_of_a_waiver_are_not_taken_off_the_project(cast: Any) -> None:
    standard(cast.investment)
    held = project()
    paper = minutes(held, cast.investment)
    row = screened(cast, held, tax=("700", "wan"))
    actions.propose(screening=row, reason="龙头", minutes=paper, by=cast.investment, on=today())

    with pytest.raises(projects.Refused):
        projects.remove(attachment=paper, reason="误传", by=cast.officer)


def test_a_veto_is_not_waived(cast: Any) -> None:
    standard(cast.investment, "tuanfeng", pass_at=80, conditional_at=60, since=date(2025, 1, 1))
    held = project()
    row = actions.begin(project=held, by=cast.investment, on=today())
    row = actions.tell(screening=row, values={"yes:veto": ("0", "yes")}, by=cast.investment, who="环保局")
    row = actions.decide(screening=row, by=cast.investment, on=today())

    assert row.verdict == "fail"
    with pytest.raises(actions.Vetoed):
        actions.propose(
            screening=row, reason="大", minutes=minutes(held, cast.investment), by=cast.investment, on=today()
        )


def near(criteria: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row | {"near": "6"} if row["code"] == "tax" else row for row in criteria]


def test_a_conditional_pass_owes_what_is_followed_as_a_task_from_signing_on(
    cast: Any, django_capture_on_commit_callbacks: Any
) -> None:
    standard(cast.investment, criteria=near(seeds.sheets()["longchang-glass"].criteria))
    held = project()
    row = actions.begin(project=held, by=cast.investment, on=today())
    row = actions.tell(screening=row, values={**GLASS, "tax": ("700", "wan")}, by=cast.investment, who="投资方")
    with pytest.raises(actions.ConditionsNeeded):
        actions.decide(screening=row, by=cast.investment, on=today())
    home = cast.organisation("clerk")
    actions.add_condition(
        screening=row, text="三年内亩均税收达到 8 万元", organisation=home, days=90, by=cast.investment
    )
    row = actions.decide(screening=row, by=cast.investment, on=today())
    with pytest.raises(actions.Decided):
        actions.add_condition(screening=row, text="再加", organisation=home, days=1, by=cast.investment)
    before = Task.objects.count()

    Project.objects.filter(pk=held.pk).update(stage="signed", signed_on=today())
    signed = Project.objects.get(pk=held.pk)
    for _again in range(2):
        actions.follow(signed, by=None, on=today())

    task = Task.objects.get(origin_type=actions.ORIGIN)
    assert (row.verdict, before) == ("conditional", 0)
    assert (task.organisation, task.due_on) == (home, today() + timedelta(days=90))
    owed = queries.obligations(signed)
    assert [queries.is_met(one) for one in owed] == [False]
    tasks.answer(by=cast.clerk, task=task, text="已达到")
    tasks.close(by=cast.officer, task=Task.objects.get(pk=task.pk))
    assert [queries.is_met(one) for one in queries.obligations(signed)] == [True]


def test_a_standard_in_force_is_never_edited_not_even_past_the_actions(cast: Any) -> None:
    row = standard(cast.investment)

    with pytest.raises(actions.NotADraft):
        actions.edit(standard=row, values={"criteria": []}, by=cast.investment)
    with pytest.raises(DatabaseError), transaction.atomic():
        Standard.objects.filter(pk=row.pk).update(criteria=[])


def test_a_later_version_does_not_reach_back_and_can_be_taken_back_before_it_begins(cast: Any) -> None:
    standard(cast.investment)
    with pytest.raises(actions.InThePast):
        standard(cast.investment, since=date(2024, 1, 1))
    tomorrow = today() + timedelta(days=1)
    row = standard(cast.investment, since=tomorrow)

    gone = actions.take_back(standard=row, by=cast.investment, on=today(), reason="有误")

    assert gone.state == "taken_back"
    with pytest.raises(actions.NotYet):
        actions.take_back(standard=row, by=cast.investment, on=today(), reason="再来")


def stricter(criteria: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row | {"threshold": "9"} if row["code"] == "tax" else row for row in criteria]


def test_a_draft_says_which_projects_would_turn_before_it_applies(cast: Any) -> None:
    first = standard(cast.investment)
    weak, strong, other = project("弱"), project("强"), project("未审")
    screened(cast, weak)
    screened(cast, strong, tax=("1000", "wan"))
    values = {name: getattr(first, name) for name in ("name", "industries", "source")}
    draft = actions.draft(
        values={**values, "criteria": stricter(first.criteria), "effective_from": today()}, by=cast.investment
    )

    effect = queries.effect(draft, cast.investment, today())

    assert [(one.project, one.before, one.after) for one in effect.touched] == [(weak, "pass", "fail")]
    assert (effect.now, effect.then, effect.unscreened) == ({"pass": 2}, {"fail": 1, "pass": 1}, 1)
    assert queries.standing(weak).outcome == "pass"
    assert other.stage == "discussion"


def test_when_the_standard_changed_the_gate_and_the_open_screening_ask_for_the_new_one(cast: Any) -> None:
    first = standard(cast.investment, since=date(2025, 1, 1))
    held, begun = project("已审"), project("在填")
    minutes(held, cast.investment)
    screened(cast, held)
    row = actions.begin(project=begun, by=cast.investment, on=today())
    row = actions.tell(screening=row, values=GLASS, by=cast.investment, who="投资方")
    second = standard(cast.investment, since=today(), criteria=stricter(first.criteria))

    with pytest.raises(actions.Outdated):
        actions.decide(screening=row, by=cast.investment, on=today())
    row = actions.renew(screening=row, by=cast.investment, on=today())
    row = actions.decide(screening=row, by=cast.investment, on=today())

    assert gates.missing(held, "admitted", today()) == ["above:screening:old"]
    assert (row.standard, row.verdict) == (second, "fail")


def test_a_condition_has_a_day(cast: Any) -> None:
    standard(cast.investment)
    row = actions.begin(project=project(), by=cast.investment, on=today())

    with pytest.raises(IntegrityError), transaction.atomic():
        Condition.objects.create(screening=row, text="x", organisation=cast.organisation("clerk"))
