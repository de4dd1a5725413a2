"""How money is spent over a project's months: profiles that run ahead, lag or stall."""

from __future__ import annotations

from random import Random

from huaitang.project import LAST_MONTH, Project

SHAPE = (0.02, 0.04, 0.12, 0.23, 0.35, 0.48, 0.60, 0.73, 0.87, 1.0)  # share of what is done by October
RATIO = {  # done by October ÷ annual plan
    "exceed": (1.02, 1.16),
    "ahead": (0.90, 0.99),
    "on": (0.832, 0.875),
    "lag": (0.635, 0.70),
    "red": (0.30, 0.49),
    "stall": (0.18, 0.40),
    "finished": (1.0, 1.0),
    "none": (0.0, 0.0),
}
CURRENT_RATIO_2025 = (0.82, 1.12)


def tens(value: float, step: int = 10) -> int:
    return max(step, round(value / step) * step)


def spend(project: Project, random: Random) -> None:
    """Fill the monthly figures of 2026 from the profile; nothing before the start month."""
    ratio = random.uniform(*RATIO[project.profile])
    done = round(project.plan_2026 * ratio)
    first = project.started.month if project.started and project.started.year == 2026 else 1
    offset = SHAPE[first - 2] if first > 1 else 0.0
    curve = [
        max(0.0, (value - offset) / (1 - offset)) if month >= first else 0.0
        for month, value in enumerate(SHAPE, start=1)
    ]
    last = 7 if project.profile == "stall" else project.completed.month if project.completed else LAST_MONTH
    curve = [min(1.0, value / curve[last - 1]) for value in curve]
    project.months_2026 = [round(done * share) for share in curve]
    project.november = (
        0
        if project.profile in ("stall", "none", "finished")
        else round(project.plan_2026 * random.uniform(0.004, 0.02))
    )
    assert project.months_2026[LAST_MONTH - 1] == done


def fund(project: Project, random: Random) -> None:
    """Funds in place follow the work, unless the story says otherwise."""
    project.funds_before = tens(project.before_2026 * random.uniform(0.95, 1.1)) if project.before_2026 else 0
    project.funds_2026 = tens(project.done_2026 * random.uniform(0.92, 1.12)) if project.done_2026 else 0
    if project.story == "no_funds":
        project.funds_before, project.funds_2026 = 0, tens(project.total * 0.06)
    if project.story == "paper_funds":
        project.funds_2026 = tens(project.total * 0.62)
