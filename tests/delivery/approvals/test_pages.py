"""The pages: who opens them, what they show, how little they ask; and the whole story from questions to figures."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from qipan.delivery.approvals import actions, queries
from qipan.delivery.approvals.models import Case, Enquiry, Item
from tests.delivery.approvals.conftest import TODAY
from tests.delivery.approvals.test_rules import USUAL

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(cast: Any, project: Any, edition: Any) -> Enquiry:
    return actions.answer(by=cast.officer, project=project, answers=USUAL, start_on=TODAY)


def pages(case: Case) -> list[str]:
    project, item = case.project.key, case.item.key
    return [
        reverse("approvals:index"),
        reverse("approvals:case", args=[case.key]),
        reverse("approvals:know"),
        reverse("approvals:project", args=[project]),
        reverse("approvals:tracks", args=[project]),
        reverse("approvals:questions", args=[project]),
        reverse("approvals:authorities"),
        reverse("approvals:catalogue"),
        reverse("approvals:item", args=[item]),
        reverse("approvals:panel", args=["project", project]),
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_stands_in_both_languages_and_asks_little(
    cast: Any, sign_in: Any, case: Case, answered: Enquiry, language: str, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.officer)
    client.cookies["qipan_language"] = language
    for page in pages(case):
        with django_assert_max_num_queries(15):
            assert client.get(page).status_code == 200, page


def test_the_outsider_is_refused(cast: Any, sign_in: Any, case: Case) -> None:
    client = sign_in(cast.outsider)
    for page in [*pages(case), reverse("approvals:export"), reverse("approvals:act", args=[case.key, "accept"])]:
        assert client.get(page).status_code == 403, page


def test_a_firm_sees_its_own_cases_and_nobody_elses(
    cast: Any, sign_in: Any, case: Case, other: Any, items: dict[str, Item]
) -> None:
    foreign = actions.receive(by=cast.clerk, project=other, item=items["A4"], on=TODAY, today=TODAY)
    client = sign_in(cast.company)
    listed = client.get(reverse("approvals:index"), {"tab": "all"}).content.decode()

    assert case.project.name in listed
    assert other.name not in listed
    assert client.get(reverse("approvals:case", args=[case.key])).status_code == 200
    assert client.get(reverse("approvals:case", args=[foreign.key])).status_code == 404
    assert client.get(reverse("approvals:project", args=[other.key])).status_code == 404
    assert client.get(reverse("approvals:act", args=[case.key, "accept"])).status_code == 403
    assert client.get(reverse("approvals:receive", args=[case.project.key])).status_code == 403
    assert list(queries.visible_to(cast.company)) == [case]


def test_the_authority_sees_its_cases_of_projects_it_has_no_other_part_in(cast: Any, case: Case) -> None:
    from qipan.pipeline.projects import queries as projects

    assert not projects.visible_to(cast.clerk).filter(pk=case.project_id).exists()
    assert list(queries.visible_to(cast.clerk)) == [case]
    assert not queries.visible_to(cast.township).exists()
    assert not queries.visible_to(cast.bank).exists()


def test_another_authoritys_clerk_reads_no_acts_and_posts_none(cast: Any, sign_in: Any, case: Case) -> None:
    client = sign_in(cast.officer)  # handles cases elsewhere, reaches every record
    page = client.get(reverse("approvals:case", args=[case.key])).content.decode()

    assert "/accept/" not in page
    answer = client.post(reverse("approvals:act", args=[case.key, "accept"]), {"on": "2026-03-03"})
    assert answer.status_code == 403
    assert Case.objects.get().status == "received"


def test_what_is_wrong_in_a_form_is_said_and_nothing_written(cast: Any, sign_in: Any, case: Case) -> None:
    client = sign_in(cast.clerk)
    page = reverse("approvals:act", args=[case.key, "accept"])

    assert client.post(page, {"on": "2026-02-01"}).status_code == 422
    assert client.post(page, {"on": "2099-02-01"}).status_code == 422
    assert (
        client.post(
            reverse("approvals:act", args=[case.key, "decide"]), {"on": "2026-03-03", "outcome": "approved"}
        ).status_code
        == 422
    )
    assert client.get(reverse("approvals:act", args=[case.key, "explode"])).status_code == 404
    assert Case.objects.get().status == "received"


def test_the_questions_are_prefilled_from_the_record_and_gaps_are_refused(
    cast: Any, sign_in: Any, project: Any, edition: Any
) -> None:
    client = sign_in(cast.officer)
    page = reverse("approvals:questions", args=[project.key])

    asked = client.get(page).content.decode()
    assert asked.count("q-ask-why") == 12
    assert client.post(page, {"start_on": "2026-03-20", "funding": "enterprise"}).status_code == 422
    assert not Enquiry.objects.exists()


def test_a_catalogue_is_kept_in_a_page_by_who_may(
    cast: Any, sign_in: Any, edition: Any, items: dict[str, Item]
) -> None:
    keeper = sign_in(cast.officer)
    copied = keeper.post(
        reverse("approvals:copy_edition", args=[edition.key]),
        {"name": "2026版", "effective_from": "2026-01-01", "source": "县发〔2026〕1号", "acceptance_days": "5"},
    )
    item = Item.objects.get(edition__name="2026版", code="A4")
    form = {
        "code": "A4", "name": item.name, "phase": item.phase, "promised_days": "2", "outside_days": "0", "handover_days": "1",
        "needs": "A3.auction", "when": "land=auction", "authority": item.authority_id, "version": item.version,
    }  # fmt: skip
    page = reverse("approvals:edit_item", args=[item.key])

    assert copied.status_code == 302
    assert keeper.post(page, {**form, "when": "land=moon"}).status_code == 422
    assert keeper.post(page, form).status_code == 302
    item.refresh_from_db()
    assert (item.promised_days, item.needs, item.when) == (2, ["A3.auction"], [{"land": ["auction"]}])
    assert sign_in(cast.clerk).get(page).status_code == 403


def test_the_ledger_goes_out_and_comes_back(cast: Any, sign_in: Any, case: Case, items: dict[str, Item]) -> None:
    actions.accept(by=cast.clerk, case=case, on=date(2026, 3, 3), today=TODAY)
    answer = sign_in(cast.officer).get(reverse("approvals:export"), {"tab": "all"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active

    head, row = list(sheet.iter_rows(values_only=True))
    assert len(head) == 20
    assert row[1] == case.project.name


def test_the_story_from_questions_to_figures(cast: Any, sign_in: Any, project: Any, edition: Any) -> None:
    """A firm asks, sees what parallel handling saves, applies; the authority accepts, stops the clock, decides; the figures show it."""
    today = timezone.localdate()
    firm = sign_in(cast.company)
    answers = {k: v for k, v in USUAL.items() if k != "site"} | {"start_on": today.isoformat()}
    asked = firm.post(reverse("approvals:questions", args=[project.key]), answers)
    plan = firm.get(asked.url).content.decode()
    assert "134" in plan
    assert "41" in plan
    assert firm.get(reverse("approvals:tracks", args=[project.key])).status_code == 200

    clerk = sign_in(cast.clerk)
    item = Item.objects.get(code="A6.form")
    day = lambda n: (today - timedelta(days=n)).isoformat()  # noqa: E731
    # The clerk's authority has no part in the project yet: the office that files for firms records the receipt.
    office = sign_in(cast.officer)
    came = office.post(
        reverse("approvals:receive", args=[project.key]), {"item": item.pk, "on": day(40), "number": "SL-1"}
    )
    case = Case.objects.get()
    assert came.url == reverse("approvals:case", args=[case.key])

    clerk = sign_in(cast.clerk)

    def act(name: str, **given: str) -> None:
        answer = clerk.post(reverse("approvals:act", args=[case.key, name]), given)
        assert answer.status_code == 302, answer.content.decode()

    act("accept", on=day(39))
    act("pause", on=day(38), kind="supplement", reason="公众参与说明缺页")
    firm = sign_in(cast.company)
    page = firm.get(reverse("approvals:case", args=[case.key])).content.decode()
    assert "公众参与说明缺页" in page
    assert "公众参与说明缺页" in firm.get(reverse("desk:index")).content.decode()
    clerk = sign_in(cast.clerk)
    act("resume", on=day(33))
    act("decide", on=day(30), outcome="approved", document="环审〔2026〕3号")

    case.refresh_from_db()
    (speed,) = queries.by_authority(queries.visible_to(cast.officer), on=today)
    assert (speed.decided, speed.used, speed.promised, speed.statutory) == (1, case.used_days, 7, 30)
    figures = sign_in(cast.leader).get(reverse("approvals:authorities")).content.decode()
    assert cast.organisation("clerk").name in figures
    assert "环审〔2026〕3号" in clerk.get(reverse("approvals:case", args=[case.key])).content.decode()


def test_thresholds_and_ceilings_of_an_edition_are_changed_in_its_form(cast: Any, sign_in: Any, edition: Any) -> None:
    client, url = sign_in(cast.officer), reverse("approvals:edit_edition", args=[edition.key])
    sent = {
        "name": edition.name, "effective_from": edition.effective_from.isoformat(), "source": edition.source, "acceptance_days": "5",
        "energy_tce": "2000", "energy_mwh": "5000", "soil_ha": "4.5", "version": str(edition.version),
        "ceilings": "全国（2019） | National (2019) | 120 | any",
    }  # fmt: skip

    wrong = client.post(url, sent | {"ceilings": "全国 | 120"})
    done = client.post(url, sent)

    assert wrong.status_code == 422
    assert done.status_code == 302
    edition.refresh_from_db()
    assert edition.thresholds == {"energy_tce": 2000, "energy_mwh": 5000, "soil_ha": 4.5}
    assert edition.ceilings == [{"name": "全国（2019）", "name_en": "National (2019)", "days": 120, "track": "any"}]


def test_a_copy_takes_what_its_form_says(cast: Any, sign_in: Any, edition: Any) -> None:
    client = sign_in(cast.officer)
    sent = {
        "name": "新目录",
        "effective_from": "2026-12-01",
        "source": "新文",
        "acceptance_days": "3",
        "energy_tce": "900",
        "ceilings": "",
    }

    assert client.post(reverse("approvals:copy_edition", args=[edition.key]), sent).status_code == 302

    made = type(edition).objects.get(name="新目录")
    assert (made.acceptance_days, made.thresholds, made.ceilings) == (3, {"energy_tce": 900}, [])
    assert made.items.count() == edition.items.count()
