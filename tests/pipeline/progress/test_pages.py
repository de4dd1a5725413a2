"""The pages of reporting: closed to the outsider, few questions, the grid sends what was typed, one's own report is not verified."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from qipan.pipeline.progress import actions, queries
from qipan.pipeline.progress.models import Report, Schedule
from qipan.pipeline.progress.views import shown
from tests.pipeline.progress.conftest import AT, ON, Round
from tests.pipeline.progress.test_reporting import SAID


@pytest.fixture(autouse=True)
def _english(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    settings.LANGUAGE_CODE = "en"
    monkeypatch.setattr(shown, "today", lambda: ON)
    with translation.override("en"):
        yield


def addresses(opened: Round) -> list[str]:
    key = [opened.schedule.key]
    return [
        reverse("progress:index"),
        reverse("progress:new"),
        *(reverse(f"progress:{name}", args=key) for name in ("round", "report", "workbook", "verify")),
        reverse("progress:line", args=[opened.line.key]),
        reverse("progress:panel", args=["project", opened.line.project.key]),
    ]


def sent(opened: Round, **rows: dict[str, str]) -> dict[str, str]:
    """What the grid's form sends: `line0={"invested": "12"}`."""
    body = {"idempotency_key": str(uuid.uuid4())}
    for name, values in rows.items():
        pk = opened.lines[int(name.removeprefix("line"))].pk
        body |= {f"r{pk}-{field}": value for field, value in values.items()}
    return body


def test_the_outsider_is_refused_everywhere(opened: Round, cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.outsider)

    assert {client.get(url).status_code for url in addresses(opened)} == {403}


def test_the_officer_opens_every_page_in_both_languages_with_few_questions(
    opened: Round, cast: Any, sign_in: Any
) -> None:
    actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID)
    client = sign_in(cast.officer)

    for language in ("en", "zh-hans"):
        client.cookies["qipan_language"] = language
        for url in addresses(opened):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200, url
            assert len(asked) <= 15, (url, [q["sql"][:120] for q in asked])


def test_a_township_sees_its_own_line_and_reports_only_that(opened: Round, cast: Any, sign_in: Any) -> None:
    page = sign_in(cast.township).get(reverse("progress:report", args=[opened.schedule.key])).content.decode()

    assert "槐北面粉" in page
    assert "白塔特种纸" not in page
    assert not queries.reported_by(cast.township).filter(pk=opened.line.pk).exists()


def test_another_organisations_grid_does_not_exist(opened: Round, cast: Any, sign_in: Any) -> None:
    url = reverse("progress:report", args=[opened.schedule.key]) + f"?org={cast.organisation('clerk').key}"

    assert sign_in(cast.township).get(url).status_code == 404


def test_the_grid_sends_what_was_typed_and_leaves_the_rest(opened: Round, cast: Any, sign_in: Any) -> None:
    url = reverse("progress:report", args=[opened.schedule.key])
    body = sent(opened, line0={"invested": "1.2", "cumulative": "9", "percent": "40", "words": "主体施工"})

    answer = sign_in(cast.clerk).post(url, body)

    assert answer.status_code == 302
    report = Report.objects.get()
    assert report.line == opened.line
    assert (report.invested_minor, report.cumulative_minor, report.reported_by) == (
        120_000_000,
        900_000_000,
        cast.clerk,
    )


def test_a_wrong_cell_sends_nothing_and_keeps_what_was_typed(opened: Round, cast: Any, sign_in: Any) -> None:
    url = reverse("progress:report", args=[opened.schedule.key])
    body = sent(opened, line0={"invested": "1.2", "percent": "140"}, line1={"invested": "2"})

    answer = sign_in(cast.clerk).post(url, body)

    assert answer.status_code == 422
    assert not Report.objects.exists()
    assert 'value="1.2"' in answer.content.decode()


def test_a_blocker_without_whose_move_is_asked_for(opened: Round, cast: Any, sign_in: Any) -> None:
    url = reverse("progress:report", args=[opened.schedule.key])

    assert sign_in(cast.clerk).post(url, sent(opened, line0={"problem": "缺电"})).status_code == 422


def test_the_cumulative_figure_and_as_before_follow_from_the_period_before(
    opened: Round, make: Any, cast: Any, sign_in: Any
) -> None:
    from datetime import date

    schedule = actions.open_round(
        title="9月", cadence="month", since=date(2026, 9, 1), until=date(2026, 9, 30), opens_on=date(2026, 9, 27),
        closes_on=date(2026, 12, 5), projects=[line.project for line in opened.lines], fallback=cast.organisation("officer"), by=None,
    )  # fmt: skip
    for line in schedule.lines.all():
        actions.submit(
            line=line, by=cast.clerk, at=AT, values=SAID | {"cumulative_minor": 900_000_000, "invested_minor": 1}
        )
    url = reverse("progress:report", args=[opened.schedule.key])

    sign_in(cast.clerk).post(url, sent(opened, line0={"invested": "1.5"}, line1={"same": "on"}))

    first, second = Report.objects.filter(line__schedule=opened.schedule).order_by("line_id")
    assert first.cumulative_minor == 900_000_000 + 150_000_000
    assert (second.invested_minor, second.cumulative_minor, second.words) == (0, 900_000_000, "主体施工")


def test_the_same_form_sent_twice_reports_once(opened: Round, cast: Any, sign_in: Any) -> None:
    url = reverse("progress:report", args=[opened.schedule.key])
    client, body = sign_in(cast.clerk), sent(opened, line0={"invested": "1.2"})

    client.post(url, body)
    client.post(url, body)

    assert Report.objects.get().version == 1


def test_chosen_reports_are_verified_but_not_ones_own(opened: Round, cast: Any, sign_in: Any) -> None:
    theirs = actions.submit(line=opened.lines[0], by=cast.clerk, at=AT, values=SAID)
    own = actions.submit(line=opened.lines[1], by=cast.officer, at=AT, values=SAID)
    chosen = [f"{theirs.key}:{theirs.version}", f"{own.key}:{own.version}"]
    url = reverse("progress:verify", args=[opened.schedule.key])

    sign_in(cast.officer).post(url, {"chosen": chosen, "idempotency_key": str(uuid.uuid4())})

    assert list(Report.objects.order_by("line_id").values_list("state", flat=True)) == ["verified", "submitted"]


def test_a_clerk_does_not_verify(opened: Round, cast: Any, sign_in: Any) -> None:
    assert sign_in(cast.clerk).get(reverse("progress:verify", args=[opened.schedule.key])).status_code == 403


def test_a_report_goes_back_with_its_reason(opened: Round, cast: Any, sign_in: Any) -> None:
    report = actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID)
    url = reverse("progress:send_back", args=[report.key])

    sign_in(cast.officer).post(url, {"reason": "累计数有误", "idempotency_key": str(uuid.uuid4())})

    page = sign_in(cast.clerk).get(reverse("progress:report", args=[opened.schedule.key])).content.decode()
    assert "累计数有误" in page


def test_a_round_is_opened_for_projects_by_stage(make: Any, cast: Any, sign_in: Any) -> None:
    make("在建一", stage="started", lead_org=cast.organisation("clerk"))
    make("在谈一", stage="discussion")
    make("在建二", stage="started")
    body = {
        "title": "10月月报", "cadence": "month", "number": "1", "until": "2026-10-15", "opens_on": "2026-10-28", "closes_on": "2026-11-05",
        "stages": ["started"], "fallback": cast.organisation("officer").pk, "is_verified_only": "on",
        "idempotency_key": str(uuid.uuid4()),
    }  # fmt: skip

    answer = sign_in(cast.officer).post(reverse("progress:new"), body)

    assert answer.status_code == 302
    schedule = Schedule.objects.get()
    assert (schedule.since.day, schedule.until.day) == (1, 31)
    reporters = schedule.lines.values_list("project__name", "organisation__name")
    assert dict(reporters) == {"在建一": "自然资源局", "在建二": "重点项目办"}


def test_what_i_owe_waits_on_my_desk(opened: Round, cast: Any, sign_in: Any) -> None:
    assert "2 reports missing" in sign_in(cast.clerk).get("/").content.decode()


def test_a_reader_without_money_sees_no_sums(opened: Round, cast: Any, sign_in: Any) -> None:
    from qipan.territory.orgs.models import Role

    role = Role.objects.get(code="auditor")
    role.abilities = [a for a in role.abilities if a != "money.see"]
    role.save()
    actions.submit(line=opened.line, by=cast.clerk, at=AT, values=SAID | {"invested_minor": 777_700_000})

    page = sign_in(cast.auditor).get(reverse("progress:round", args=[opened.schedule.key])).content.decode()

    assert "7.777" not in page
