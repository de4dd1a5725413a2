"""The pages: who may open them, what they say, how often they ask."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from qipan.oversight.supervision import actions
from qipan.oversight.supervision.models import LightException, Notice
from qipan.pipeline.checkups import actions as checkups
from qipan.pipeline.checkups.models import Finding
from qipan.pipeline.projects.models import LightReading, Project
from qipan.territory.tasks import actions as tasks
from tests.oversight.supervision.conftest import ISSUED

DUE = date(2026, 11, 30)
PAGES = ("index", "wall", "notices")


def test_the_outsider_and_the_bank_are_refused(cast: Any, sign_in: Any, issued: Any) -> None:
    notice = issued()
    for who in ("outsider", "bank", "company", "administrator"):
        client = sign_in(getattr(cast, who))
        doors = [reverse(f"supervision:{page}") for page in PAGES] + [reverse("supervision:notice", args=[notice.key])]
        assert [client.get(door).status_code for door in doors] == [403] * 4
    assert sign_in(cast.park_manager).get(reverse("supervision:notice", args=[notice.key])).status_code == 404


def test_a_leader_sees_what_is_red_why_and_whose_move(cast: Any, sign_in: Any, issued: Any) -> None:
    notice = issued()
    unit = str(cast.organisation("clerk"))

    for page in ("index", "wall"):
        text = sign_in(cast.leader).get(reverse(f"supervision:{page}")).content.decode()
        assert all(words in text for words in ("白塔特种纸项目", unit, "75%")), page
    assert notice.number in sign_in(cast.leader).get(reverse("supervision:notices")).content.decode()


def test_the_wall_shows_no_telephone_number(cast: Any, sign_in: Any, red: Any) -> None:
    Project.objects.filter(pk=red.pk).update(lead_phone="13800001111", owner_phone="03191234567")

    text = sign_in(cast.leader).get(reverse("supervision:wall")).content.decode()

    assert "白塔特种纸项目" in text
    assert "13800001111" not in text
    assert "03191234567" not in text


def test_the_wall_and_the_list_are_narrowed_by_the_address(cast: Any, sign_in: Any, red: Any) -> None:
    client = sign_in(cast.leader)
    here = reverse("supervision:wall")

    assert "白塔" in client.get(here, {"unit": red.lead_org_id}).content.decode()
    assert "白塔" not in client.get(here, {"unit": cast.organisation("leader").pk}).content.decode()
    assert "白塔" not in client.get(here, {"light": "yellow"}).content.decode()


def test_a_notice_goes_its_way_through_the_pages(cast: Any, sign_in: Any, red: Any) -> None:
    office, unit = cast.officer, cast.organisation("clerk")
    new = reverse("supervision:new") + f"?project={red.key}"
    begun = sign_in(office).get(new).context["form"]
    sign_in(office).post(new, {
        "title": "加快建设", "basis": "light", "colour": "blue", "project": red.pk, "reason": "x", "demand": "y", "lead": unit.pk,
    })  # fmt: skip
    notice = Notice.objects.get()
    page = reverse("supervision:notice", args=[notice.key])
    sign_in(office).post(reverse("supervision:issue", args=[notice.key]), {"due_on": ""})
    branch = notice.branches.get()
    empty = sign_in(cast.clerk).post(reverse("supervision:reply", args=[branch.key]), {"text": ""})
    by_other = sign_in(office).post(reverse("supervision:reply", args=[branch.key]), {"text": "x"})
    sign_in(cast.clerk).post(reverse("supervision:reply", args=[branch.key]), {"text": "已完成"})
    refused = sign_in(cast.clerk).post(reverse("supervision:verify", args=[branch.key]))
    sign_in(cast.leader).post(reverse("supervision:verify", args=[branch.key]))
    sheet = sign_in(cast.clerk).get(reverse("supervision:sheet", args=[notice.key]))
    sign_in(office).post(reverse("supervision:close", args=[notice.key]))

    notice.refresh_from_db()
    assert begun.initial["lead"] == unit.pk
    assert (empty.status_code, by_other.status_code, refused.status_code, sheet.status_code) == (422, 403, 403, 200)
    assert (notice.state, sign_in(cast.clerk).get(page).status_code) == ("closed", 200)


def test_a_notice_is_drafted_from_a_task_and_shown_on_its_page(cast: Any, sign_in: Any) -> None:
    task = tasks.assign(by=cast.leader, title="核对备案号", organisation=cast.organisation("clerk"), due_on=ISSUED)
    office = sign_in(cast.officer)
    new = reverse("supervision:new") + f"?task={task.key}"

    form = office.get(new).context["form"]
    office.post(new, {"title": "核对备案号", "basis": "minutes", "colour": "blue", "lead": form.initial["lead"]})
    panel = office.get(reverse("supervision:panel", args=["task", task.key]), headers={"HX-Request": "true"})

    assert Notice.objects.get().origin_key == task.key
    assert "核对备案号" in panel.content.decode()


def test_a_notice_begins_from_a_check_up_finding_with_its_figures(cast: Any, sign_in: Any, red: Any) -> None:
    Project.objects.filter(pk=red.pk).update(total_minor=10**9, done_minor=2 * 10**9)
    checkups.check([red.pk], on=ISSUED)
    finding = Finding.objects.filter(project=red).first()
    office = sign_in(cast.officer)

    page = office.get(reverse("checkups:finding", args=[finding.key])).content.decode()
    panel = office.get(reverse("supervision:panel", args=["finding", finding.key])).content.decode()
    new = f"{reverse('supervision:new')}?finding={finding.key}"
    form = office.get(new).context["form"]
    office.post(new, {**form.initial, "colour": "blue"})
    after = office.get(reverse("supervision:panel", args=["finding", finding.key])).content.decode()

    notice = Notice.objects.get()
    assert reverse("supervision:panel", args=["finding", finding.key]) in page
    assert f"?finding={finding.key}" in panel
    assert (notice.basis, notice.project, notice.origin_key, notice.origin_type) == (
        "finding", red, finding.key, "checkups.finding",
    )  # fmt: skip
    assert notice.branches.get().organisation == red.lead_org
    assert notice.reason
    assert str(notice) in after
    assert sign_in(cast.outsider).get(reverse("supervision:panel", args=["finding", finding.key])).status_code == 403
    assert (
        sign_in(cast.park_manager).get(reverse("supervision:panel", args=["finding", finding.key])).status_code == 404
    )


def test_a_projects_panel_shows_lights_reasons_and_other_systems_apart(
    cast: Any, sign_in: Any, red: Any, issued: Any
) -> None:
    issued()
    LightReading.objects.create(project=red, system="UK GMPP", on=ISSUED, colour="Amber/Green")
    office = sign_in(cast.officer)
    office.post(
        reverse("supervision:except", args=[red.key]),
        {"reason": "汛期停工", "since": "2026-11-02", "until": "2099-11-30", "document": ""},
    )

    text = office.get(reverse("supervision:panel", args=["project", red.key])).content.decode()

    assert LightException.objects.get().by == cast.officer
    assert all(words in text for words in ("汛期停工", "UK GMPP", "Amber/Green", "督〔2026〕1号", 'class="is-red"'))
    assert sign_in(cast.bank).get(reverse("supervision:panel", args=["project", red.key])).status_code == 403


@pytest.mark.parametrize("who", ["leader", "clerk"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_at_most_fifteen_questions(
    cast: Any, sign_in: Any, red: Any, issued: Any, page: str, who: str, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        issued()
    actions.escalate_overdue(on=red.light_since.replace(day=28))
    client = sign_in(getattr(cast, who))
    client.get(reverse(f"supervision:{page}"))

    with django_assert_max_num_queries(15):
        client.get(reverse(f"supervision:{page}"))


@pytest.mark.parametrize("who", ["officer", "township"])
@pytest.mark.parametrize("page", ["notice", "sheet"])
def test_one_notice_asks_at_most_fifteen_questions_too(
    cast: Any, sign_in: Any, issued: Any, page: str, who: str, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(getattr(cast, who))
    notice = issued()
    for branch in notice.branches.all():
        person = cast.clerk if branch.part == "lead" else cast.township
        actions.ask_for_time(branch=branch, by=person, on=ISSUED, until=DUE, reason="等待环评")
        actions.reply(branch=branch, by=person, on=ISSUED, text="已协调")
        actions.send_back(branch=branch, by=cast.officer, on=ISSUED, words="无具体时限")
        actions.summon(notice=notice, branch=branch, by=cast.officer, on=ISSUED, due_on=DUE)
    here = reverse(f"supervision:{page}", args=[notice.key])
    client.get(here)

    with django_assert_max_num_queries(15):
        assert client.get(here).status_code == 200
