"""The directories of the example county are let in with no question, twice without a change, and taken back whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from qipan.exchange import actions as exchange
from qipan.exchange.models import Batch
from qipan.pipeline.plans.models import Plan, Target
from qipan.territory.chains.models import Chain, Node, Segment
from qipan.territory.chains.models import Target as Wanted
from qipan.territory.companies.models import Company, Contact
from qipan.territory.orgs.models import Membership, Organisation, Person, Region
from qipan.territory.parks.models import Building, Parcel, Park

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BOOKS = {
    "zh": ("13_单位和人员通讯录.xlsx", "12_企业名录.xlsx", "14_产业链图谱.xlsx", "11_园区地块台账.xlsx", "15_年度工作方案和目标分解.xlsx"),
    "en": (
        "en/13 Organisations and people.xlsx", "en/12 Companies.xlsx", "en/14 Industry chains.xlsx", "en/11 Parks and parcels.xlsx",
        "en/15 Annual plans and targets.xlsx",
    ),
}  # fmt: skip
HELD = {
    Region: 7,
    Organisation: 31,
    Company: 112,
    Contact: 112,
    Chain: 5,
    Segment: 26,
    Node: 45,
    Wanted: 32,
    Park: 2,
    Parcel: 24,
    Building: 8,
    Plan: 4,
}


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    return


def bring_in(path: Path, by: Any) -> Batch:
    batch = exchange.receive_path(path=path, by=by)
    exchange.read(batch=batch, at=AT)
    batch.refresh_from_db()
    assert exchange.open_questions(batch) == 0, path.name
    return exchange.apply(batch=batch, by=by, at=AT)


@pytest.mark.parametrize("language", [pytest.param("zh", marks=pytest.mark.once), "en"])
def test_the_example_county_is_let_in_and_taken_back(cast: Any, root: Path, home: None, language: str) -> None:
    loader = cast.officer
    before = {model: model._default_manager.count() for model in (*HELD, Person, Membership, Target)}

    batches = [bring_in(root / "examples" / "county" / name, loader) for name in BOOKS[language]]
    held = {model: model._default_manager.count() - before[model] for model in HELD}
    people = Person.objects.count() - before[Person]
    if language == "zh":
        what_was_read_is_what_the_sheets_say()
    again = [bring_in(root / "examples" / "county" / name, loader) for name in BOOKS[language]]
    for batch in reversed(batches):
        exchange.undo(batch=batch, by=loader, at=AT)

    assert held == HELD
    assert people == 60
    assert [sum(batch.counts.get("written", {}).values()) for batch in again] == [0, 0, 0, 0, 0]
    assert {model: model._default_manager.count() for model in before} == before


def what_was_read_is_what_the_sheets_say() -> None:
    chain = Chain.objects.select_related("chief", "leader_firm").get(name="造纸产业")
    firm = Company.objects.get(name="槐棠畦笙包装有限公司")
    assert (chain.chief.name, chain.leader_firm.name) == ("祁堰青", "槐棠栩笙纸业有限公司")
    assert (firm.registered_capital_minor, firm.is_local, firm.contacts.get().name) == (
        2000 * 10_000 * 100,
        True,
        "庞朔平",
    )
    assert not Company.objects.get(name="泊宁砚序纸业集团有限公司").is_local
    assert (
        Target.objects.get(plan__year=2026, indicator="completed", organisation=None, month=None).value
        == 760_000 * 1_000_000
    )
    assert Target.objects.get(plan__year=2026, indicator="starts", organisation=None, month=6).value == 11
    assert Parcel.objects.get(code="HT-K-01").status == "built"


def test_the_preview_speaks_of_what_the_file_brings_along(cast: Any, sign_in: Any, root: Path, home: None) -> None:
    client = sign_in(cast.officer)
    pages = []
    for name in BOOKS["zh"]:
        batch = exchange.receive_path(path=root / "examples" / "county" / name, by=cast.officer)
        exchange.read(batch=batch, at=AT)
        pages.append(client.get(reverse("exchange:records", args=[batch.key]), {"state": "new"}))

    assert [page.status_code for page in pages] == [200] * 5
    assert "HT-K-01" in pages[3].content.decode()
    assert "新签约亿元以上项目" in pages[4].content.decode()
