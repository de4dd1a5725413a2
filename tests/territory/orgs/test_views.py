"""Pages of organisations, people, accounts and the audit chain."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from qipan.core.models import AuditEntry, User
from qipan.territory.orgs import accounts, actions
from qipan.territory.orgs.models import Membership, Organisation, Person, Role

pytestmark = pytest.mark.django_db


def test_everyday_pages_open_for_the_administrator(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.administrator)
    home, person = cast.organisation("clerk"), cast.clerk.person

    for address in (
        reverse("orgs:index"), reverse("orgs:people"), reverse("orgs:roles"), reverse("orgs:organisation", args=[home.key]),
        reverse("orgs:person", args=[person.key]), reverse("orgs:new"), reverse("orgs:new_person"), reverse("orgs:join"),
        reverse("orgs:edit", args=[home.key]), reverse("orgs:edit_person", args=[person.key]),
        reverse("orgs:hand_over", args=[Membership.objects.get(person=person).key]),
        reverse("orgs:leave", args=[Membership.objects.get(person=person).key]),
    ):  # fmt: skip
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("name", ["index", "people", "roles", "new", "new_person", "join", "audit"])
def test_the_outsider_is_refused(cast: Any, sign_in: Any, name: str) -> None:
    assert sign_in(cast.outsider).get(reverse(f"orgs:{name}")).status_code == 403


def test_a_clerk_looks_up_the_county_but_does_not_edit_it(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.clerk)

    assert client.get(reverse("orgs:index")).status_code == 200
    assert client.get(reverse("orgs:new")).status_code == 403


def test_an_auditor_does_not_read_phone_numbers(cast: Any, sign_in: Any) -> None:
    person = actions.add_person(by=None, name="虞煦", phone="13911112222")
    client = sign_in(cast.auditor)

    pages = [
        client.get(reverse("orgs:people")),
        client.get(reverse("orgs:person", args=[person.key])),
        client.get(reverse("orgs:audit")),
    ]

    assert all(page.status_code == 200 for page in pages)
    assert not any("13911112222" in page.content.decode() for page in pages)


def test_an_organisation_is_made_and_changed_in_pages(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.administrator)

    client.post(reverse("orgs:new"), {"name": "县林业局", "kind": "department", "aliases": "林业局\n林草局"})
    made = Organisation.objects.get(name="县林业局")
    client.post(
        reverse("orgs:edit", args=[made.key]),
        {"name": "县林业局", "short_name": "林业", "kind": "department", "version": 1},
    )

    made.refresh_from_db()
    assert made.short_name == "林业"
    assert made.version == 2


def test_a_person_gets_a_post_and_an_account_and_sets_a_password_by_the_link(
    cast: Any, sign_in: Any, settings: Any
) -> None:
    client = sign_in(cast.administrator)
    client.post(reverse("orgs:new_person"), {"name": "虞煦"})
    person = Person.objects.get(name="虞煦")
    home = cast.organisation("clerk")

    client.post(
        reverse("orgs:join"),
        {
            "person": person.pk,
            "organisation": home.pk,
            "role": Role.objects.get(code="department-clerk").pk,
            "since": "2026-01-01",
        },
    )
    page = client.post(reverse("orgs:open_account", args=[person.key]), {"username": "yuxu"}).content.decode()
    link = page.split('user-select-all">')[1].split("<")[0]
    newcomer = Client()
    step = newcomer.get(link, follow=True)
    form_address = step.redirect_chain[-1][0]
    newcomer.post(form_address, {"password1": "huai-tang-2026-yu", "password2": "huai-tang-2026-yu"})
    signed_in = newcomer.post(reverse("account_login"), {"login": "yuxu", "password": "huai-tang-2026-yu"})
    again = Client().get(link, follow=True)

    assert step.status_code == 200
    assert signed_in.status_code == 302
    assert newcomer.get(reverse("orgs:index")).status_code == 200
    assert "password1" not in again.content.decode()


def test_a_locked_account_loses_its_session_with_the_next_click(cast: Any) -> None:
    client = Client()
    client.force_login(cast.clerk, backend="django.contrib.auth.backends.ModelBackend")
    before = client.get(reverse("orgs:index")).status_code

    accounts.lock(by=cast.administrator, user=cast.clerk)
    after = client.get(reverse("orgs:index"))

    assert (before, after.status_code) == (200, 302)
    assert after.url.startswith(reverse("account_login"))


def test_a_change_of_role_holds_from_the_next_click(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.clerk)
    before = client.get(reverse("orgs:new")).status_code

    Membership.objects.filter(person__user=cast.clerk).update(role=Role.objects.get(code="administrator"))

    assert (before, client.get(reverse("orgs:new")).status_code) == (403, 200)


def test_nobody_locks_the_account_they_sit_in(cast: Any, sign_in: Any) -> None:
    me = cast.administrator

    sign_in(me).post(reverse("orgs:account_act", args=[me.person.key, "lock"]))

    assert User.objects.get(pk=me.pk).is_active


def test_acts_on_accounts_are_audited_and_the_link_is_not_stored(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.administrator)
    person = cast.clerk.person

    page = client.post(reverse("orgs:reset", args=[person.key]), {"idempotency_key": "a"})
    client.post(reverse("orgs:account_act", args=[person.key, "lock"]))
    client.post(reverse("orgs:account_act", args=[person.key, "unlock"]))

    link = page.content.decode().split('user-select-all">')[1].split("<")[0]
    actions_ = list(AuditEntry.objects.filter(object_type="core.user").values_list("action", flat=True).order_by("seq"))
    assert page["Cache-Control"] == "no-store"
    assert actions_ == ["account.reset-link", "account.lock", "account.unlock"]
    assert not AuditEntry.objects.filter(changes__icontains=link.rstrip("/").split("/")[-1]).exists()


def test_an_auditor_verifies_the_chain_and_an_alteration_is_found(cast: Any, sign_in: Any, monkeypatch: Any) -> None:
    from qipan.core import audit

    client = sign_in(cast.auditor)

    whole = client.post(reverse("orgs:verify"), headers={"HX-Request": "true"}).content.decode()
    monkeypatch.setattr(audit, "verify", lambda start=1: iter([audit.Break(3, "changes")]))
    broken = client.post(reverse("orgs:verify")).content.decode()

    assert "is-success" in whole
    assert "is-error" in broken


def test_the_audit_page_is_narrowed_by_who_and_when(cast: Any, sign_in: Any) -> None:
    actions.found(by=cast.officer, name="县林业局")
    client = sign_in(cast.auditor)

    found = client.get(reverse("orgs:audit"), {"who": "officer", "since": "2020-01-01"}).content.decode()
    none = client.get(reverse("orgs:audit"), {"until": "2020-01-01"}).content.decode()

    assert "县林业局" in found
    assert "县林业局" not in none


@pytest.mark.parametrize("name", ["index", "people", "audit"])
def test_lists_ask_a_constant_number_of_questions(
    cast: Any, sign_in: Any, django_assert_max_num_queries: Any, name: str
) -> None:
    actions.join(by=None, person=actions.add_person(by=None, name="审一"), organisation=cast.organisation("auditor"))
    client = sign_in(cast.auditor)
    for number in range(20):
        home = actions.found(by=None, name=f"第{number}局")
        actions.join(by=None, person=actions.add_person(by=None, name=f"人{number}"), organisation=home)

    with django_assert_max_num_queries(14):
        client.get(reverse(f"orgs:{name}"))
