"""The pages: from the figures to the verdict, the waiver and the gate, by their own forms; and who is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from qipan.core.models import User
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.screening import actions, queries
from qipan.pipeline.screening.models import Condition, Screening, Standard, Waiver
from qipan.territory.orgs.models import Role
from tests.pipeline.screening.test_life import minutes, project, screened, standard, stricter, today

pytestmark = pytest.mark.django_db
TOLD = {
    "fai": "15000",
    "land": "100",
    "tax": "700",
    "output": "25000",
    "yes-requirements": "1",
    "who": "投资方",
    "source": "可研",
}


def test_screened_fails_is_waived_by_a_second_person_and_goes_to_the_gate(cast: Any, sign_in: Any) -> None:
    standard(cast.investment)
    held = project()
    client = sign_in(cast.investment)
    client.post(reverse("screening:begin", args=[held.key]))
    row = Screening.objects.get()

    client.post(reverse("screening:figures", args=[row.key]), TOLD)
    page = client.get(reverse("screening:detail", args=[row.key])).content.decode()
    client.post(reverse("screening:decide", args=[row.key]))
    upload = SimpleUploadedFile("纪要.pdf", b"%PDF-1.4 minutes")
    client.post(reverse("screening:propose", args=[row.key]), {"reason": "龙头企业", "file": upload})
    refused = client.post(reverse("screening:waive", args=[row.key]), {"decision": "grant"})
    leader = sign_in(cast.leader)
    leader.post(reverse("screening:waive", args=[row.key]), {"decision": "grant", "words": "同意"})
    sign_in(cast.investment).post(reverse("screening:admit", args=[row.key]), {"claim": "一事一议"})

    held.refresh_from_db()
    assert "7 万元/亩" in page
    assert "800" in page
    assert refused.status_code == 403
    assert Screening.objects.get().figures["land"]["from"] == "project"
    assert Waiver.objects.get().decided_by == cast.leader
    assert held.waiting_for == "admitted"


def test_a_figure_left_as_shown_keeps_where_it_came_from_and_a_changed_one_names_who_says_it(
    cast: Any, sign_in: Any
) -> None:
    standard(cast.investment)
    row = actions.begin(project=project(), by=cast.investment, on=today())
    client = sign_in(cast.investment)
    url = reverse("screening:figures", args=[row.key])

    nameless = client.post(url, {**TOLD, "who": ""})
    client.post(url, {**TOLD, "land": "90"})

    row.refresh_from_db()
    assert nameless.status_code == 422
    assert row.figures["land"] == {"value": "90", "unit": "mu", "from": "submitted", "who": "投资方", "source": "可研"}
    assert "100 亩" in client.get(reverse("screening:detail", args=[row.key])).content.decode()


@pytest.mark.parametrize("wrong", [{"tax": "viel"}, {"tax": "-1"}, {"land": "0"}])
def test_what_is_no_figure_is_refused_with_a_sentence(cast: Any, sign_in: Any, wrong: dict[str, str]) -> None:
    standard(cast.investment)
    row = actions.begin(project=project(), by=cast.investment, on=today())

    answer = sign_in(cast.investment).post(reverse("screening:figures", args=[row.key]), {**TOLD, **wrong})

    assert answer.status_code == 422
    assert "tax" not in Screening.objects.get().figures


def test_a_condition_without_a_day_is_refused_and_one_with_it_stands(cast: Any, sign_in: Any) -> None:
    standard(cast.investment)
    row = screened(cast, project(), tax=("700", "wan"))
    client = sign_in(cast.investment)
    url = reverse("screening:condition", args=[row.key])
    given = {"text": "二期达标", "organisation": cast.organisation("clerk").pk}

    refused = client.post(url, given)
    client.post(url, {**given, "days": "90"})

    assert refused.status_code == 422
    assert Condition.objects.get().days == 90


def test_a_draft_begins_from_a_seeded_sheet_is_edited_and_put_in_force(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.investment)
    client.post(reverse("screening:new_standard"), {"from": "longchang-glass"})
    draft = Standard.objects.get()
    form = client.get(reverse("screening:edit_standard", args=[draft.key])).context
    sent = {name: form["form"].initial.get(name) or "" for name in form["form"].fields}
    sent |= {"industries": "玻璃, glass", "effective_from": today().isoformat(), "version": draft.version}
    sent |= {f"c-{k}": v for k, v in (("TOTAL_FORMS", 6), ("INITIAL_FORMS", 4))}
    for number, row in enumerate(draft.criteria):
        sent |= {f"c-{number}-{name}": value for name, value in row.items() if name != "label"}
    sent["c-1-threshold"] = "9"
    sent |= {"c-4-measure": "jobs", "c-4-kind": "hard", "c-4-op": ">=", "c-4-threshold": "50", "c-4-unit": "people"}

    answer = client.post(reverse("screening:edit_standard", args=[draft.key]), sent)
    client.post(reverse("screening:standard_act", args=[draft.key, "put"]))

    draft.refresh_from_db()
    assert answer.status_code == 302
    assert [(row["code"], row["threshold"]) for row in draft.criteria][1] == ("tax", "9")
    assert draft.criteria[4]["code"] == "jobs"
    assert draft.state == "set"


def test_a_row_whose_unit_does_not_measure_it_is_refused(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.investment)
    client.post(reverse("screening:new_standard"))
    draft = Standard.objects.get()
    sent = {"name": "x", "source": "y", "effective_from": today().isoformat(), "c-TOTAL_FORMS": 1, "c-INITIAL_FORMS": 0,
            "c-0-measure": "jobs", "c-0-kind": "hard", "c-0-op": ">=", "c-0-threshold": "5", "c-0-unit": "mu"}  # fmt: skip

    answer = client.post(reverse("screening:edit_standard", args=[draft.key]), sent)

    assert answer.status_code == 422
    assert Standard.objects.get().criteria == []


def test_the_page_of_a_draft_lists_who_would_turn(cast: Any, sign_in: Any) -> None:
    first = standard(cast.investment)
    weak = project("将转为不通过的项目")
    screened(cast, weak)
    values = {name: getattr(first, name) for name in ("name", "industries", "source")}
    values |= {"criteria": stricter(first.criteria), "effective_from": today() + timedelta(days=1)}
    draft = actions.draft(values=values, by=cast.investment)

    page = sign_in(cast.investment).get(reverse("screening:standard", args=[draft.key])).content.decode()

    assert weak.name in page


def test_the_list_shows_each_outcome_and_asks_few_questions(
    cast: Any, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    standard(cast.investment)
    for number in range(12):
        project(f"待评审 {number}")
    for number in range(6):
        screened(cast, project(f"已评审 {number}"))
    client = sign_in(cast.investment)
    client.get(reverse("screening:index"))

    with django_assert_max_num_queries(15):
        waiting = client.get(reverse("screening:index")).content.decode()
    with django_assert_max_num_queries(15):
        passed = client.get(reverse("screening:index") + "?tab=pass").content.decode()

    assert waiting.count("待评审 ") >= 12
    assert "已评审 3" in passed
    assert "待评审 3" not in passed


def test_a_screening_asks_few_questions(cast: Any, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    standard(cast.investment)
    row = screened(cast, project(), tax=("700", "wan"))
    client = sign_in(cast.investment)
    client.get(reverse("screening:detail", args=[row.key]))

    with django_assert_max_num_queries(20):
        client.get(reverse("screening:detail", args=[row.key]))


def without_money(user: User) -> None:
    for role in Role.objects.filter(code="auditor"):
        role.abilities = [name for name in role.abilities if name != "money.see"]
        role.save()


def test_amounts_are_not_shown_to_who_may_not_see_money(cast: Any, sign_in: Any) -> None:
    standard(cast.investment)
    row = screened(cast, project(), tax=("723", "wan"))
    client = sign_in(cast.auditor)
    seen = client.get(reverse("screening:detail", args=[row.key])).content.decode()
    without_money(cast.auditor)

    page = client.get(reverse("screening:detail", args=[row.key])).content.decode()

    assert "723" in seen
    for hidden in ("723", "7.23", "15,000", "800 万元"):
        assert hidden not in page


@pytest.mark.parametrize("who", ["outsider", "company", "bank"])
def test_the_outsider_is_refused(cast: Any, sign_in: Any, who: str) -> None:
    rules = standard(cast.investment)
    held = project()
    row = screened(cast, held)
    client = sign_in(getattr(cast, who))
    addresses = [
        reverse("screening:index"), reverse("screening:standards"), reverse("screening:standard", args=[rules.key]),
        reverse("screening:edit_standard", args=[rules.key]), reverse("screening:project", args=[held.key]),
        reverse("screening:detail", args=[row.key]), reverse("screening:figures", args=[row.key]),
        reverse("screening:panel", args=["project", held.key]),
    ]  # fmt: skip

    assert {client.get(address).status_code for address in addresses} == {403}


def test_a_project_that_is_not_open_to_a_reader_has_no_screening_for_them(cast: Any, sign_in: Any) -> None:
    standard(cast.investment)
    held = project("别处的项目")
    row = screened(cast, held)
    client = sign_in(cast.township)

    assert client.get(reverse("screening:detail", args=[row.key])).status_code == 404
    assert client.get(reverse("screening:project", args=[held.key])).status_code == 404
    assert held.name not in client.get(reverse("screening:index") + "?tab=all").content.decode()


def test_the_desk_shows_the_waiver_to_who_decides_and_not_to_who_proposed(cast: Any, sign_in: Any) -> None:
    standard(cast.investment)
    held = project("待豁免项目")
    row = screened(cast, held, tax=("700", "wan"))
    actions.propose(screening=row, reason="龙头", minutes=minutes(held, cast.officer), by=cast.officer, on=today())

    assert [w.screening for w in queries.waiting_waivers(cast.leader)] == [row]
    assert not queries.waiting_waivers(cast.officer)
    assert held.name in sign_in(cast.leader).get("/").content.decode()


def test_the_page_of_a_project_shows_the_gate_and_where_to_screen(cast: Any, sign_in: Any) -> None:
    standard(cast.investment)
    values = {"name": "玻璃瓶生产线", "industry": "玻璃制品", "stage": "discussion"}
    held = projects.create(values=values, by=cast.officer, on=today())

    page = sign_in(cast.officer).get(reverse("projects:detail", args=[held.key])).content.decode()

    assert reverse("screening:project", args=[held.key]) in page


def test_sending_a_form_twice_decides_once(cast: Any, sign_in: Any) -> None:
    standard(cast.investment)
    held = project()
    row = actions.begin(project=held, by=cast.investment, on=today())
    client = sign_in(cast.investment)
    client.post(reverse("screening:figures", args=[row.key]), TOLD)
    url = reverse("screening:decide", args=[row.key])

    answers = [client.post(url, {"idempotency_key": "once"}).status_code for _ in range(2)]
    again = [client.post(reverse("screening:begin", args=[held.key])).status_code for _ in range(2)]

    assert (answers, again) == ([302, 302], [302, 302])
    assert Screening.objects.filter(state="decided").count() == 1
    assert Screening.objects.filter(state="open").count() == 1


def test_the_gate_still_wants_the_minutes(cast: Any) -> None:
    standard(cast.investment)
    held = project()
    screened(cast, held)

    with pytest.raises(projects.GateClosed) as closed:
        projects.admit(project=held, by=cast.investment, on=today())

    assert closed.value.missing == ["evidence:minutes"]
