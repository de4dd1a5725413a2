"""Projects on the pages of firms, parks and chains."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from qipan.pipeline.plans import actions as plans
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.models import StageMove, Submission
from qipan.territory.chains.models import Chain


def test_a_chain_shows_its_projects_as_far_as_the_reader_sees_them(make: Any, cast: Any, sign_in: Any) -> None:
    chain = Chain.objects.create(name="造纸")
    make("链上的", chain=chain)
    make("别的")
    url = reverse("projects:panel", args=["chain", chain.key])

    seen = sign_in(cast.leader).get(url, headers={"HX-Request": "true"}).content.decode()
    hidden = sign_in(cast.clerk).get(url).content.decode()

    assert "链上的" in seen
    assert "别的" not in seen
    assert "链上的" not in hidden
    assert sign_in(cast.outsider).get(url).status_code == 403


def test_the_chains_page_leaves_a_place_for_them(make: Any, cast: Any, sign_in: Any) -> None:
    chain = Chain.objects.create(name="造纸")

    page = sign_in(cast.leader).get(reverse("chains:detail", args=[chain.key])).content.decode()

    assert reverse("projects:panel", args=["chain", chain.key]) in page


def test_a_plan_shows_what_was_confirmed_of_it_and_nothing_else(make: Any, cast: Any, sign_in: Any) -> None:
    today, clerk = timezone.localdate(), cast.organisation("clerk")
    plan = plans.adopt(by=cast.officer, year=today.year, kind="construction", title="建设计划", paper="")
    plans.set_target(by=cast.officer, plan=plan, indicator="starts", value=4)
    plans.set_target(by=cast.officer, plan=plan, indicator="starts", value=2, organisation=clerk, month=today.month)
    for number, basis in enumerate(("confirmed", "confirmed", "taken")):
        project = make(f"项目{number}", stage="started", lead_org=clerk if number else None)
        if basis == "confirmed":
            step = {"project": project, "before": "preparation", "after": "started", "on": today}
            row = Submission.objects.create(
                **step, by=cast.investment, decided_by=cast.officer, decided_on=today, state="confirmed"
            )
            StageMove.objects.create(**step, by=cast.officer, basis=basis, submission=row)

    [(_indicator, [county, office])] = queries.reached(plan, today)
    client = sign_in(cast.leader)
    page = client.get(reverse("plans:detail", args=[plan.key])).content.decode()
    url = reverse("projects:plan_panel", args=["plan", plan.key])

    assert (county.asked, county.done, county.share) == (4, 2, 50)
    assert (office.label, office.due, office.done, office.is_behind) == (str(clerk), 2, 1, True)
    assert url in page
    assert client.get(url).status_code == 200
    assert sign_in(cast.outsider).get(url).status_code == 403
