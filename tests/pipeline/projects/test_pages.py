"""The pages: closed to the outsider, constant in questions, honest about conflicts, once only when sent twice."""

from __future__ import annotations

import io
import json
import uuid
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from qipan.pipeline.projects.models import Blocker, Project
from tests.pipeline.projects.conftest import PAID, READY

LISTS = ["projects:board", "projects:ledger", "projects:rows"]


@pytest.fixture(autouse=True)
def _english(settings: Any) -> Any:
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def addresses(project: Project) -> list[str]:
    key = [project.key]
    return [
        *(reverse(name) for name in [*LISTS, "projects:new", "projects:export"]),
        reverse("projects:more", args=["signed"]),
        *(reverse(f"projects:{name}", args=key) for name in ("detail", "edit", "history", "course")),
        *(
            reverse("projects:act", args=[project.key, act])
            for act in ("move", "status", "report", "money", "blocker", "milestone", "care", "file")
        ),
    ]


def post_json(client: Any, name: str, body: dict[str, Any]) -> Any:
    return client.post(
        reverse(name), json.dumps(body), content_type="application/json", headers={"Idempotency-Key": str(uuid.uuid4())}
    )


def test_the_outsider_is_refused_everywhere(make: Any, cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.outsider)

    answers = {url: client.get(url).status_code for url in addresses(make())}

    assert set(answers.values()) == {403}


def test_whoever_is_not_signed_in_is_sent_to_the_door(make: Any, client: Any) -> None:
    assert {client.get(url).status_code for url in addresses(make())} == {302}


def test_the_officer_opens_every_page_in_both_languages(make: Any, cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    project = make(stage="started", plan=1000, done=400, **READY)

    for language in ("en", "zh-hans"):
        client.cookies["qipan_language"] = language
        for url in addresses(project):
            assert client.get(url).status_code == 200, url


def test_a_project_out_of_sight_does_not_exist(make: Any, cast: Any, sign_in: Any) -> None:
    hidden, own = make("别人的"), make("自己的", lead_org=cast.organisation("clerk"))
    client = sign_in(cast.clerk)

    for name in ("detail", "edit", "history"):
        assert client.get(reverse(f"projects:{name}", args=[hidden.key])).status_code == 404
        assert client.get(reverse(f"projects:{name}", args=[own.key])).status_code == 200
    rows = client.get(reverse("projects:rows")).json()
    assert [row["name"] for row in rows["rows"]] == ["自己的"]
    assert rows["total"] == 1


def test_a_clerk_edits_but_does_not_move(make: Any, cast: Any, sign_in: Any) -> None:
    own = make(lead_org=cast.organisation("clerk"))
    client = sign_in(cast.clerk)

    assert client.get(reverse("projects:act", args=[own.key, "move"])).status_code == 403
    assert (
        post_json(client, "projects:move", {"id": str(own.key), "stage": "lead", "version": own.version}).status_code
        == 403
    )


@pytest.mark.parametrize("name", LISTS)
def test_lists_ask_the_same_number_of_questions_for_5_and_50_projects(
    make: Any, cast: Any, sign_in: Any, name: str
) -> None:
    client = sign_in(cast.leader)
    asked = []

    for count in (5, 45):
        for number in range(count):
            make(
                f"项目{count}-{number}",
                stage="signed" if number % 2 else "lead",
                leader=cast.leader.person,
                region=cast.region,
            )
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as questions:
            client.get(reverse(name))
        asked.append(len(questions))

    assert asked[0] == asked[1]


def test_the_project_page_asks_the_same_for_few_and_many_parts(make: Any, cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.leader)
    project = make(stage="started", plan=1000, done=400)
    asked = []

    for count in (1, 12):
        for number in range(count):
            Blocker.objects.create(project=project, text=f"{count}-{number}", organisation=cast.organisation("clerk"))
        client.get(reverse("projects:detail", args=[project.key]))
        with CaptureQueriesContext(connection) as questions:
            client.get(reverse("projects:detail", args=[project.key]))
        asked.append(len(questions))

    assert asked[0] == asked[1]


def test_a_move_refused_by_the_gate_says_what_is_missing_with_the_place(make: Any, cast: Any, sign_in: Any) -> None:
    project = make(stage="admitted", amounts=PAID, **READY | {"signed_on": None})

    answer = post_json(
        sign_in(cast.officer), "projects:move", {"id": str(project.key), "stage": "signed", "version": project.version}
    )

    assert answer.status_code == 422
    missing = answer.json()["missing"]
    assert [m["label"] for m in missing] == ["Signed on", "File: Contract"]
    assert missing[0]["href"].endswith("/edit/#id_signed_on")
    assert missing[1]["href"].endswith("/file/?kind=contract")


def test_a_move_back_asks_for_a_reason_on_its_own_form(make: Any, cast: Any, sign_in: Any) -> None:
    project = make(stage="signed")
    client = sign_in(cast.officer)

    answer = post_json(client, "projects:move", {"id": str(project.key), "stage": "lead", "version": project.version})
    assert answer.status_code == 422
    done = client.post(
        answer.json()["fill_url"], {"to": "lead", "reason": "退回", "idempotency_key": str(uuid.uuid4())}
    )

    project.refresh_from_db()
    assert (done.status_code, project.stage, project.waiting_for) == (302, "signed", "lead")


def test_a_stale_move_shows_both_values(make: Any, cast: Any, sign_in: Any) -> None:
    project = make(stage="signed")

    answer = post_json(
        sign_in(cast.officer),
        "projects:move",
        {"id": str(project.key), "stage": "lead", "version": project.version - 1},
    )

    assert answer.status_code == 409
    assert (answer.json()["conflict"]["held"], answer.json()["conflict"]["yours"]) == ("Signed", "Lead")


def test_a_form_sent_twice_acts_once(make: Any, cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    sent = {"name": "新项目", "idempotency_key": str(uuid.uuid4())}

    first, second = (client.post(reverse("projects:new"), sent) for _ in range(2))

    assert (first.status_code, second.status_code, second.headers["Location"]) == (302, 302, first.headers["Location"])
    assert Project.objects.filter(name="新项目").count() == 1


def test_a_person_writes_a_lead_down_and_no_later_stage(cast: Any, sign_in: Any) -> None:
    sign_in(cast.officer).post(reverse("projects:new"), {"name": "新项目", "stage": "discussion"})

    project = Project.objects.get(name="新项目")
    assert (project.stage, project.stage_moves.get().basis) == ("lead", "opened")


def test_what_is_written_at_a_later_stage_is_marked_as_taken_over(make: Any) -> None:
    assert make("台账里的", stage="discussion").stage_moves.get().basis == "taken"


def test_a_project_of_the_same_name_is_asked_about_first(make: Any, cast: Any, sign_in: Any) -> None:
    make("白塔特种纸项目")
    client = sign_in(cast.officer)
    sent = {"name": "白塔特种纸 项目"}

    asked = client.post(reverse("projects:new"), sent)
    client.post(reverse("projects:new"), sent | {"anyway": "1"})

    assert (asked.status_code, Project.objects.count()) == (422, 2)


def edit_form(client: Any, project: Project) -> dict[str, Any]:
    """The form as the browser would send it back untouched."""
    form = client.get(reverse("projects:edit", args=[project.key])).context["form"]
    sent: dict[str, Any] = {"version": str(project.version)}
    for bound in form:
        value = bound.field.prepare_value(bound.initial) if hasattr(bound.field, "prepare_value") else bound.initial
        value = getattr(value, "pk", value)
        for name in (bound.html_name, bound.html_initial_name):
            if value not in (None, False):
                sent[name] = str(value)
    return sent


def test_an_edit_writes_only_what_was_changed(make: Any, cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    project = make(land_m2="66700", region=cast.region, site="旧址")

    answer = client.post(reverse("projects:edit", args=[project.key]), edit_form(client, project) | {"site": "新址"})

    project.refresh_from_db()
    entry = queries_history(project)[0]
    assert (answer.status_code, project.site, set(entry.changes)) == (302, "新址", {"site"})


def queries_history(project: Project) -> Any:
    from qipan.pipeline.projects import queries

    return queries.history(project)


def test_a_stale_edit_shows_what_was_seen_what_stands_and_mine(make: Any, cast: Any, sign_in: Any) -> None:
    from qipan.pipeline.projects import actions as projects
    from tests.pipeline.projects.conftest import ON

    client = sign_in(cast.officer)
    project = make(site="旧址")
    sent = edit_form(client, project) | {"site": "新址"}
    projects.edit(project=project, values={"site": "他人所写"}, by=cast.leader, on=ON)

    answer = client.post(reverse("projects:edit", args=[project.key]), sent)

    project.refresh_from_db()
    row = answer.context["conflicts"][0]
    assert (answer.status_code, project.site) == (409, "他人所写")
    assert (row["seen"], row["theirs"], row["mine"]) == ("旧址", "他人所写", "新址")


def test_the_grid_writes_typed_text_in_the_readers_unit_and_takes_it_back(make: Any, cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    client.cookies["qipan_language"] = "zh-hans"
    project = make(total=10**10)
    cells = [
        {"id": str(project.key), "version": project.version, "field": "total", "value": "1.2亿"},
        {"id": str(project.key), "version": project.version, "field": "start_on", "value": "2026年3月"},
        {"id": str(project.key), "version": project.version, "field": "level", "value": "胡写"},
        {"id": str(project.key), "version": project.version, "field": "stage", "value": "签约"},
    ]

    answer = post_json(client, "projects:paste", {"cells": cells}).json()

    states = {r["field"]: r["state"] for r in answer["results"]}
    project.refresh_from_db()
    assert states == {"total": "ok", "start_on": "ok", "level": "error", "stage": "error"}
    assert (project.total_minor, project.start_on.isoformat(), project.start_precision) == (
        12 * 10**9,
        "2026-03-01",
        "month",
    )
    assert {r["value"] for r in answer["results"] if r["field"] == "total"} == {"12,000"}
    back = post_json(client, "projects:undo", {"batch": answer["batch"]})
    project.refresh_from_db()
    assert (back.status_code, project.total_minor, project.start_on) == (200, 10**10, None)
    assert back.json()["rows"][0]["total"] == "10,000"


def test_a_stale_cell_is_refused_with_what_stands(make: Any, cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    project = make(site="旧")

    cell = {"id": str(project.key), "version": project.version - 1, "field": "site", "value": "新"}
    result = post_json(client, "projects:paste", {"cells": [cell]}).json()["results"][0]

    assert (result["state"], result["held"], result["held_version"]) == ("conflict", "旧", project.version)


def test_somebody_elses_paste_cannot_be_taken_back(make: Any, cast: Any, sign_in: Any) -> None:
    project = make(site="旧")
    cell = {"id": str(project.key), "version": project.version, "field": "site", "value": "新"}
    batch = post_json(sign_in(cast.officer), "projects:paste", {"cells": [cell]}).json()["batch"]

    assert post_json(sign_in(cast.investment), "projects:undo", {"batch": batch}).status_code == 404


@pytest.mark.parametrize("body", [b"", b"{", b'{"cells": 3}', b'{"cells": [{"id": "x"}]}'])
def test_nonsense_sent_to_the_grid_is_a_plain_refusal(cast: Any, sign_in: Any, body: bytes) -> None:
    assert (
        sign_in(cast.officer).post(reverse("projects:paste"), body, content_type="application/json").status_code == 400
    )


def test_the_export_holds_what_is_seen_and_no_formula(make: Any, cast: Any, sign_in: Any) -> None:
    make('=HYPERLINK("http://x")', total=12_345_678), make("乙", total=5 * 10**8, industry="造纸")
    client = sign_in(cast.leader)

    answer = client.get(reverse("projects:export") + "?columns=name,total,owner_phone&sort=total:asc&f.total=<2")

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Project name", "Total investment (CNY million)", "Owner's telephone")
    assert [row[1] for row in rows[1:]] == [0.12345678]
    assert sheet["A2"].data_type == "s"


def test_contacts_are_absent_without_the_ability(make: Any, cast: Any, sign_in: Any) -> None:
    token = "13812345678"
    project = make(owner_phone=token, lead_person="李某某甲")
    client = sign_in(cast.auditor)

    for url in (
        reverse("projects:detail", args=[project.key]),
        reverse("projects:history", args=[project.key]),
        reverse("projects:rows"),
    ):
        body = client.get(url).content.decode()
        assert token not in body
        assert "李某某甲" not in body
    export = client.get(reverse("projects:export") + "?format=csv&columns=name,owner_phone")
    assert token.encode() not in b"".join(export.streaming_content)


def test_a_file_is_handed_out_as_a_download_only(
    make: Any, cast: Any, sign_in: Any, upload: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    project = make()
    client = sign_in(cast.officer)
    client.post(reverse("projects:act", args=[project.key, "file"]), {"kind": "contract", "file": upload("合同.pdf")})
    row = project.attachments.get()

    answer = client.get(reverse("projects:file", args=[project.key, row.key]))

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Content-Type"]) == (
        "nosniff",
        "application/octet-stream",
    )
    assert sign_in(cast.clerk).get(reverse("projects:file", args=[project.key, row.key])).status_code == 404


def test_every_act_of_the_page_works_by_plain_form(make: Any, cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    project = make(stage="started")
    sent = {
        "status": {"status": "delayed", "reason": ""},
        "report": {"until": "2026-09", "completed": "1,200", "words": "封顶"},
        "money": {"kind": "plan", "amount": "300", "year": "2026"},
        "blocker": {"text": "用地"},
        "milestone": {"name": "封顶", "planned_on": "2026-12-01", "planned_precision": "month"},
        "care": {"slot": "team", "organisation": str(cast.organisation("clerk").pk)},
    }

    answers = {
        act: client.post(reverse("projects:act", args=[project.key, act]), body).status_code
        for act, body in sent.items()
    }

    project.refresh_from_db()
    assert set(answers.values()) == {302}, answers
    assert (project.status, project.plan_minor, project.done_year_minor) == ("delayed", 300 * 10**8, 1200 * 10**8)
    assert (project.open_blockers, project.milestones.count(), project.care_slots.count()) == (1, 1, 1)


def test_columns_are_kept_as_the_reader_left_them(make: Any, cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.leader)
    columns = [
        {"key": "name", "shown": True, "width": 333},
        {"key": "content", "shown": True, "width": 200},
        {"key": "evil", "shown": True, "width": 1},
    ]

    kept = post_json(client, "projects:layout", {"name": "projects", "columns": columns, "sort": [["name", "asc"]]})

    config = client.get(reverse("projects:ledger")).context["config"]
    widths = {c["key"]: c["width"] for c in config["columns"]}
    assert (kept.status_code, widths["name"], config["sort"]) == (204, 333, [["name", "asc"]])
    assert "evil" not in widths
