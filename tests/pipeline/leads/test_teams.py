"""Teams: who belongs to them and so may know, what they promised, when silence is asked about. Nobody is counted or ranked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from qipan.core.models import User
from qipan.notify.models import Message
from qipan.pipeline.leads import queries
from qipan.pipeline.leads.actions import teams as acts
from qipan.pipeline.leads.models import Interaction, Lead, Promise, Team, TeamMember, Visit
from qipan.pipeline.leads.queries import teams as asking
from qipan.territory.chains import actions as chains
from qipan.territory.orgs.models import Person

pytestmark = pytest.mark.django_db
INVESTOR = "岚州星达特种纸业有限公司"
TODAY = timezone.localdate()


def person(user: User) -> Person:
    return Person.objects.get(user=user)


@pytest.fixture
def team(cast: Any) -> Team:
    """A team by city with one member: the investment officer."""
    made = acts.set_up(by=None, name="岚州招商组", kind="city", city="岚州市")
    acts.join_team(by=None, team=made, person=person(cast.investment), since=TODAY - timedelta(days=100))
    return made


@pytest.fixture
def lead(cast: Any, team: Team, registered: Callable[..., Lead]) -> Lead:
    made = registered(on=TODAY - timedelta(days=60), team=team)
    Lead.objects.filter(pk=made.pk).update(status="followed", unit=None)
    made.refresh_from_db()
    return made


def test_an_investor_is_open_to_members_while_they_are_members(cast: Any, team: Team, lead: Lead) -> None:
    member = team.members.get()

    assert queries.knows(cast.investment, lead)
    acts.leave_team(by=None, member=member, until=TODAY - timedelta(days=1))
    assert not queries.knows(cast.investment, lead)


def test_nobody_is_twice_in_a_team_on_one_day(cast: Any, team: Team) -> None:
    member = team.members.get()
    acts.leave_team(by=None, member=member, until=TODAY)

    with pytest.raises(acts.Member):
        acts.join_team(by=None, team=team, person=member.person, since=TODAY)
    acts.join_team(by=None, team=team, person=member.person, since=TODAY + timedelta(days=1))
    assert TeamMember.objects.count() == 2


def test_what_was_said_is_open_to_the_team_and_hidden_from_others(
    cast: Any, sign_in: Any, team: Team, lead: Lead
) -> None:
    visit = acts.plan_visit(by=cast.investment, team=team, on=TODAY, place="岚州市", purpose="造纸企业走访")
    acts.write_contact(
        by=cast.investment, team=team, on=TODAY, lead=lead, visit=visit, firm=INVESTOR, words="谈用地", promised="给星达报价", due_on=TODAY
    )  # fmt: skip
    address = reverse("leads:team", args=[team.key])

    inside = sign_in(cast.investment).get(address).content.decode()
    outside = [sign_in(user).get(address).content.decode() for user in (cast.officer, cast.leader, cast.auditor)]

    assert all(words in inside for words in (INVESTOR, "谈用地", "给星达报价"))
    for page in outside:
        assert not any(words in page for words in (INVESTOR, "谈用地", "给星达报价"))
        assert "造纸企业走访" in page
    assert [trip.hidden for trip in asking.visits(cast.officer, team, on=TODAY)] == [1]


def test_a_firm_that_is_no_lead_yet_was_met_on_a_visit(cast: Any, sign_in: Any, team: Team) -> None:
    visit = acts.plan_visit(by=cast.investment, team=team, on=TODAY, place="岚州市")
    acts.write_contact(by=cast.investment, team=team, on=TODAY, visit=visit, firm=INVESTOR, words="谈配套")

    page = sign_in(cast.investment).get(reverse("leads:team", args=[team.key])).content.decode()

    assert page.count(INVESTOR) == 2


def test_the_lead_s_panel_tells_contacts_to_who_may_know(cast: Any, sign_in: Any, team: Team, lead: Lead) -> None:
    acts.write_contact(by=cast.investment, team=team, on=TODAY, lead=lead, firm=INVESTOR, words="谈用地")
    address = reverse("leads:panel", args=["lead", lead.key])

    assert "谈用地" in sign_in(cast.investment).get(address).content.decode()
    assert "谈用地" not in sign_in(cast.officer).get(address).content.decode()


def test_a_promise_waits_until_it_is_kept_once(cast: Any, sign_in: Any, team: Team, lead: Lead) -> None:
    who = person(cast.investment)
    made = acts.promise(
        by=cast.investment, team=team, words="报价", due_on=TODAY - timedelta(days=1), lead=lead, person=who
    )
    client = sign_in(cast.investment)

    waiting = list(asking.promises_of(cast.investment, TODAY))
    client.post(reverse("leads:promise", args=[made.key]), {"words": "已发函"})
    made.refresh_from_db()

    assert waiting == [made]
    assert (made.done_on, made.done_words) == (TODAY, "已发函")
    with pytest.raises(acts.Kept):
        acts.keep(by=None, promise=made, words="again", on=TODAY)


def test_a_promise_of_which_one_may_not_know_does_not_exist(cast: Any, sign_in: Any, team: Team, lead: Lead) -> None:
    made = acts.promise(by=cast.investment, team=team, words="报价", due_on=TODAY, lead=lead)

    assert sign_in(cast.township).get(reverse("leads:promise", args=[made.key])).status_code in (403, 404)


def test_silence_is_asked_about_once_and_again_only_after_a_new_silence(cast: Any, team: Team, lead: Lead) -> None:
    assert acts.ask_silent(on=TODAY) == 1
    assert acts.ask_silent(on=TODAY) == 0
    assert acts.ask_silent(on=TODAY + timedelta(days=20)) == 0

    acts.write_contact(by=cast.investment, team=team, on=TODAY, lead=lead, firm=INVESTOR)
    assert acts.ask_silent(on=TODAY + timedelta(days=30)) == 0
    assert acts.ask_silent(on=TODAY + timedelta(days=31)) == 1
    assert {m.user for m in Message.objects.filter(kind="lead-silent")} == {cast.investment}
    assert not any(INVESTOR in str(m.figures) for m in Message.objects.all())


def test_parked_refused_and_fresh_leads_are_not_asked_about(cast: Any, team: Team, lead: Lead) -> None:
    for status in ("open", "parked", "refused", "project"):
        values = {"parked_until": TODAY, "refusal": "other", "reason": "x"}
        Lead.objects.filter(pk=lead.pk).update(status=status, **values)
        assert acts.ask_silent(on=TODAY) == 0
    Lead.objects.filter(pk=lead.pk).update(status="followed", responded_on=TODAY)
    assert acts.ask_silent(on=TODAY) == 0


def test_the_pipeline_shows_how_far_leads_came_and_how_long_they_were_silent(cast: Any, team: Team, lead: Lead) -> None:
    found = asking.pipeline(cast.investment, team, on=TODAY)

    assert [step.count for step in found.steps] == [1, 1, 1, 0]
    assert found.silent_ids == {lead.pk}
    assert [count for _start, _end, count in found.bands] == [0, 0, 1, 0]


def test_a_team_writes_no_contact_on_another_team_s_lead(cast: Any, team: Team, lead: Lead) -> None:
    other = acts.set_up(by=None, name="望澍招商组", kind="city", city="望澍市")

    with pytest.raises(acts.Foreign):
        acts.write_contact(by=None, team=other, on=TODAY, lead=lead)


def test_a_team_is_set_up_filled_and_put_to_work_in_pages(cast: Any, sign_in: Any) -> None:
    chain = chains.open_chain(by=None, name="造纸")
    client = sign_in(cast.investment)
    refused = client.post(reverse("leads:new_team"), {"name": "造纸招商组", "kind": "chain"})
    client.post(reverse("leads:new_team"), {"name": "造纸招商组", "kind": "chain", "chain": chain.pk})
    team = Team.objects.get()
    client.post(reverse("leads:new_member", args=[team.key]), {"person": person(cast.township).pk, "since": TODAY})
    client.post(
        reverse("leads:new_visit", args=[team.key]), {"direction": "out", "on": TODAY, "days": 3, "place": "泊宁市"}
    )
    visit = Visit.objects.get()
    client.post(
        reverse("leads:new_contact", args=[team.key]),
        {"on": TODAY, "kind": "visit", "visit": visit.pk, "firm": "泊宁纸机", "promised": "寄资料", "due_on": TODAY},
    )

    assert refused.status_code == 422
    assert team.members.count() == 1
    assert visit.last_on == TODAY + timedelta(days=2)
    assert Interaction.objects.get().visit == visit
    assert Promise.objects.get().interaction == Interaction.objects.get()


PAGES = ("team", "edit_team", "new_member", "new_visit", "new_contact", "new_promise")


def test_the_outsider_is_refused_and_only_the_office_says_who_belongs(cast: Any, sign_in: Any, team: Team) -> None:
    visit = acts.plan_visit(by=None, team=team, on=TODAY)
    addresses = [
        reverse("leads:teams"), reverse("leads:new_team"), *(reverse(f"leads:{name}", args=[team.key]) for name in PAGES),
        reverse("leads:visit", args=[visit.key]), reverse("leads:end_member", args=[team.members.get().key]),
    ]  # fmt: skip

    outsider = {sign_in(cast.outsider).get(address).status_code for address in addresses}
    township = [sign_in(cast.township).get(address).status_code for address in addresses]

    assert outsider == {403}
    assert township == [200, 403, 200, 403, 403, 403, 403, 403, 403, 403]


COUNTED = re.compile(r"log_?in|call|kilomet|km|distance|rank|score", re.IGNORECASE)


def test_no_field_and_no_figure_counts_log_ins_calls_or_kilometres(cast: Any, team: Team) -> None:
    acts.set_up(by=None, name="安州招商组", kind="city", city="安州市")
    for number in range(3):
        acts.plan_visit(by=None, team=team, on=TODAY + timedelta(days=number))
    fields = [f.name for model in (Team, TeamMember, Visit, Interaction, Promise) for f in model._meta.get_fields()]
    shown = [name for kind in (asking.Summary, asking.Pipeline, asking.Trip) for name in kind.__slots__]

    assert not [name for name in (*fields, *shown) if COUNTED.search(name)]
    names = [one.team.name for one in asking.teams(cast.investment, on=TODAY)]
    assert names == sorted(names)


def test_a_team_s_page_asks_a_constant_number_of_questions(
    cast: Any, sign_in: Any, team: Team, registered: Callable[..., Lead], django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        made = registered(
            on=TODAY - timedelta(days=number), team=team, investor_text=f"企业{number}", phone=f"1391234{number:04}"
        )
        visit = acts.plan_visit(by=cast.investment, team=team, on=date(2026, 11, 1 + number))
        acts.write_contact(by=cast.investment, team=team, on=TODAY, lead=made, visit=visit, promised="x", due_on=TODAY)
    client = sign_in(cast.investment)
    client.get(reverse("leads:team", args=[team.key]))

    with django_assert_max_num_queries(24):
        client.get(reverse("leads:team", args=[team.key]))
    with django_assert_max_num_queries(15):
        client.get(reverse("leads:teams"))
