"""A timetable is laid as milestones, keeps its baseline, shows its slippage; the pages."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from qipan.pipeline.projects import actions as projects
from qipan.pipeline.timetables import actions, queries, rules
from qipan.pipeline.timetables.models import Timetable
from tests.pipeline.projects.conftest import make  # noqa: F401

ON = date(2026, 3, 2)
END = date(2026, 12, 31)


@pytest.fixture(autouse=True)
def _english(settings: Any) -> Any:
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def laid(make: Any, cast: Any) -> Timetable:  # noqa: F811
    return actions.lay(project=make("白塔特种纸", stage="started"), kind="building", end_on=END, by=cast.officer, on=ON)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["industry", "building", "equipment", "public"])
def test_the_steps_of_every_kind_end_on_the_day(kind: str) -> None:
    spans = rules.backward(queries.template(kind, ON), END)

    assert max(span.end for span in spans.values()) == END
    assert {key for step in queries.template(kind, ON) for key in step.after} <= set(spans)


def test_laid_steps_are_the_projects_milestones(laid: Timetable) -> None:
    names = list(laid.project.milestones.order_by("planned_on").values_list("name", flat=True))

    assert names[0] == "Start on site"
    assert names[-1] == "Acceptance"
    assert laid.project.milestones.get(name="Acceptance").planned_on == END
    laid.project.refresh_from_db()
    assert laid.project.next_what == "Start on site"


def test_a_milestone_that_is_there_is_taken_in_with_what_was_done(make: Any, cast: Any) -> None:  # noqa: F811
    project = make("东环污水", stage="started")
    projects.put_milestone(project=project, name="开工进场", by=cast.officer, on=ON, actual_on=date(2026, 2, 1))

    table = actions.lay(project=project, kind="building", end_on=END, by=cast.officer, on=ON)

    view = queries.view(table, ON)
    assert view is not None
    assert view.rows[0].actual_on == date(2026, 2, 1)
    assert project.milestones.count() == 6


def test_a_second_timetable_is_refused(laid: Timetable, cast: Any) -> None:
    with pytest.raises(actions.Laid):
        actions.lay(project=laid.project, kind="industry", end_on=END, by=cast.officer, on=ON)


def test_another_end_moves_the_plan_and_leaves_the_baseline(laid: Timetable, cast: Any) -> None:
    actions.lay_anew(timetable=laid, end_on=END + timedelta(days=40), by=cast.officer, on=ON)

    view = queries.view(Timetable.objects.get(pk=laid.pk), ON)

    assert view is not None
    assert (view.baseline_end, view.end, view.slip) == (END, END + timedelta(days=40), 40)


def test_what_was_done_is_not_laid_anew(laid: Timetable, cast: Any) -> None:
    first = laid.steps.select_related("milestone").first()
    assert first is not None
    projects.put_milestone(
        project=laid.project,
        name=first.milestone.name,
        milestone=first.milestone,
        by=cast.officer,
        on=ON,
        actual_on=date(2026, 3, 1),
    )

    actions.lay_anew(timetable=laid, end_on=END + timedelta(days=40), by=cast.officer, on=ON)

    first.refresh_from_db()
    assert first.milestone.planned_on == first.baseline_end


def test_days_lost_on_the_critical_path_are_lost_at_the_end(laid: Timetable, cast: Any) -> None:
    first = laid.steps.select_related("milestone").first()
    assert first is not None
    late = first.baseline_end + timedelta(days=12)
    projects.put_milestone(
        project=laid.project,
        name=first.milestone.name,
        milestone=first.milestone,
        by=cast.officer,
        on=ON,
        actual_on=late,
    )

    view = queries.view(laid, late)

    assert view is not None
    assert view.slip == 12
    assert view.rows[0].slip == 12
    assert view.rows[0].is_critical


def test_a_new_baseline_says_why_and_ends_the_slippage(laid: Timetable, cast: Any) -> None:
    actions.lay_anew(timetable=laid, end_on=END + timedelta(days=40), by=cast.officer, on=ON)

    with pytest.raises(actions.ReasonNeeded):
        actions.rebase(timetable=laid, reason=" ", by=cast.officer, on=ON)
    actions.rebase(timetable=laid, reason="县政府第 12 次调度会同意", by=cast.officer, on=ON)

    view = queries.view(Timetable.objects.get(pk=laid.pk), ON)
    assert view is not None
    assert view.slip == 0


def test_a_longer_step_moves_what_comes_before_it(laid: Timetable, cast: Any) -> None:
    first, second = laid.steps.all()[:2]

    actions.set_days(step=second, days=second.days + 10, by=cast.officer, on=ON)

    moved = laid.steps.get(pk=first.pk)
    assert moved.start_on == first.start_on - timedelta(days=10)
    assert Timetable.objects.get(pk=laid.pk).end_on == END


def addresses(table: Timetable) -> list[str]:
    key = [table.project.key]
    return [
        reverse("timetables:index"),
        *(reverse(f"timetables:{name}", args=key) for name in ("detail", "lay", "anew", "baseline")),
        reverse("timetables:step", args=[table.project.key, table.steps.all()[0].key]),
        reverse("timetables:panel", args=["project", table.project.key]),
    ]


def test_the_outsider_is_refused_everywhere(laid: Timetable, cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.outsider)

    assert {client.get(url).status_code for url in addresses(laid)} == {403}


def test_the_officer_opens_every_page_in_both_languages_with_few_questions(
    laid: Timetable,
    make: Any,  # noqa: F811
    cast: Any,
    sign_in: Any,
) -> None:
    for name in ("甲", "乙", "丙"):
        actions.lay(project=make(name), kind="industry", end_on=END, by=cast.officer, on=ON)
    client = sign_in(cast.officer)

    for language in ("en", "zh-hans"):
        client.cookies["qipan_language"] = language
        for url in addresses(laid):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200, url
            assert len(asked) <= 15, (url, len(asked))


def test_a_project_out_of_sight_has_no_timetable(laid: Timetable, cast: Any, sign_in: Any) -> None:
    assert sign_in(cast.township).get(reverse("timetables:detail", args=[laid.project.key])).status_code == 404


def test_a_timetable_is_laid_in_the_page(make: Any, cast: Any, sign_in: Any) -> None:  # noqa: F811
    project = make("新项目", stage="preparation")
    end = (timezone.localdate() + timedelta(days=500)).isoformat()
    body = {"kind": "industry", "end_on": end, "idempotency_key": str(uuid.uuid4())}

    answer = sign_in(cast.officer).post(reverse("timetables:lay", args=[project.key]), body)

    assert answer.status_code == 302
    page = sign_in(cast.officer).get(reverse("timetables:detail", args=[project.key])).content.decode()
    assert "Critical path" in page
    assert "style=" not in page.split('class="q-timetable')[1].split("</section>")[0]
