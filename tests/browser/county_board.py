"""The small county's factors and a finished run of the board."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any


def factors(county: Any) -> None:
    """A credit line, a quota, needs of a few projects."""
    from decimal import Decimal

    from qipan.delivery.factors import actions as room
    from qipan.pipeline.projects.models import Project

    line = room.set_up(
        by=county.by, kind="credit", name="农商银行授信额度", organisation=county.cast.organisation("bank")
    )
    supply = room.supply(
        by=county.by, factor=line, since=date(county.on.year, 1, 1), amount=Decimal(3) * 10**11, paper="银企对接会纪要"
    )
    room.supply(by=county.by, factor=line, since=date(county.on.year + 1, 1, 1), amount=Decimal(2) * 10**11)
    quota = room.set_up(by=county.by, kind="land", name="开发区用地指标", park=county.park)
    room.supply(by=county.by, factor=quota, since=date(county.on.year + 1, 1, 1), amount=Decimal(400_000))
    signed = list(Project.objects.filter(stage__in=["signed", "registered", "preparation"]).order_by("pk")[:6])
    for at, project in enumerate(signed):
        since = date(county.on.year + 1, at + 1, 10)
        need = room.ask(
            by=county.by, project=project, kind="credit", factor=line, amount=Decimal(12) * 10**10, since=since
        )
        room.ask(by=county.by, project=project, kind="land", factor=quota, amount=Decimal(70_000), since=since)
    county.known |= {"factor": str(line.key), "supply": str(supply.key), "need": str(need.key)}


def move(county: Any) -> Callable[[], None]:
    """A finished run over a few projects, computed as the worker would; uncompiled where compiling would come first.

    The planner works in a process of its own: what it is given is taken here, and the answer, called at the end, waits for it – the
    county is written on meanwhile.
    """
    import os

    from qipan.board import actions as board
    from qipan.board import engine, seeds
    from qipan.core.models import RuleSet
    from qipan.planner import warming

    short = {
        **seeds.shipped(),
        "horizon_weeks": 52,
        "stages": ["preparation"],
        "probed": 1,
        "futures": 200,
        "next_year_from_month": 13,
    }
    rules = RuleSet.objects.create(
        kind="board", name="brief", effective_from=date(county.on.year, 1, 1), source="test", body=short
    )
    if not warming.is_warm():
        os.environ["QIPAN_PLANNER_PLAIN"] = "1"
    run = board.order(by=county.cast.leader, on=county.on, name="十一月一盘棋", seconds=0.1, exact=True)
    at_work = ThreadPoolExecutor(1).submit(_compute, run)
    while not at_work.done() and not (engine.folder(run) / "request.json").exists():
        time.sleep(0.02)
    rules.body = {**seeds.shipped(), "seconds": {"best": 3, "what_if": 1}}  # what a press on the button takes
    rules.save()
    county.known["run"] = str(run.key)

    def stands() -> None:
        done = at_work.result()
        assert done.is_sound, done.failure

    return stands


def _compute(run: Any) -> Any:
    from django.db import connection
    from django.utils import timezone

    from qipan.board import actions as board

    try:
        return board.compute(run=run, at=timezone.now())
    finally:
        connection.close()
