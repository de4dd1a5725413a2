"""Photos that say when and where, files used twice, the proof set, days in each stage: pure judgement first, then the page."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries, rules
from qipan.pipeline.projects.seeds import shipped
from tests.pipeline.projects.conftest import ON

SITE = Path(__file__).parents[3] / "examples" / "county" / "photos" / "site.jpg"
PAPERS = shipped("gates")["proof"]["statistics"]


def test_a_photo_says_when_and_where_it_was_taken() -> None:
    assert rules.read_exif(SITE.read_bytes()) == rules.Shot(datetime(2026, 11, 2, 9, 41), 37.4835, 114.6921)


def test_a_photo_cut_short_or_without_exif_says_nothing() -> None:
    content = SITE.read_bytes()

    for end in range(0, 260, 3):
        rules.read_exif(content[:end])
    assert rules.read_exif(content[:40]) == rules.read_exif(b"") == rules.read_exif(b"\xff\xd8\xff\xd9") == rules.Shot()


@given(st.binary(max_size=600), st.integers(0, 200))
def test_hostile_bytes_never_raise(noise: bytes, at: int) -> None:
    content = bytearray(SITE.read_bytes()[:300])
    content[at : at + len(noise)] = noise

    for start in (b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP"):
        rules.read_exif(start + noise)
    rules.read_exif(bytes(content))


def test_a_kilometre_is_a_kilometre() -> None:
    assert rules.apart_m((37.0, 114.0), (37.0, 114.0)) == 0
    assert abs(rules.apart_m((37.0, 114.0), (37.008993, 114.0)) - 1000) <= 1


@pytest.mark.parametrize(
    ("held", "is_enough"),
    [
        ({}, False),
        ({"content": False, "works_contract": False, "photo": False}, False),
        ({"content": False, "works_contract": False, "photo": False, "filing": False}, True),
        ({"content": False, "works_contract": False, "photo": False, "permit": False}, False),
        ({"content": False, "works_contract": False, "photo": False, "permit": True}, True),
        ({"content": False, "works_contract": False, "filing": False}, False),
        ({"purchase": False, "payment": False}, False),
        ({"purchase": False, "payment": False, "equipment": False}, True),
    ],
)
def test_the_statistics_entry_proof_set(held: dict[str, bool], is_enough: bool) -> None:
    found = rules.proof(held, PAPERS)

    assert found.is_enough == is_enough
    assert len(found.papers) == 10


def test_days_in_each_stage_and_the_limit_that_is_over() -> None:
    log = [
        rules.Move("lead", date(2026, 9, 1), "opened"),
        rules.Move("discussion", date(2026, 9, 6), "confirmed"),
        rules.Move("admitted", date(2026, 10, 10), "exception"),
    ]

    found = rules.spans(log, ON, shipped("gates"))

    assert [(span.stage, span.days, span.is_over) for span in found] == [
        ("lead", 5, True), ("discussion", 34, False), ("admitted", 5, False)
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_photo_beside_its_claim_with_distance_and_its_twin(make: Any, cast: Any, sign_in: Any, upload: Any) -> None:
    own, other = make("甲", latitude=37.4838, longitude=114.6917), make("乙")
    for project in (own, other):
        projects.attach(project=project, upload=upload("现场.jpg", SITE.read_bytes()), kind="photo", by=cast.officer)

    with translation.override("en"):
        page = sign_in(cast.officer).get(reverse("projects:course", args=[own.key]))

    row = own.attachments.get()
    seen = page.context["files"][0]
    assert timezone.localtime(row.taken_at).hour == 9
    assert (seen.apart_m, seen.is_far, seen.twins) == (
        rules.apart_m((37.4838, 114.6917), (37.4835, 114.6921)),
        False,
        [other],
    )


@pytest.mark.django_db
def test_a_twin_out_of_sight_is_told_without_its_name(make: Any, cast: Any, upload: Any) -> None:
    own, hidden = make("甲", lead_org=cast.organisation("clerk")), make("别人的")
    for project in (own, hidden):
        projects.attach(project=project, upload=upload("现场.jpg", SITE.read_bytes()), kind="photo", by=cast.officer)

    assert list(queries.twins(own.attachments.all(), cast.clerk).values()) == [[None]]
    assert list(queries.twins(own.attachments.all(), cast.officer).values()) == [[hidden]]
