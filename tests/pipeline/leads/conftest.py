"""A county of leads: two townships with somebody in each, a chain team, a lead registered by the first township."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from qipan.core.models import User
from qipan.pipeline.leads import actions
from qipan.pipeline.leads.models import Lead
from qipan.territory.orgs import actions as orgs
from qipan.territory.orgs.models import Organisation, Role

MONDAY = date(2026, 11, 23)
INVESTOR = "岚州星达特种纸业有限公司"
PHONE = "13912345678"


@pytest.fixture
def other_township(cast: Any) -> User:
    """A second township with its officer."""
    region = orgs.add_region(by=None, code="139902", name="槐南镇")
    home = orgs.found(by=None, name="槐南镇人民政府", kind=Organisation.Kind.TOWNSHIP, region=region)
    user = User.objects.create(username="huainan", display_name="槐南")
    person = orgs.add_person(by=None, name="槐南", user=user)
    orgs.join(by=None, person=person, organisation=home, role=Role.objects.get(code="township"))
    return user


@pytest.fixture
def registered(cast: Any) -> Callable[..., Lead]:
    """`registered(sector="造纸")` → a lead of the first township."""

    def register(by: User | None = None, on: date = MONDAY, **values: Any) -> Lead:
        who = by or cast.township
        given = {
            "investor_text": INVESTOR, "phone": PHONE, "contact": "贺某", "content": "拟建特种纸生产线", "sector": "造纸",
            "amount_minor": 36_000_000_000, "unit": home(who), "referrer": "商会",
        }  # fmt: skip
        return actions.register(by=who, on=on, values={**given, **values})

    return register


def home(user: User) -> Organisation:
    return Organisation.objects.get(memberships__person__user=user)
