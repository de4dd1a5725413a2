"""Pages of companies."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from qipan.territory.companies import actions
from qipan.territory.companies.models import Company, Contact

pytestmark = pytest.mark.django_db
CODE = "91310000MA1FL4XC9G"


@pytest.fixture
def firm() -> Company:
    return actions.register(
        by=None, name="白塔纸业有限公司", legal_person="温砚田", registered_capital_minor=771_300_000
    )


def test_the_list_shows_firms_and_finds_by_pinyin_initials(cast: Any, sign_in: Any, firm: Company) -> None:
    client = sign_in(cast.investment)

    found = client.get(reverse("companies:index"), {"q": "btzy"})
    none = client.get(reverse("companies:index"), {"q": "zzzz"}, headers={"HX-Request": "true"})

    assert "白塔纸业有限公司" in found.content.decode()
    assert "白塔纸业有限公司" not in none.content.decode()


def test_the_outsider_is_refused(cast: Any, sign_in: Any, firm: Company) -> None:
    client = sign_in(cast.outsider)

    assert client.get(reverse("companies:index")).status_code == 403
    assert client.get(reverse("companies:detail", args=[firm.key])).status_code == 404


def test_contacts_are_kept_from_those_who_may_not_see_them(cast: Any, sign_in: Any, firm: Company) -> None:
    actions.add_contact(by=None, company=firm, name="柏禾生", phone="13900000000")

    seen = sign_in(cast.investment).get(reverse("companies:detail", args=[firm.key])).content.decode()
    unseen = sign_in(cast.auditor).get(reverse("companies:detail", args=[firm.key])).content.decode()

    assert "13900000000" in seen
    assert "13900000000" not in unseen


def test_a_bank_does_not_read_the_registered_capital_without_the_ability(
    cast: Any, sign_in: Any, firm: Company
) -> None:
    from qipan.territory.orgs.models import Role

    Role.objects.filter(code="bank").update(abilities=["companies.see"])

    page = sign_in(cast.bank).get(reverse("companies:detail", args=[firm.key])).content.decode()

    assert firm.name in page
    assert "771.3" not in page
    assert "7.71" not in page


def test_a_wrong_credit_code_is_explained(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.investment)

    answer = client.post(reverse("companies:new"), {"name": "甲", "currency": "CNY", "credit_code": CODE[:-1] + "X"})

    assert answer.status_code == 422
    assert Company.objects.count() == 0


def test_a_firm_is_registered_with_its_code(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.investment)

    answer = client.post(
        reverse("companies:new"),
        {
            "name": "甲机器人有限公司",
            "currency": "CNY",
            "credit_code": CODE.lower(),
            "registered_capital_minor": "1,200.5",
        },
    )

    firm = Company.objects.get()
    assert answer.url == reverse("companies:detail", args=[firm.key])
    assert (firm.credit_code, firm.plain_name, firm.registered_capital_minor) == (
        CODE,
        "甲机器人",
        1_200_500 * 100 * 10,
    )


def test_two_people_editing_see_both_values_and_nothing_is_overwritten(cast: Any, sign_in: Any, firm: Company) -> None:
    client = sign_in(cast.investment)
    actions.change(by=None, company=firm, values={"legal_person": "祁筠"})
    form = {
        "name": firm.name,
        "currency": "CNY",
        "legal_person": "项衡舟",
        "registered_capital_minor": "771.3",
        "version": firm.version,
    }

    answer = client.post(reverse("companies:edit", args=[firm.key]), form)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "祁筠" in page
    assert "项衡舟" in page
    assert Company.objects.get().legal_person == "祁筠"


def test_a_contact_is_added_and_removed(cast: Any, sign_in: Any, firm: Company) -> None:
    client = sign_in(cast.investment)

    client.post(reverse("companies:new_contact", args=[firm.key]), {"name": "柏禾生", "phone": "1"})
    contact = Contact.objects.get()
    client.post(reverse("companies:remove_contact", args=[firm.key, contact.key]))

    assert not Contact.objects.exists()


def test_the_list_asks_a_constant_number_of_questions(
    cast: Any, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.investment)
    for number in range(30):
        actions.register(by=None, name=f"第{number}号有限公司")

    with django_assert_max_num_queries(16):
        client.get(reverse("companies:index"))
