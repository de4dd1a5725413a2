"""A county small enough to be searched to the end: two parks' worth of projects, a bank, a desk, a ladder."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

os.environ.setdefault("QIPAN_PLANNER_PLAIN", "1")

ON = date(2026, 11, 25)


@pytest.fixture
def county(cast: Any) -> dict[str, Any]:
    """Two projects that want the same quota, one under way, one without figures."""
    from qipan.board import seeds
    from qipan.core.models import RuleSet
    from qipan.delivery.factors import actions as factors
    from qipan.pipeline.plans import actions as plans
    from qipan.pipeline.projects import actions as projects
    from qipan.territory.parks import actions as parks

    by = cast.officer
    short = {**seeds.shipped(), "horizon_weeks": 60, "probed": 0}  # uncompiled, two years and prices would take minutes
    RuleSet.objects.create(kind="board", name="short", effective_from=date(2026, 1, 1), source="test", body=short)
    park = parks.lay_out(by=by, name="槐棠开发区", committee=cast.organisation("park_manager"))
    parcel = parks.record_parcel(
        by=by, park=park, code="K-01", area_m2=Decimal(90_000), status="free", fresh_on=timezone.localdate()
    )

    def project(name: str, stage: str, yi: int | None, **values: Any) -> Any:
        values = {"name": name, "stage": stage, "park": park, "lead_org": cast.organisation("clerk"), **values}
        return projects.create(values=values, by=by, on=ON, total_minor=yi and yi * 10**10)

    made = {
        "mill": project("白塔造纸", "preparation", 5),
        "robots": project("晶川机器人", "preparation", 3, lead_org=cast.organisation("investment")),
        "plant": project("沅砺粮油", "started", 2, planned_end=date(2027, 5, 1), start_on=date(2026, 3, 1)),
        "blank": project("没有数的项目", "preparation", None, park=None, lead_org=None),
        "lost": project("已经流失", "preparation", 4, status="lost", status_reason="另有安排"),
    }
    line = factors.set_up(by=by, kind="credit", name="农商银行授信", organisation=cast.organisation("bank"))
    factors.supply(by=by, factor=line, since=date(2026, 1, 1), amount=Decimal(4) * 10**10)
    quota = factors.set_up(by=by, kind="land", name="开发区用地指标", park=park)
    factors.supply(by=by, factor=quota, since=date(2027, 1, 1), amount=Decimal(60_000))
    for name, m2, wan in (("mill", 50_000, 20_000), ("robots", 30_000, 12_000)):
        factors.ask(by=by, project=made[name], kind="land", amount=Decimal(m2), factor=quota)
        factors.ask(by=by, project=made[name], kind="credit", amount=Decimal(wan) * 10**6)
    plan = plans.adopt(by=by, year=2027, kind="construction", title="2027年重点项目建设工作方案")
    plans.set_target(by=by, plan=plan, indicator="starts", value=1)
    return {**made, "park": park, "parcel": parcel, "line": line, "quota": quota}


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The planner in this process, without warming up: the same child's work, no second interpreter."""
    from qipan.board import child, engine
    from qipan.planner import warming

    def plan(_run: Any, request: dict[str, Any], _on_look: Callable[[], None]) -> dict[str, Any]:
        return json.loads(child.encoded(child.plan({**request, "futures": 200}, child.Notes(tmp_path))))

    monkeypatch.setattr(warming, "warm_up", lambda: None)
    monkeypatch.setattr(engine, "plan", plan)


@pytest.fixture
def planned(cast: Any, county: dict[str, Any], in_process: None) -> Any:
    """A finished run, ordered by the leader."""
    from qipan.board import actions

    run = actions.order(by=cast.leader, on=ON, name="十一月一盘棋", seconds=0.05, exact=True)
    return actions.compute(run=run, at=timezone.now())
