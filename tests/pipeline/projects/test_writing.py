"""Writing about a project: stale edits, figures that follow, blockers, care, files."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from qipan.core import audit
from qipan.core.models import OutboxEvent
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.models import LightReading, Project
from qipan.territory.orgs.models import Person
from tests.pipeline.projects.conftest import ON


def test_a_stale_edit_of_another_field_is_written(make: Any, cast: Any) -> None:
    project = make(site="旧址")
    seen = project.version
    projects.edit(project=project, values={"industry": "造纸"}, by=cast.leader, on=ON)

    projects.edit(project=project, values={"site": "新址"}, seen={"site": "旧址"}, version=seen, by=cast.officer, on=ON)

    project.refresh_from_db()
    assert (project.site, project.industry) == ("新址", "造纸")


def test_a_stale_edit_of_the_same_field_is_refused_with_both_values(make: Any, cast: Any) -> None:
    project = make(site="旧址")
    seen = project.version
    projects.edit(project=project, values={"site": "他人所写"}, by=cast.leader, on=ON)

    with pytest.raises(projects.Stale) as stale:
        projects.edit(
            project=project, values={"site": "新址"}, seen={"site": "旧址"}, version=seen, by=cast.officer, on=ON
        )

    assert stale.value.conflicts == {"site": ("旧址", "新址", "他人所写")}


def test_a_code_is_held_by_one_project_only(make: Any, cast: Any) -> None:
    make(code="2606-130599-04-01-100001")

    with pytest.raises(projects.Duplicate):
        make("另一项目", code="2606-130599-04-01-100001")


def test_the_headline_follows_the_amounts_and_the_light_follows_the_headline(make: Any, cast: Any) -> None:
    project = make(stage="started", plan=1000, done=700)
    assert (project.plan_minor, project.done_year_minor, project.light) == (1000, 700, "green")

    projects.report(
        project=project, until=date(2026, 9, 30), completed_minor=440, words="主体封顶", by=cast.officer, on=ON
    )

    project.refresh_from_db()
    assert (project.done_year_minor, project.light, project.progress_words) == (440, "red", "主体封顶")
    assert OutboxEvent.objects.filter(name__endswith="LightChanged", payload__after="red").exists()
    assert LightReading.objects.get(project=project, on=ON).colour == "red"


def test_taking_a_figure_away_leaves_none_not_zero(make: Any, cast: Any) -> None:
    project = make(total=500)

    projects.put_amount(project=project, kind="total", minor=None, by=cast.officer, on=ON)

    project.refresh_from_db()
    assert project.total_minor is None
    entry = audit.of("projects.project", project.key).filter(action="money").first()
    assert entry.changes == {"total": [500, None]}


def test_an_older_report_does_not_replace_what_the_project_shows(make: Any, cast: Any) -> None:
    project = make(stage="started")
    projects.report(project=project, until=date(2026, 9, 30), words="设备安装", by=cast.officer, on=ON)

    projects.report(project=project, until=date(2026, 8, 31), words="主体封顶", by=cast.officer, on=ON)

    project.refresh_from_db()
    assert (project.progress_words, project.reported_on) == ("设备安装", date(2026, 9, 30))


def test_a_blocker_stands_on_the_project_until_it_is_solved(make: Any, cast: Any) -> None:
    project = make()
    blocker = projects.add_blocker(
        project=project, text="用地指标未落实", due_on=date(2026, 11, 1), by=cast.officer, on=ON
    )
    project.refresh_from_db()
    assert (project.open_blockers, project.blocker_text, project.next_on) == (1, "用地指标未落实", date(2026, 11, 1))

    projects.solve_blocker(blocker=blocker, solution="市里调剂32亩", by=cast.officer, on=ON)

    project.refresh_from_db()
    assert (project.open_blockers, project.blocker_text, project.next_on) == (0, "", None)
    with pytest.raises(projects.AlreadySolved):
        projects.solve_blocker(blocker=blocker, solution="再解", by=cast.officer, on=ON)


def test_the_next_date_is_the_earliest_step_not_done(make: Any, cast: Any) -> None:
    project = make()
    first = projects.put_milestone(project=project, name="基础", planned_on=date(2026, 11, 1), by=cast.officer, on=ON)
    projects.put_milestone(project=project, name="封顶", planned_on=date(2026, 12, 1), by=cast.officer, on=ON)

    projects.put_milestone(project=project, milestone=first, name="基础", actual_on=ON, by=cast.officer, on=ON)

    project.refresh_from_db()
    assert (project.next_on, project.next_what) == (date(2026, 12, 1), "封顶")


def test_a_new_leader_takes_over_from_today(make: Any, cast: Any) -> None:
    project = make()
    old, new = (Person.objects.create(name=name) for name in ("周明远", "李文静"))
    projects.assign_slot(project=project, slot="leader", person=old, by=cast.officer, on=ON - timedelta(days=90))

    projects.assign_slot(project=project, slot="leader", person=new, by=cast.officer, on=ON)

    project.refresh_from_db()
    slots = {s.key: s for s in queries.care(project, ON, in_chinese=True)}
    assert (project.leader, slots["leader"].holder.person) == (new, new)
    assert project.care_slots.get(person=old).until == ON - timedelta(days=1)
    assert [key for key, slot in slots.items() if slot.is_gap] == ["team", "plan", "service"]


def test_a_file_is_kept_under_its_hash_once(make: Any, cast: Any, upload: Any, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    project = make()

    one = projects.attach(project=project, upload=upload("../../合同.pdf"), kind="contract", by=cast.officer)
    two = projects.attach(project=project, upload=upload("again.pdf"), kind="contract", by=cast.officer)

    assert one == two
    assert one.name == "合同.pdf"
    assert projects.stored(one).read_bytes() == b"%PDF-1.4 contract"
    assert [p.suffix for p in tmp_path.rglob("*") if p.is_file()] == [".pdf"]


@pytest.mark.parametrize(
    ("name", "body", "why"), [("a.html", b"<script>", "kind"), ("a.pdf", b"", "empty"), ("a.svg", b"<svg/>", "kind")]
)
def test_what_a_browser_would_run_is_not_kept(
    make: Any, cast: Any, upload: Any, name: str, body: bytes, why: str
) -> None:
    with pytest.raises(projects.Refused) as refused:
        projects.attach(project=make(), upload=upload(name, body), kind="other", by=cast.officer)

    assert refused.value.why == why


def test_the_nightly_round_is_safe_to_run_twice(make: Any) -> None:
    make(stage="started", plan=1000, done=700)

    later = date(2026, 12, 20)
    assert (projects.refresh_lights(on=later), projects.refresh_lights(on=later)) == (1, 0)
    assert Project.objects.get().light == "yellow"
