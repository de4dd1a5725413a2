"""Projects to test with: made through the actions, on a fixed day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from qipan.pipeline.projects.models import Project
    from tests.cast import Cast

ON = date(2026, 10, 15)


@pytest.fixture
def make(cast: Cast) -> Callable[..., Project]:
    """`make(name="…", total=…, plan=…, done=…, **fields)`: a project of the officer's."""
    from qipan.pipeline.projects import actions as projects

    def build(
        name: str = "白塔特种纸项目",
        *,
        total: int | None = 10**10,
        plan: int | None = None,
        done: int | None = None,
        amounts: dict[str, int] | None = None,
        **values: Any,
    ) -> Project:
        project = projects.create(values={"name": name, **values}, by=cast.officer, on=ON, total_minor=total)
        year = {"since": date(2026, 1, 1)}
        if plan is not None:
            projects.put_amount(
                project=project, kind="plan", minor=plan, until=date(2026, 12, 31), by=cast.officer, on=ON, **year
            )
        if done is not None:
            projects.put_amount(
                project=project, kind="completed", minor=done, until=date(2026, 9, 30), by=cast.officer, on=ON, **year
            )
        for kind, minor in (amounts or {}).items():
            projects.put_amount(project=project, kind=kind, minor=minor, by=cast.officer, on=ON)
        project.refresh_from_db()
        return project

    return build


READY = {
    "content": "年产20万吨特种纸",
    "investor": "恒信集团",
    "industry": "造纸",
    "site": "纬三路",
    "land_m2": 66700,
    "lead_org_text": "招商局",
    "signed_on": date(2026, 3, 1),
    "owner_text": "白塔纸业有限公司",
    "legal_person": "王建国",
    "registered_on": date(2026, 4, 1),
    "progress_words": "已签约，正在办理手续",
    "owner_contact": "李明",
    "details": {
        "contract_class": "contract",
        "origin": "outside",
        "licence_no": "91139900MA0000000X",
        "scope": "纸制品制造",
        "shareholders": "恒信集团 100%",
        "approvals_plan": "2026年6月底前办完施工许可",
    },
}
# Amounts the gates ask for beside the total.
PAID = {"phase_one": 4 * 10**9, "registered": 10**9}


@pytest.fixture
def upload() -> Callable[..., Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return lambda name="contract.pdf", body=b"%PDF-1.4 contract": SimpleUploadedFile(name, body)
