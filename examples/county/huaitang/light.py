"""The light expected of a project, by the default rule (percentage points behind the time elapsed).

gap = 100 × time share − 100 × done ÷ annual plan; up to 10 green, 10 to 30 inclusive amber, above 30 red.
Time share is linear: ten of twelve months for the report to the end of October. Gaps keep away from the limits, so
the colour is the same whether the rule counts ten months, eleven, or the days to 23 November.
"""

from __future__ import annotations

from huaitang.project import LAST_MONTH, Project

SAFE_TIME_SHARES = (LAST_MONTH / 12, (LAST_MONTH + 1) / 12)


def gap(plan: int, done: int, share: float) -> float:
    return 100 * share - 100 * done / plan


def colour(points: float) -> str:
    if points > 30:
        return "red"
    return "amber" if points >= 10 else "green"


def expected(project: Project) -> str | None:
    """Green, amber or red; None without an annual plan or when the start is not yet due."""
    if not project.plan_2026 or project.story == "start_ahead":
        return None
    return colour(gap(project.plan_2026, project.done_2026, SAFE_TIME_SHARES[0]))


def is_safe(project: Project) -> bool:
    """Whether every reading of "today" gives the same colour, with and without the first ten days of November."""
    if expected(project) is None:
        return True
    done = (project.done_2026, project.done_2026 + project.november)
    return len({colour(gap(project.plan_2026, value, share)) for value in done for share in SAFE_TIME_SHARES}) == 1
