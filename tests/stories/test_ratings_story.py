"""Six years of the UK portfolio's own ratings come in: kept in their words, never a light of ours, both shown."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from qipan.oversight.supervision import queries
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import LightReading, Project
from tests.stories.test_import_story import apply, read

pytestmark = [pytest.mark.django_db, pytest.mark.shared]
COLOURS = {"grey", "green", "yellow", "red"}


def test_imported_ratings_never_become_lights_and_both_show(shared: Path, cast: Any, sign_in: Any) -> None:
    for year in range(2014, 2020):
        apply(read(shared / "uk_gmpp" / f"uk_{year}.csv", cast.officer, date(year, 9, 30)), set_aside=True)
    given = LightReading.objects.exclude(system="qipan")
    words = set(given.values_list("colour", flat=True))
    before = list(given.order_by("pk").values_list("project_id", "on", "colour", "comment"))
    on = date(2019, 10, 1)

    projects.refresh_lights(on=on)
    projects.replay_lights(days=[date(year, 6, 30) for year in range(2014, 2020)])
    projects.refresh_lights(on=on + timedelta(days=1))

    # five colours of theirs, as they wrote them; ours are four and come from figures only
    assert {"red", "amber_red", "amber", "amber_green", "green"} <= words
    assert given.values("on__year").distinct().count() == 6
    assert list(given.order_by("pk").values_list("project_id", "on", "colour", "comment")) == before
    ours = LightReading.objects.filter(system="qipan")
    assert set(ours.values_list("colour", flat=True)) <= COLOURS
    assert set(Project.objects.values_list("light", flat=True)) <= COLOURS
    told = given.filter(system="gmpp", colour="amber_red").order_by("pk")[0].project
    assert told.light_reasons == [] or all("rule" in reason for reason in told.light_reasons)
    shown = queries.readings(told, ours=False)
    assert "gmpp" in set(shown.values_list("system", flat=True)) <= {"gmpp", "ledger"}
    page = sign_in(cast.officer).get(reverse("supervision:panel", args=["project", told.key])).content.decode()
    assert "英国" in page or "UK major projects" in page
    assert "红黄" in page or "Amber/Red" in page
    bands = queries.bands(told, list(queries.readings(told, ours=True)), on=on)
    assert {band.colour for band in bands} <= COLOURS
