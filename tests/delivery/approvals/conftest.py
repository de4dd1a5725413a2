"""A catalogue whose items lie with the clerk's authority, two firms with a project each."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qipan.delivery.approvals import actions, queries, seeds
from qipan.delivery.approvals.models import Case, Edition, Item
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import Project
from qipan.territory.companies import actions as companies

TODAY = date(2026, 3, 20)


@pytest.fixture
def edition(cast: Any) -> Edition:
    """The shipped catalogue; every item at the clerk's authority (自然资源局), drawing review at the auditor's."""
    made = seeds.seed()
    Item.objects.update(authority=cast.organisation("clerk"))
    Item.objects.filter(code="A14").update(authority=cast.organisation("auditor"))
    return made


@pytest.fixture
def items(edition: Edition) -> dict[str, Item]:
    return {i.code: i for i in queries.items(edition)}


def _project(cast: Any, name: str, firm: str, home: Any = None) -> Project:
    company = companies.register(by=None, name=firm)
    if home is not None:
        companies.change(by=None, company=company, values={"organisation": home})
        company.refresh_from_db()
    values = {"name": name, "stage": "preparation", "owner": company}
    return projects.create(values=values, by=cast.officer, on=TODAY)


@pytest.fixture
def project(cast: Any) -> Project:
    """The project of the firm that signs in."""
    return _project(cast, "白塔纸业年产3万吨生活用纸项目", "白塔纸业有限公司", cast.organisation("company"))


@pytest.fixture
def other(cast: Any) -> Project:
    """A project of somebody else."""
    return _project(cast, "青岭智造机器人项目", "青岭智造有限公司")


@pytest.fixture
def case(cast: Any, project: Project, items: dict[str, Item]) -> Case:
    """Received on Monday 2 March 2026."""
    return actions.receive(by=cast.clerk, project=project, item=items["A11"], on=date(2026, 3, 2), today=TODAY)
