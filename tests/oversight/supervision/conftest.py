"""A red project, a notice about it, and the people around it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

ISSUED = date(2026, 11, 2)  # a Monday; no holiday until New Year


@pytest.fixture
def red(cast: Any) -> Any:
    """A project 75 points behind, led by the clerk's office."""
    from qipan.pipeline.projects import actions as projects

    project = projects.create(
        values={"name": "白塔特种纸项目", "stage": "started", "lead_org": cast.organisation("clerk")},
        by=cast.officer,
        on=ISSUED,
    )
    year = {"since": date(2026, 1, 1)}
    projects.put_amount(
        project=project, kind="plan", minor=10**10, until=date(2026, 12, 31), by=cast.officer, on=ISSUED, **year
    )
    projects.put_amount(
        project=project, kind="completed", minor=0, until=date(2026, 9, 30), by=cast.officer, on=ISSUED, **year
    )
    project.refresh_from_db()
    assert project.light == "red"
    return project


@pytest.fixture
def issued(cast: Any, red: Any) -> Callable[..., Any]:
    """`issued()`: a blue notice to the clerk's office, assisted by the township; due on 16 November (ten working days)."""
    from qipan.oversight.supervision import actions

    def make(**values: Any) -> Any:
        notice = actions.draft(
            title="加快白塔项目建设", by=cast.officer, project=red, lead=cast.organisation("clerk"),
            assisting=[cast.organisation("township")], issuer=cast.organisation("officer"), **values,
        )  # fmt: skip
        return actions.issue(notice=notice, by=cast.officer, on=ISSUED)

    return make
