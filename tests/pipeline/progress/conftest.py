"""A monthly round to test with: three projects of two organisations, on fixed days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.pipeline.projects.conftest import make  # noqa: F401

if TYPE_CHECKING:
    from qipan.pipeline.progress.models import Line, Schedule

ON = date(2026, 11, 3)
AT = datetime(2026, 11, 3, 4, tzinfo=UTC)
LATE = datetime(2026, 11, 9, 4, tzinfo=UTC)


@dataclass
class Round:
    schedule: Schedule
    lines: list[Line]

    @property
    def line(self) -> Line:
        return self.lines[0]


@pytest.fixture
def opened(make: Callable[..., Any], cast: Any) -> Round:  # noqa: F811
    """October's round: two projects of the clerk's office, one of the township."""
    return open_round(make, cast)


def open_round(make: Callable[..., Any], cast: Any, **values: Any) -> Round:  # noqa: F811
    from qipan.pipeline.progress import actions

    office, township = cast.organisation("clerk"), cast.organisation("township")
    _ = cast.clerk, cast.township, cast.officer
    projects = [
        make("白塔特种纸", stage="started", lead_org=office), make("东环污水", stage="started", lead_org=office),
        make("槐北面粉", stage="started", lead_org=township),
    ]  # fmt: skip
    said = {
        "title": "2026年10月月报", "cadence": "month", "since": date(2026, 10, 1), "until": date(2026, 10, 31),
        "opens_on": date(2026, 10, 28), "closes_on": date(2026, 11, 5), "is_verified_only": True, **values,
    }  # fmt: skip
    schedule = actions.open_round(projects=projects, fallback=cast.organisation("officer"), by=cast.officer, **said)
    return Round(schedule, list(schedule.lines.select_related("project", "schedule", "organisation").order_by("pk")))
