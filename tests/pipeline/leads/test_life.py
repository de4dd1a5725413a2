"""A lead from its registration: the clock stops step by step, units claim it, it is handed over with shares."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from qipan.core.models import AuditEntry, OutboxEvent
from qipan.notify.models import Message
from qipan.pipeline.leads import actions, queries
from qipan.pipeline.leads.models import Claim, Identity, Lead, Transfer
from tests.pipeline.leads.conftest import MONDAY, home

pytestmark = pytest.mark.django_db
TUESDAY, THURSDAY = date(2026, 11, 24), date(2026, 11, 26)


def test_a_registered_lead_has_its_days_and_its_units_first_contact(cast: Any, registered: Any) -> None:
    lead = registered()

    assert (lead.respond_by, lead.triage_by, lead.next_due) == (TUESDAY, THURSDAY, TUESDAY)
    assert (lead.first_unit, lead.first_contact_on) == (home(cast.township), MONDAY)
    assert [claim.unit for claim in lead.claims.all()] == [home(cast.township)]
    assert OutboxEvent.objects.filter(name__endswith="LeadRegistered").count() == 1


def test_nothing_in_the_leads_own_row_history_and_events_says_who_it_is(registered: Any) -> None:
    lead = registered()

    row = {f.name: str(getattr(lead, f.name)) for f in Lead._meta.fields}
    told = AuditEntry.objects.exclude(object_type="leads.identity")
    assert "星达" not in str(row) + str(lead)
    assert not [e for e in told if "星达" in f"{e.object_name}{e.changes}"]
    assert "星达" not in str(list(OutboxEvent.objects.values_list("payload", flat=True)))


def test_a_day_ahead_is_refused(registered: Any) -> None:
    with pytest.raises(actions.Future):
        registered(received_on=date(2026, 12, 1))


def test_respond_then_follow_then_answer_stops_the_clock(cast: Any, registered: Any) -> None:
    lead = registered()

    lead = actions.respond(by=cast.township, lead=lead, on=TUESDAY, words="已电话联系，约周五来")
    lead = actions.follow(by=cast.township, lead=lead, on=THURSDAY, reason="产业符合")
    assert lead.next_due == lead.answer_by
    lead = actions.answer_referrer(by=cast.township, lead=lead, on=THURSDAY)

    assert (lead.status, lead.triaged_on, lead.next_due) == ("followed", THURSDAY, None)
    assert Identity.objects.get(lead=lead).response.startswith("已电话")


def test_parked_comes_back_refused_needs_words_and_both_can_be_opened_again(cast: Any, registered: Any) -> None:
    lead, by = registered(referrer=""), cast.township

    with pytest.raises(actions.BadDay):
        actions.park(by=by, lead=lead, on=MONDAY, until=MONDAY, reason="等")
    with pytest.raises(actions.NoReason):
        actions.refuse(by=by, lead=lead, on=MONDAY, kind="sector", reason="  ")
    lead = actions.park(by=by, lead=lead, on=MONDAY, until=date(2027, 1, 4), reason="等规划调整")
    assert lead.next_due == date(2027, 1, 4)
    lead = actions.reopen(by=by, lead=lead, on=MONDAY, reason="规划已调整")
    lead = actions.refuse(by=by, lead=lead, on=MONDAY, kind="environment", reason="能耗超标")

    assert (lead.status, lead.refusal, lead.parked_until, lead.next_due) == ("refused", "environment", None, None)
    with pytest.raises(actions.NotNow):
        actions.follow(by=by, lead=lead, on=MONDAY)


def test_two_units_claim_and_the_office_decides_with_a_reason(cast: Any, registered: Any, other_township: Any) -> None:
    lead, theirs = registered(), home(other_township)
    claim = actions.lodge(
        by=other_township, lead=lead, unit=theirs, on=MONDAY, first_contact_on=date(2026, 11, 2), grounds="展会上先接触"
    )

    assert list(queries.to_decide(cast.investment)) == [lead]
    assert Message.objects.filter(user=cast.township, kind="lead").exists()
    seen = queries.claims_of(other_township, lead, knows=queries.knows(other_township, lead))
    assert [(c.claim.unit, c.grounds is not None) for c in seen] == [(theirs, True), (home(cast.township), False)]
    with pytest.raises(actions.NoReason):
        actions.decide(by=cast.investment, claim=claim, on=TUESDAY, reason="")
    with pytest.raises(actions.Twice):
        actions.lodge(by=other_township, lead=lead, unit=theirs, on=MONDAY, first_contact_on=MONDAY, grounds="再次")

    lead = actions.decide(by=cast.investment, claim=claim, on=TUESDAY, reason="签到簿为证")

    assert (lead.first_unit, lead.unit, lead.first_contact_on) == (theirs, theirs, date(2026, 11, 2))
    assert set(lead.claims.values_list("state", flat=True)) == {"upheld", "declined"}
    assert not queries.to_decide(cast.investment).exists()


def test_a_transfer_is_agreed_by_the_taker_and_the_shares_stand(
    cast: Any, registered: Any, other_township: Any
) -> None:
    lead, theirs = registered(), home(other_township)
    offer = {"taker": theirs, "why": "地块在槐南", "on": MONDAY}

    with pytest.raises(actions.BadShares):
        actions.propose(by=cast.township, lead=lead, giver_share=50, taker_share=60, **offer)
    with pytest.raises(actions.BadShares):
        actions.propose(by=cast.township, lead=lead, giver_share=5, taker_share=95, **offer)
    transfer = actions.propose(by=cast.township, lead=lead, giver_share=30, taker_share=70, **offer)
    with pytest.raises(actions.Waits):
        actions.propose(by=cast.township, lead=lead, giver_share=40, taker_share=60, **offer)
    with pytest.raises(actions.OwnHand):
        actions.agree(by=cast.township, transfer=transfer, on=TUESDAY)
    assert not queries.knows(other_township, lead)

    lead = actions.agree(by=other_township, transfer=transfer, on=TUESDAY)

    assert lead.unit == theirs
    assert queries.knows(other_township, lead)
    assert [(s.unit, int(s.percent), s.is_first) for s in queries.credit_of(lead)] == [
        (theirs, 70, False),
        (home(cast.township), 30, True),
    ]


def test_the_database_keeps_shares_at_a_hundred_and_a_second_person(
    cast: Any, registered: Any, other_township: Any
) -> None:
    lead, theirs = registered(), home(other_township)
    row = {
        "lead": lead,
        "giver": lead.unit,
        "taker": theirs,
        "why": "…",
        "proposed_on": MONDAY,
        "proposed_by": cast.township,
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(**row, giver_share=50, taker_share=60)
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(**row, giver_share=50, taker_share=50, state="agreed", answered_by=cast.township)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(lead=lead, unit=lead.unit, first_contact_on=MONDAY)


def test_two_leads_of_one_investor_become_one_and_the_seconds_contact_a_claim(
    cast: Any, registered: Any, other_township: Any
) -> None:
    first, second = registered(), registered(by=other_township, unit=home(other_township))

    done = actions.join(by=cast.investment, lead=second, into=first, on=TUESDAY, reason="同一投资方")

    assert (done.status, done.joined_to) == ("joined", first)
    assert {claim.unit for claim in first.claims.all()} == {home(cast.township), home(other_township)}


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"name": "岚州星达特种纸业有限责任公司"}, "name"),
        ({"name": "岚州星达特种纸业有限公司槐棠分公司"}, "name"),
        ({"name": "岚州星达（特种）纸业 有限公司"}, "name"),
        ({"name": "lanzhou xingda tezhong zhiye"}, "pinyin"),
        ({"name": "岚州星大特种纸业有限公司"}, "pinyin"),
        ({"name": "岚州晶达特种纸业有限公司"}, "near"),
        ({"name": "某老板", "phone": "+86 139-1234-5678"}, "phone"),
        ({"name": "另一家", "sector": "造纸", "amount_minor": 36_000_000_000}, "amount"),
    ],
)
def test_the_same_investor_written_otherwise_is_found(
    cast: Any, registered: Any, asked: dict[str, Any], why: str
) -> None:
    lead = registered()

    found = queries.leads_like(cast.investment, queries.Asked(**asked))

    assert [(match.lead, match.why, match.is_open) for match in found] == [(lead, why, False)]


def test_somebody_else_is_not_found(cast: Any, registered: Any) -> None:
    registered()

    assert not queries.leads_like(cast.investment, queries.Asked(name="岚州星达机器人有限公司", phone="13900000000"))
