"""A project's dates and money over two years, in agreement with its stage and its story."""

from __future__ import annotations

from datetime import date
from random import Random

from huaitang import money, stories
from huaitang.products import WORKS
from huaitang.project import Project

CARRIED_OVER = 26  # of the started projects, those begun before 2026


def day(random: Random, first: tuple[int, int], last: tuple[int, int]) -> date:
    """Some day from the first to the last month given, both included."""
    month = random.randrange(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])
    return date(month // 12, month % 12 + 1, random.randrange(1, 29))


def months(start: date, count: int) -> date:
    month = start.year * 12 + start.month - 1 + count
    return date(month // 12, month % 12 + 1, min(start.day, 28))


def dates(project: Project, position: int, random: Random) -> None:
    """Dates that agree with the stage; today is 23 November 2026."""
    stage, private = project.stage, project.kind not in WORKS
    project.opened = day(random, (2025, 8), (2026, 10))
    if stage == "signed":
        project.signed = (
            day(random, (2025, 4), (2025, 9))
            if project.story == "signed_long_ago"
            else day(random, (2026, 1), (2026, 10))
        )
    if stage == "registered":
        project.signed = (
            day(random, (2025, 5), (2025, 9))
            if project.story == "signed_long_ago"
            else day(random, (2025, 12), (2026, 4))
        )
        project.registered = (
            date(2026, 10, 15) if position in (2, 5) else months(project.signed, random.randrange(2, 6))
        )
    if stage == "preparation":
        project.planned_start = {
            "start_overdue": day(random, (2026, 4), (2026, 6)),
            "start_ahead": date(2026, 12, 10),
        }.get(project.story) or day(random, (2027, 3), (2027, 9))
    if stage == "started":
        old = position < CARRIED_OVER
        project.started = day(random, (2024, 12), (2025, 10)) if old else day(random, (2026, 2), (2026, 7))
        if project.story == "no_funds":
            project.started = date(2025, 4, 18)
    if stage in ("completed", "production", "capacity"):
        project.started = (
            day(random, (2024, 12), (2025, 2)) if stage != "completed" else day(random, (2024, 12), (2025, 6))
        )
    if stage == "completed":
        project.completed = day(random, (2026, 6), (2026, 10))
    if stage == "production":
        project.completed = (
            day(random, (2026, 3), (2026, 8)) if position % 2 == 0 else day(random, (2025, 8), (2025, 10))
        )
        project.production = months(project.completed, random.randrange(1, 3))
    if stage == "capacity":
        project.completed, project.production = day(random, (2025, 5), (2025, 7)), day(random, (2025, 8), (2025, 10))
    _around(project, private, random)


def _still_ahead(end: date) -> date:
    """What is not finished yet is planned to end after this year's work: a missed end would be a story of its own."""
    while end < date(2026, 12, 1):
        end = months(end, 6)
    return end


def _around(project: Project, private: bool, random: Random) -> None:
    """What follows from the start: the end, and before it signing, registration and the first talk."""
    project.planned_start = project.planned_start or project.started
    if project.planned_start:
        project.planned_end = (
            project.production
            or project.completed
            or _still_ahead(months(project.planned_start, random.randrange(14, 30)))
        )
        if private and not project.signed:
            project.signed = months(project.planned_start, -random.randrange(5, 10))
            project.registered = months(project.signed, 2)
    if project.signed:
        project.opened = months(project.signed, -random.randrange(3, 8))


def amounts(project: Project, position: int, random: Random) -> None:
    """Plans and work done, year by year."""
    total, stage = project.total, project.stage
    finished_2025 = stage == "capacity" or (stage == "production" and position % 2 == 1)
    if stage == "preparation":
        _plan_of_waiting(project, position)
    elif finished_2025:
        project.plan_2025 = money.tens(total * random.uniform(0.9, 0.97), 100)
        project.done_2025 = total
    elif stage in ("completed", "production"):
        project.nature = "finish"
        project.done_2025 = round(total * random.uniform(0.45, 0.65))
        project.plan_2025 = money.tens(project.done_2025 / random.uniform(*money.CURRENT_RATIO_2025), 100)
        project.plan_2026, project.profile = total - project.done_2025, "finished"
    elif stage == "started":
        _plan_of_started(project, position, random)
    if project.plan_2026:
        money.spend(project, random)
    if project.story == "total_raised":
        project.total_before, project.total = total, round(total * 1.25)
    if project.story == "cumulative_falls":
        project.months_2026[8] = round(project.done_2026 * 1.08)


def _plan_of_waiting(project: Project, position: int) -> None:
    project.nature, project.profile = "prepare", "none"
    if project.story in ("start_overdue", "start_ahead"):
        project.nature = "new"
        project.plan_2026 = money.tens(project.total * 0.2, 100)


def _plan_of_started(project: Project, position: int, random: Random) -> None:
    project.profile = stories.PROFILE.get(project.story) or _PROFILES[position % len(_PROFILES)]
    if position >= CARRIED_OVER:
        project.nature = "new"
        project.plan_2026 = money.tens(project.total * random.uniform(0.25, 0.5), 100)
        return
    project.nature = "continued"
    project.done_2025 = round(project.total * random.uniform(0.15, 0.42))
    project.plan_2025 = money.tens(project.done_2025 / random.uniform(*money.CURRENT_RATIO_2025), 100)
    project.plan_2026 = money.tens(project.total * random.uniform(0.3, 0.48), 100)
    if project.story == "over_remaining":
        project.plan_2026 = money.tens((project.total - project.done_2025) * 1.25, 100)


_PROFILES = ("ahead", "on", "lag", "on", "exceed", "lag", "on", "ahead", "red", "on", "lag", "on", "lag")
