"""Parks and parcels: freshness, occupancy, who edits which, the pages."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from qipan.core import units
from qipan.territory.parks import actions, queries, rules
from qipan.territory.parks.models import Parcel, Park

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(("days", "state"), [(0, "fresh"), (90, "fresh"), (91, "old"), (365, "old"), (366, "stale")])
def test_a_parcel_grows_old_and_stale(days: int, state: str) -> None:
    assert rules.freshness(DAY - timedelta(days=days), on=DAY) == state


def test_a_parcel_never_looked_at_is_unknown() -> None:
    assert rules.freshness(None, on=DAY) == "unknown"


def test_occupancy_is_shares_of_what_is_recorded() -> None:
    assert rules.occupancy({"free": Decimal(1), "built": Decimal(3), "idle": Decimal(0)}) == {
        "free": 25.0,
        "built": 75.0,
    }
    assert rules.occupancy({}) == {}


@pytest.fixture
def park(db: None) -> Park:
    return actions.lay_out(by=None, name="槐棠经济开发区", aliases=["开发区"])


def parcel(park: Park, code: str, m2: int, **values: Any) -> Parcel:
    return actions.record_parcel(by=None, park=park, code=code, area_m2=Decimal(m2), **values)


def test_free_land_is_found_by_size_and_a_stale_record_is_not_offered(park: Park) -> None:
    small, large = parcel(park, "A", 1000, fresh_on=DAY), parcel(park, "B", 9000, fresh_on=DAY)
    parcel(park, "C", 9000, fresh_on=DAY - timedelta(days=400))
    parcel(park, "D", 9000, fresh_on=DAY, status="built")
    parcel(park, "E", 9000, fresh_on=DAY, available_on=DAY + timedelta(days=1))

    assert set(queries.free_parcels(on=DAY)) == {small, large}
    assert list(queries.free_parcels(on=DAY, at_least_m2=Decimal(5000))) == [large]


def test_a_park_has_one_parcel_of_a_code(park: Park) -> None:
    parcel(park, "A", 1)

    with pytest.raises(actions.CodeTaken):
        parcel(park, "A", 2)


def test_a_park_manager_edits_the_park_they_run_and_no_other(cast: Any, sign_in: Any, park: Park) -> None:
    own = actions.lay_out(by=None, name="本园区", committee=cast.organisation("park_manager"))
    client = sign_in(cast.park_manager)

    assert client.get(reverse("parks:edit", args=[own.key])).status_code == 200
    assert client.get(reverse("parks:edit", args=[park.key])).status_code == 403
    assert client.get(reverse("parks:new")).status_code == 403


def test_pages_show_the_land_and_the_day_it_was_checked(cast: Any, sign_in: Any, park: Park) -> None:
    held = parcel(park, "HT-01", 10_000, fresh_on=timezone.localdate() - timedelta(days=200), price_minor=987_654_300)
    client = sign_in(cast.officer)

    pages = [
        client.get(a)
        for a in (
            reverse("parks:index"),
            reverse("parks:land"),
            reverse("parks:detail", args=[park.key]),
            reverse("parks:parcel", args=[held.key]),
        )
    ]

    assert all(page.status_code == 200 for page in pages)
    assert "HT-01" in pages[1].content.decode()
    assert units.area_text(Decimal(10_000), "zh-hans") in pages[2].content.decode()


def test_the_size_asked_for_is_in_the_reader_s_unit(cast: Any, sign_in: Any, park: Park) -> None:
    parcel(park, "SMALL", 600)  # 0.9 mu
    parcel(park, "LARGE", 6000)  # 9 mu
    client = sign_in(cast.officer)

    page = client.get(
        reverse("parks:land"), {"min": "5", "status": "free"}, headers={"HX-Request": "true"}
    ).content.decode()

    assert "LARGE" in page
    assert "SMALL" not in page


def test_saving_a_form_unchanged_changes_no_area(cast: Any, sign_in: Any, park: Park) -> None:
    held = parcel(park, "A", 12_345)
    client = sign_in(cast.officer)
    shown = units.figure(Decimal(12_345) / units.MU_M2, 2)

    client.post(
        reverse("parks:edit_parcel", args=[held.key]),
        {"code": "A", "area_m2": shown, "status": "reserved", "version": held.version},
    )

    held.refresh_from_db()
    assert (held.area_m2, held.status) == (Decimal("12345.00"), "reserved")


def test_checking_a_parcel_dates_it_today(cast: Any, sign_in: Any, park: Park) -> None:
    held = parcel(park, "A", 1)

    sign_in(cast.officer).post(reverse("parks:check", args=[held.key]))

    held.refresh_from_db()
    assert held.fresh_on == timezone.localdate()


@pytest.mark.parametrize("name", ["index", "land"])
def test_the_outsider_is_refused(cast: Any, sign_in: Any, name: str) -> None:
    assert sign_in(cast.outsider).get(reverse(f"parks:{name}")).status_code == 403


@pytest.mark.parametrize("name", ["index", "land"])
def test_lists_ask_a_constant_number_of_questions(
    cast: Any, sign_in: Any, park: Park, name: str, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.officer)
    for number in range(30):
        parcel(park, f"P{number}", 100)

    with django_assert_max_num_queries(14):
        client.get(reverse(f"parks:{name}"))
