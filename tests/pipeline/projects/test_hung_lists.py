"""Lists that hang on projects: steps, what stands in the way, the "five ones". Let in, twice without a change, taken back whole."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from qipan.core import audit
from qipan.exchange import actions as exchange
from qipan.exchange.models import Batch
from qipan.pipeline.projects.models import Blocker, CareSlot, Milestone, Project

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
STEPS = (
    "项目名称,节点名称,计划完成时间,实际完成时间,责任人\n"
    "白塔特种纸项目,主体封顶,2026年6月,,张三\n白塔特种纸项目,投产,2026-12-20,,李四\n"
)
TROUBLES = (
    "项目名称,存在问题,提出时间,责任单位,解决时限,状态\n"
    "白塔特种纸项目,用地指标未落实,2026-03-02,自然资源局,2026-05-31,未解决\n"
    "白塔特种纸项目,临时用电未接通,2026-04-10,自然资源局,2026-04-30,未解决\n"
)
CARE = (
    "项目名称,一名包联领导,一套专班,一个推进方案,一名首席服务员\n白塔特种纸项目,王县长,自然资源局,推进方案一号,赵服务\n"
)
LISTS = {
    "steps": (STEPS, Milestone, 2),
    "troubles": (TROUBLES, Blocker, 2),
    "care": (CARE, CareSlot, 4),
}


@pytest.fixture
def bring(tmp_path: Path, settings: Any, cast: Any) -> Any:
    """`bring("steps")` → the batch as applied."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cast.organisation("clerk")

    def read(name: str, number: int = 0) -> Batch:
        path = tmp_path / f"{name}{number}.csv"
        path.write_text(LISTS[name][0], encoding="utf-8")
        batch = exchange.receive_path(path=path, by=cast.officer)
        exchange.read(batch=batch, at=AT)
        batch.refresh_from_db()
        assert exchange.open_questions(batch) == 0, batch.counts
        return exchange.apply(batch=batch, by=cast.officer, at=AT)

    return read


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_let_in_and_taken_back_whole(make: Any, cast: Any, bring: Any, name: str) -> None:
    project = make()
    before = Project.objects.values().get(pk=project.pk)
    _text, model, count = LISTS[name]

    batch = bring(name)
    assert model.objects.filter(project=project).count() == count

    exchange.undo(batch=batch, by=cast.officer, at=AT)

    assert not model.objects.filter(project=project).exists()
    after = Project.objects.values().get(pk=project.pk)
    loose = {"version", "updated_at"}
    assert {k: v for k, v in after.items() if k not in loose} == {k: v for k, v in before.items() if k not in loose}


@pytest.mark.parametrize("name", LISTS)
def test_the_same_list_twice_changes_nothing(make: Any, bring: Any, name: str) -> None:
    make()
    bring(name)

    again = bring(name, 1)

    assert (again.counts.get("new", 0), again.counts.get("changed", 0)) == (0, 0)


def test_a_blocker_keeps_since_when_it_stands_in_the_way(make: Any, bring: Any, client: Any, cast: Any) -> None:
    project = make()
    bring("troubles")
    client.force_login(cast.officer, backend="django.contrib.auth.backends.ModelBackend")

    row = project.blockers.get(text="用地指标未落实")
    page = client.get(f"/projects/{project.key}/", headers={"Accept-Language": "zh-hans"}).content.decode()

    assert row.raised_on == date(2026, 3, 2)
    assert "2026年3月2日提出" in page
    assert audit.of("projects.blocker", row.key).get().changes["raised_on"] == [None, "2026-03-02"]


def test_a_blocker_is_raised_today_unless_another_day_is_said(make: Any, client: Any, cast: Any) -> None:
    project = make()
    client.force_login(cast.officer, backend="django.contrib.auth.backends.ModelBackend")

    client.post(
        f"/projects/{project.key}/blocker/", {"text": "缺水", "raised_on": "2026-02-03", "idempotency_key": "1"}
    )
    client.post(
        f"/projects/{project.key}/blocker/", {"text": "缺电", "raised_on": "2999-01-01", "idempotency_key": "2"}
    )

    assert [(b.text, b.raised_on) for b in project.blockers.all()] == [("缺水", date(2026, 2, 3))]


def test_milestones_in_words_stand_on_the_page_with_their_source(
    cast: Any, tmp_path: Path, settings: Any, client: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    path = tmp_path / "台账.csv"
    path.write_text("项目名称,总投资（万元）,节点安排\n白塔纸业四期,12000,3月开工，10月封顶\n", encoding="utf-8")
    batch = exchange.receive_path(path=path, by=cast.officer)
    exchange.read(batch=batch, at=AT)
    exchange.apply(batch=batch, by=cast.officer, at=AT)
    client.force_login(cast.officer, backend="django.contrib.auth.backends.ModelBackend")

    project = Project.objects.get(name="白塔纸业四期")
    page = client.get(f"/projects/{project.key}/course/", headers={"Accept-Language": "zh-hans"}).content.decode()

    assert "台账原文" in page
    assert "3月开工，10月封顶" in page
    assert "台账.csv" in page.split("台账原文")[1][:600]
