"""Ordering a run: the best move of a day, or a what-if beside it; stopping one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from qipan.board import engine, rules, seeds
from qipan.board.models import Run
from qipan.core import changes, rulesets
from qipan.core.models import User


class NotNow(Exception):
    """The run is not where this verb begins."""


class NothingAsked(Exception):
    """A what-if without a change is the same plan again."""


def order(
    *, by: User | None, on: date, name: str, seconds: float | None = None, seed: int = 0, exact: bool = False
) -> Run:
    """Write down that the best move of a day is wanted; a job computes it."""
    figures = rulesets.in_force(seeds.KIND, on=on)
    run = Run(
        name=name[:120], on=on, origin=rules.monday(on), year=rules.year_of(on, figures), by=by, seed=seed,
        seconds=seconds or figures["seconds"]["best"], is_exact=exact,
    )  # fmt: skip
    return changes.create(run, by=by, action="order")


def what_if(*, by: User | None, base: Run, name: str, asked: Sequence[dict[str, Any]], exact: bool = False) -> Run:
    """Another plan beside a finished one: `asked` as the planner's changes in JSON. Refuses a run without a plan (`NotNow`)."""
    if not base.has_plan:
        raise NotNow(base.state)
    if not asked:
        raise NothingAsked
    figures = rulesets.in_force(seeds.KIND, on=base.on)
    run = Run(
        name=name[:120], on=base.on, origin=base.origin, year=base.year, base=base, changes=list(asked), by=by,
        seed=base.seed, seconds=figures["seconds"]["what_if"], is_exact=exact,
    )  # fmt: skip
    return changes.create(run, by=by, action="order")


def cancel(*, by: User | None, run: Run) -> None:
    """Ask for a stop: what waits is put away at once, what is under way answers with the best plan so far."""
    if Run.objects.filter(pk=run.pk, state=Run.State.WAITING).update(state=Run.State.CANCELLED):
        return
    if not Run.objects.filter(pk=run.pk, state=Run.State.RUNNING).exists():
        raise NotNow(run.state)
    engine.ask_to_stop(run)
