"""The demonstration tells every part of supervision, once."""

from __future__ import annotations

from typing import Any

import pytest

from qipan.config import demo_supervision
from qipan.core.models import RuleSet
from qipan.oversight.supervision.models import Branch, Extension, Interview, LightException, Notice
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import LightReading, Project
from tests.oversight.supervision.conftest import ISSUED

pytestmark = pytest.mark.django_db


def _county(cast: Any) -> None:
    """As many projects as there are stories, half of them led by a unit whose people sign in."""
    units = [cast.organisation("clerk"), cast.organisation("leader")]
    for number in range(len(demo_supervision.STORIES)):
        values = {"name": f"项目{number}", "stage": "started", "lead_org": units[number % 2]}
        made = projects.create(values=values, by=cast.officer, on=ISSUED)
        Project.objects.filter(pk=made.pk).update(light="red" if number % 3 else "yellow")


def test_the_demonstration_tells_notices_in_every_state(cast: Any) -> None:
    _people = cast.clerk, cast.township, cast.leader, cast.officer
    _county(cast)

    told, again = demo_supervision.load(today=ISSUED), demo_supervision.load(today=ISSUED)

    assert (told, again) == (len(demo_supervision.STORIES), 0)
    assert set(Notice.objects.values_list("state", flat=True)) == {"draft", "issued", "closed", "withdrawn"}
    assert set(Notice.objects.filter(state="issued").values_list("colour", flat=True)) == {"blue", "orange", "red"}
    assert set(Branch.objects.values_list("state", flat=True)) == {"open", "replied", "returned", "verified"}
    assert set(Branch.objects.values_list("part", flat=True)) == {"lead", "assist"}
    assert set(Extension.objects.values_list("state", flat=True)) == {"asked", "granted"}
    assert Interview.objects.filter(held_on__isnull=False).exists()
    assert LightException.objects.count() == 2
    assert set(RuleSet.objects.filter(kind="lights").values_list("state", flat=True)) == {"set", "draft"}


def test_the_numbers_of_the_year_follow_the_days(cast: Any) -> None:
    _people = cast.clerk, cast.leader, cast.officer
    _county(cast)
    demo_supervision.load(today=ISSUED)

    days = Notice.objects.exclude(number="").order_by("serial").values_list("issued_on", flat=True)

    assert list(days) == sorted(days)


def test_a_county_without_the_office_has_no_notices_to_tell() -> None:
    assert demo_supervision.load(today=ISSUED) == 0
    assert not LightReading.objects.exists()
