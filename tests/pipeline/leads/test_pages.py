"""Pages of leads: who may open them, what a form keeps, what duplicates stop."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from qipan.pipeline.leads.models import Claim, Lead
from tests.pipeline.leads.conftest import INVESTOR, home

pytestmark = pytest.mark.django_db


def form(user: Any, **values: Any) -> dict[str, Any]:
    given = {
        "investor_text": INVESTOR, "content": "拟建特种纸生产线", "sector": "造纸", "amount_minor": "36000", "amount_kind": "total",
        "source": "person", "received_on": timezone.localdate().isoformat(), "unit": home(user).pk,
    }  # fmt: skip
    return {**given, **values}


@pytest.mark.parametrize("name", ["leads:index", "leads:new", "leads:export"])
@pytest.mark.parametrize("who", ["outsider", "bank", "company"])
def test_the_outsider_is_refused(cast: Any, sign_in: Any, name: str, who: str) -> None:
    assert sign_in(getattr(cast, who)).get(reverse(name)).status_code == 403


@pytest.mark.parametrize("who", ["outsider", "bank", "company"])
def test_the_outsider_is_refused_on_a_lead_and_its_acts(cast: Any, sign_in: Any, registered: Any, who: str) -> None:
    lead = registered()
    client = sign_in(getattr(cast, who))

    for name, extra in (("detail", []), ("edit", []), ("act", ["follow"])):
        assert client.get(reverse(f"leads:{name}", args=[lead.key, *extra])).status_code in (403, 404)


def test_a_lead_is_written_down_and_its_page_tells_the_story(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.township)

    answer = client.post(reverse("leads:new"), form(cast.township))
    page = client.get(answer["Location"]).content.decode()

    assert Lead.objects.get().first_unit == home(cast.township)
    assert INVESTOR in page
    assert "响应" in page


def test_the_same_investor_is_shown_before_saving_and_the_form_keeps_what_was_typed(
    cast: Any, sign_in: Any, registered: Any, other_township: Any
) -> None:
    registered()
    client = sign_in(other_township)
    typed = form(other_township, investor_text="岚州星达特种纸业有限责任公司")

    first = client.post(reverse("leads:new"), typed)
    page = first.content.decode()

    assert Lead.objects.count() == 1
    assert "岚州星达特种纸业有限责任公司" in page
    assert INVESTOR not in page
    assert str(home(cast.township)) in page
    client.post(reverse("leads:new"), {**typed, "sighted": first.context["sighted"]})
    assert Lead.objects.count() == 2


def test_instead_of_a_second_lead_the_unit_claims_the_first(
    cast: Any, sign_in: Any, registered: Any, other_township: Any
) -> None:
    lead = registered()
    client = sign_in(other_township)

    answer = client.post(reverse("leads:new"), form(other_township, claim=str(lead.key), grounds="展会上先接触"))
    page = client.get(answer["Location"]).content.decode()

    assert Claim.objects.filter(lead=lead, unit=home(other_township)).exists()
    assert Lead.objects.count() == 1
    assert INVESTOR not in page
    assert str(home(cast.township)) in page


@pytest.mark.parametrize(
    "name", ["respond", "follow", "park", "refuse", "experts", "answer", "transfer", "name", "open-up"]
)
def test_each_act_has_a_page(cast: Any, sign_in: Any, registered: Any, name: str) -> None:
    lead = registered()

    assert sign_in(cast.township).get(reverse("leads:act", args=[lead.key, name])).status_code == 200


def test_acts_of_others_are_refused(cast: Any, sign_in: Any, registered: Any, other_township: Any) -> None:
    lead = registered(region=home(other_township).region)
    client = sign_in(other_township)

    assert client.get(reverse("leads:detail", args=[lead.key])).status_code == 200
    assert client.get(reverse("leads:edit", args=[lead.key])).status_code == 403
    for name in ("respond", "follow", "transfer", "decide", "join"):
        assert client.post(reverse("leads:act", args=[lead.key, name]), {"reason": "…"}).status_code == 403


def test_a_lead_is_handed_over_through_its_page(cast: Any, sign_in: Any, registered: Any, other_township: Any) -> None:
    lead = registered()
    offer = {"taker": home(other_township).pk, "giver_share": 40, "taker_share": 60, "why": "地块在槐南"}
    sign_in(cast.township).post(reverse("leads:act", args=[lead.key, "transfer"]), offer)
    transfer = lead.transfers.get()

    sign_in(other_township).post(reverse("leads:transfer", args=[lead.key, transfer.key, "agree"]))

    lead.refresh_from_db()
    assert lead.unit == home(other_township)


def test_list_and_page_ask_few_questions(
    cast: Any, sign_in: Any, registered: Any, django_assert_max_num_queries: Any
) -> None:
    leads = [registered(investor_text=f"岚州星达{n}号有限公司", phone="") for n in range(5)]
    client = sign_in(cast.township)
    client.get(reverse("leads:index"))

    with django_assert_max_num_queries(22):
        client.get(reverse("leads:index"))
    with django_assert_max_num_queries(40):
        client.get(reverse("leads:detail", args=[leads[0].key]))
