"""Short lists sorted here stand as the database would have them."""

from __future__ import annotations

from datetime import date

import pytest

from qipan.core.sorting import in_order
from qipan.pipeline.projects.models import Milestone, Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    project = Project.objects.create(name="白塔特种纸项目", plain_name="白塔特种纸")
    days = [None, date(2026, 5, 1), date(2026, 3, 1), None, date(2026, 3, 1)]
    for number, day in enumerate(days):
        Milestone.objects.create(project=project, name=f"节点{number}", order=number // 3, planned_on=day)
    return project


def test_a_list_stands_in_its_models_own_order(project: Project) -> None:
    found = [(row.order, row.planned_on or date.min, row.pk) for row in in_order(project.milestones.all())]

    assert len(found) == 5
    assert found == sorted(found)


@pytest.mark.parametrize("names", [("-name",), ("order", "-id"), ("-order", "name")])
def test_a_list_is_sorted_by_what_is_asked(names: tuple[str, ...], project: Project) -> None:
    assert in_order(project.milestones.all(), *names) == list(project.milestones.order_by(*names))


def test_empty_ones_come_first_and_last_when_backwards(project: Project) -> None:
    days = [row.planned_on for row in in_order(project.milestones.all(), "planned_on")]
    back = [row.planned_on for row in in_order(project.milestones.all(), "-planned_on")]

    assert days == [None, None, date(2026, 3, 1), date(2026, 3, 1), date(2026, 5, 1)]
    assert back == [date(2026, 5, 1), date(2026, 3, 1), date(2026, 3, 1), None, None]
