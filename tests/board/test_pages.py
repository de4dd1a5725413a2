"""The moves in pages: who sees which project and which amount, few questions, files out."""

from __future__ import annotations

import json
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from qipan.board import actions, jobs
from qipan.board.models import Adoption, Run
from qipan.pipeline.projects.models import CareSlot

PARTS = ("detail", "schedule", "factors", "projects", "missing")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job put in the line is done at once."""
    monkeypatch.setattr(jobs, "compute", SimpleNamespace(enqueue=jobs.compute.func))


def test_every_part_is_drawn_in_few_questions(
    planned: Run, cast: Any, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.leader)

    for part in PARTS:
        with django_assert_max_num_queries(15):
            assert client.get(reverse(f"board:{part}", args=[planned.key])).status_code == 200
    with django_assert_max_num_queries(15):
        assert client.get(reverse("board:index")).status_code == 200


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_leader_reads_value_bound_and_reason(planned: Run, cast: Any, sign_in: Any, language: str) -> None:
    client = sign_in(cast.leader)
    client.cookies["qipan_language"] = language

    page = client.get(reverse("board:detail", args=[planned.key])).content.decode()
    why = client.get(reverse("board:projects", args=[planned.key])).content.decode()

    assert ("and no plan whatever" if language == "en" else "任何方案") in page
    assert ("Guarantee 1" if language == "en" else "保底 1") in page
    assert "feasible" not in page
    assert str(planned.value) not in page
    assert "晶川机器人" in why
    assert ("needs " if language == "en" else "需少用") in why


def test_by_team_the_schedule_names_the_team_and_the_leader(planned: Run, county: Any, cast: Any, sign_in: Any) -> None:
    care = {"project": county["plant"], "slot": "team", "since": planned.on}
    CareSlot.objects.create(**care, words="粮油专班", until=planned.on)
    CareSlot.objects.create(**care, organisation=cast.organisation("bank"))
    county["plant"].leader_text = "贺副县长"
    county["plant"].save()

    page = sign_in(cast.leader).get(reverse("board:schedule", args=[planned.key]), {"by": "team"}).content.decode()

    assert str(cast.organisation("bank")) in page
    assert str(cast.organisation("clerk")) in page
    assert "贺副县长" in page
    assert "粮油专班" not in page


def test_a_project_one_does_not_see_is_counted_and_not_named(planned: Run, cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.township)

    pages = "".join(client.get(reverse(f"board:{part}", args=[planned.key])).content.decode() for part in PARTS)

    assert not [name for name in ("白塔造纸", "晶川机器人", "沅砺粮油") if name in pages]
    assert "不在您的查看范围内" in pages


def test_without_money_there_is_no_amount(planned: Run, cast: Any, sign_in: Any) -> None:
    from qipan.territory.orgs.models import Role

    role = Role.objects.get(code="leader")
    Role.objects.filter(pk=role.pk).update(abilities=[a for a in role.abilities if a != "money.see"])
    client = sign_in(cast.leader)

    pages = "".join(client.get(reverse(f"board:{part}", args=[planned.key])).content.decode() for part in PARTS[:4])

    assert "亿元" not in pages
    assert "农商银行授信" not in pages
    assert client.get(reverse("board:json", args=[planned.key])).status_code == 403


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("auditor", 403), ("bank", 403), ("outsider", 403)])
def test_who_may_not_run_does_not(county: Any, cast: Any, sign_in: Any, who: str, status: int) -> None:
    assert sign_in(getattr(cast, who)).post(reverse("board:order")).status_code == status
    assert not Run.objects.exists()


def test_from_the_button_to_tasks_and_back(
    county: dict[str, Any], in_process: None, cast: Any, sign_in: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: planned_on())
    for run_seconds in ("best", "what_if"):
        _shorten(run_seconds)
    leader = sign_in(cast.leader)

    run = Run.objects.get(key=leader.post(reverse("board:order"))["Location"].split("/")[-2])
    assert run.state == "finished"
    form = {"factor": f"land:{county['quota'].key}", "more": "90"}
    other = Run.objects.get(key=leader.post(reverse("board:what_if", args=[run.key]), form)["Location"].split("/")[-2])
    assert other.name == "开发区用地指标增加 90 亩"
    page = leader.get(reverse("board:detail", args=[other.key])).content.decode()
    assert "晶川机器人" in page.split("与原方案对照")[1]
    leader.post(reverse("board:propose", args=[other.key]), {"note": "请审定"})
    proposal = Adoption.objects.get()
    leader.post(reverse("board:confirm", args=[proposal.key]))
    proposal.refresh_from_db()
    assert proposal.state == "proposed"

    officer = sign_in(cast.officer)
    officer.post(reverse("board:confirm", args=[proposal.key]))
    proposal.refresh_from_db()
    assert proposal.state == "in_force"
    assert "执行中" in officer.get(reverse("board:index")).content.decode()
    county["robots"].refresh_from_db()
    assert county["robots"].planned_start is not None

    officer.post(reverse("board:repeal", args=[proposal.key]), {"reason": "试一试"})
    county["robots"].refresh_from_db()
    assert county["robots"].planned_start is None


def planned_on() -> Any:
    from tests.board.conftest import ON

    return ON


def _shorten(name: str) -> None:
    from qipan.core.models import RuleSet

    rules = RuleSet.objects.get(kind="board")
    rules.body["seconds"][name] = 3
    rules.save()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "__all__"),
        ({"name": "x", "more": "5"}, "factor"),
        ({"name": "x", "decision": "in"}, "project"),
        ({"name": "x", "rung": "starts:guarantee", "level": "9"}, "level"),
    ],
)
def test_a_what_if_that_says_half_is_asked_again(
    planned: Run, cast: Any, sign_in: Any, given: dict[str, str], field: str
) -> None:
    answer = sign_in(cast.leader).post(reverse("board:what_if", args=[planned.key]), given)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_the_plan_goes_out_as_excel_calendar_and_json(planned: Run, cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.leader)

    excel = b"".join(client.get(reverse("board:excel", args=[planned.key])).streaming_content)
    rows = list(openpyxl.load_workbook(BytesIO(excel)).active.values)
    assert rows[0][1] == "项目" or "项目" in str(rows[0][1])
    assert "白塔造纸" in {row[1] for row in rows[1:]}

    calendar = client.get(reverse("board:calendar", args=[planned.key])).content.decode()
    assert calendar.startswith("BEGIN:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))

    whole = json.loads(client.get(reverse("board:json", args=[planned.key])).content)
    assert whole["problem_hash"] == planned.problem_hash
    assert whole["plan"]["certificate"]["prices"]


def test_files_name_only_what_the_reader_sees(planned: Run, cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.township)

    excel = b"".join(client.get(reverse("board:excel", args=[planned.key])).streaming_content)

    assert len(list(openpyxl.load_workbook(BytesIO(excel)).active.values)) == 1
    assert "白塔" not in client.get(reverse("board:calendar", args=[planned.key])).content.decode()


def test_a_run_under_way_shows_how_far_it_is(county: Any, cast: Any, sign_in: Any) -> None:
    run = actions.order(by=cast.leader, on=planned_on(), name="等着")
    client = sign_in(cast.leader)

    page = client.get(reverse("board:detail", args=[run.key])).content.decode()
    assert reverse("board:progress", args=[run.key]) in page

    client.post(reverse("board:cancel", args=[run.key]))
    part = client.get(reverse("board:progress", args=[run.key])).content.decode()
    assert "data-done-url" in part


def test_what_people_fixed_is_listed_and_released_by_one_press(
    planned: Run, county: Any, cast: Any, sign_in: Any
) -> None:
    key = str(county["mill"].key)
    asked = [{"what": "pin", "project": key, "accept": False}]
    held = actions.what_if(by=cast.leader, base=planned, name="不上造纸", asked=asked, exact=True)
    Run.objects.filter(pk=held.pk).update(seconds=0.05)
    held = actions.compute(run=Run.objects.get(pk=held.pk), at=timezone.now())
    leader = sign_in(cast.leader)
    release = reverse("board:release", args=[held.key, key])

    assert release in leader.get(reverse("board:projects", args=[held.key])).content.decode()
    assert sign_in(cast.outsider).post(release).status_code == 403
    fresh = Run.objects.get(key=sign_in(cast.leader).post(release)["Location"].split("/")[-2])

    assert (fresh.base_id, fresh.changes) == (held.pk, [{"what": "pin", "project": key, "accept": None}])
    assert sign_in(cast.leader).post(reverse("board:release", args=[planned.key, key])).status_code == 404
