"""A project's choices: which make modes, which concern one activity alone, which change nothing."""

from __future__ import annotations

from itertools import product

from qipan.planner.project import Activity, Project

MOST_MODES = 256
Options = dict[str, str]


class TooManyModes(ValueError):
    """A project whose choices cannot be enumerated; such a board is left to CP-SAT."""


def mentioned(activity: Activity) -> set[str]:
    whens = [use.when for use in activity.uses] + [gain.when for gain in activity.gains]
    names = {name for when in whens for name, _ in when}
    return names | {pace.choice for pace in activity.paces}


def split_choices(project: Project) -> tuple[list[str], dict[str, list[str]], set[str]]:
    """Choices that matter to several activities or to a duration; those of one activity; those of none."""
    where: dict[str, set[str]] = {choice.name: set() for choice in project.choices}
    paced = {pace.choice for activity in project.activities for pace in activity.paces}
    for activity in project.activities:
        for name in mentioned(activity):
            where[name].add(activity.name)
    wide = [choice.name for choice in project.choices if len(where[choice.name]) > 1 or choice.name in paced]
    narrow: dict[str, list[str]] = {}
    for choice in project.choices:
        if choice.name not in wide and where[choice.name]:
            narrow.setdefault(next(iter(where[choice.name])), []).append(choice.name)
    return wide, narrow, {name for name, found in where.items() if not found}


def products(project: Project, names: list[str], pinned: Options) -> list[Options]:
    offers = [
        [(choice.name, option) for option in choice.options if pinned.get(choice.name, option) == option]
        for choice in project.choices
        if choice.name in names
    ]
    size = 1
    for offer in offers:
        size *= len(offer)
    if size > MOST_MODES:
        raise TooManyModes(f"Project “{project.name}” has {size} modes; prices are computed for up to {MOST_MODES}.")
    return [dict(combination) for combination in product(*offers)]


def default_option(name: str, options: tuple[str, ...], old: Options, pin: object) -> str:
    pinned = dict(getattr(pin, "options", ()))
    wanted = pinned.get(name, old.get(name, ""))
    return wanted if wanted in options else options[0]
