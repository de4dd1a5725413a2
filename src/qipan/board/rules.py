"""Weeks and dates, which steps of a project remain and how long they take, the rungs of a target. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from typing import Any, Protocol

WEEK = 7
WORKING_DAYS = 5
WAN = 1_000_000  # fen
STAGES = (
    "lead", "discussion", "admitted", "signed", "registered", "preparation", "started", "completed", "production", "capacity",
)  # fmt: skip
Figures = Mapping[str, Any]


def monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def week_of(origin: date, on: date) -> int:
    """The week a day lies in, counted from the origin's; below zero before it."""
    return (on - origin).days // WEEK


def day_of(origin: date, week: int) -> date:
    """The Monday of a week."""
    return origin + timedelta(days=WEEK * week)


def last_day(origin: date, end: int) -> date:
    """The Sunday before the week `end`: when work that ends there is done."""
    return origin + timedelta(days=WEEK * end - 1)


def year_of(on: date, figures: Figures) -> int:
    """The year planned for: late in a year, the next one."""
    return on.year + (on.month >= figures["next_year_from_month"])


@dataclass(frozen=True, slots=True)
class Year:
    """The planned year in weeks `[first, past)` of the horizon."""

    first: int
    past: int


def year_weeks(origin: date, year: int, horizon: int) -> Year:
    first = max(0, week_of(origin, date(year, 1, 1)))
    return Year(min(first, horizon), max(0, min(horizon, week_of(origin, date(year, 12, 31)) + 1)))


def closed_weeks(origin: date, horizon: int, winter: Figures) -> list[list[int]]:
    """Spans `[first, past)` of weeks that lie wholly in the winter stop."""
    spans = []
    until = tuple(winter["to"])
    for year in range(origin.year - 1, origin.year + horizon // 52 + 2):
        begin = date(year, *winter["from"])
        end = date(year + (until < tuple(winter["from"])), *until)
        first = max(0, -(-(begin - origin).days // WEEK))
        past = min(horizon, week_of(origin, end))
        if first < past:
            spans.append([first, past])
    return spans


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a project when its steps are cut. `done`: share of the investment done, 0–1."""

    stage: str
    on: date
    done: float = 0.0
    planned_start: date | None = None
    planned_end: date | None = None
    finished_steps: frozenset[str] = frozenset()
    lengths: Mapping[str, int] = field(
        default_factory=dict
    )  # weeks of steps that are known better than by the template


@dataclass(frozen=True, slots=True)
class Step:
    """A step that remains: weeks of work, and its share of the investment that remains, in thousandths."""

    code: str
    weeks: int
    spend: int
    after: tuple[str, ...]


class Item(Protocol):
    """An approval as the catalogue has it: days promised, days that pass without counting, what it needs first."""

    @property
    def code(self) -> str: ...
    @property
    def days(self) -> int: ...
    @property
    def outside(self) -> int: ...
    @property
    def needs(self) -> Sequence[str]: ...


def approval_weeks(items: Sequence[Item], figures: Figures) -> dict[str, int]:
    """How long each step takes by the approvals a project needs, which stand after what they need: its longest chain, side by side."""
    found: dict[str, int] = {}
    for step in figures["steps"]:
        done: dict[str, int] = {}
        for item in items:
            if item.code.partition(".")[0] in step.get("items", ()):
                done[item.code] = item.days + item.outside + max((done.get(need, 0) for need in item.needs), default=0)
        if done:
            found[step["code"]] = max(1, ceil(max(done.values()) / WORKING_DAYS))
    return found


def step_of(words: str, figures: Figures) -> str:
    """The step a milestone's name means; "" when none."""
    plain = words.lower()
    found = [(len(word), step["code"]) for step in figures["steps"] for word in step["words"] if word.lower() in plain]
    return max(found)[1] if found else ""


def remaining(known: Known, figures: Figures) -> tuple[list[Step], set[str]]:
    """The steps to come, in order, and remarks: "dates" (no planned dates: template), "long" (cut to the longest taken)."""
    at = STAGES.index(known.stage)
    open_steps = [
        step
        for step in figures["steps"]
        if at < STAGES.index(step["done_at"]) and step["code"] not in known.finished_steps
    ]
    open_steps = _not_built(open_steps, known, figures)
    weeks, remarks = _weeks(open_steps, known, figures)
    spends = sum(step.get("spend", 0) for step in open_steps) or 1
    codes = {step["code"] for step in open_steps}
    links = {step["code"]: step["after"] for step in figures["steps"]}
    return [
        Step(
            step["code"],
            weeks[step["code"]],
            1000 * step.get("spend", 0) // spends,
            tuple(sorted(_before(step["code"], links, codes))),
        )
        for step in open_steps
    ], remarks


def _before(code: str, links: Mapping[str, Sequence[str]], there: set[str]) -> set[str]:
    """The nearest steps before that remain: a finished one hands on those before it."""
    found: set[str] = set()
    for before in links[code]:
        found |= {before} if before in there else _before(before, links, there)
    return found


def _not_built(steps: list[Any], known: Known, figures: Figures) -> list[Any]:
    """Of the building steps, those the share already done has not passed."""
    if known.stage != "started":
        return steps
    passed, through = 0.0, set()
    for step in figures["steps"]:
        passed += step.get("spend", 0) / 1000
        if step.get("builds") and passed <= known.done + 1e-9:
            through.add(step["code"])
    left = [step for step in steps if step["code"] not in through]
    return left or steps[-1:]


def _weeks(steps: list[Any], known: Known, figures: Figures) -> tuple[dict[str, int], set[str]]:
    weeks = {step["code"]: known.lengths.get(step["code"], step["weeks"]) for step in steps}
    building = [step["code"] for step in steps if step.get("builds")]
    if not building:
        return weeks, set()
    template = sum(weeks[code] for code in building)
    span, remarks = _span(known, template)
    if span > figures["most_weeks"]:
        span = figures["most_weeks"]
        remarks.add("long")
    span = max(span, figures["least_weeks"])
    for code in building:
        weeks[code] = max(1, round(weeks[code] * span / template))
    return weeks, remarks


def _span(known: Known, template: int) -> tuple[int, set[str]]:
    """Weeks of building that remain: what the plan says, else what the template says of the part not done."""
    begin = known.on if known.stage == "started" else known.planned_start
    if known.planned_end and begin and known.planned_end > max(begin, known.on):
        return ceil((known.planned_end - max(begin, known.on)).days / WEEK), set()
    return template, {"dates"}


def better(value: int, bound: int) -> float:
    """How much better any plan could be at most, in percent of this one, rounded up to a tenth."""
    return max(0.0, ceil(1000 * (bound - value) / max(1, value)) / 10)


def rungs(value: int, achieved: int, figures: Figures) -> list[dict[str, Any]]:
    """Guarantee, strive, aim of a yearly target: what remains to be reached, with rewards; rungs already passed are left out."""
    found: list[dict[str, Any]] = []
    for rung in figures["ladder"]:
        level = ceil(value * rung["share"] / 1000) - achieved
        if level > (found[-1]["level"] if found else 0):
            found.append({"name": rung["rung"], "level": level, "reward": rung["reward"]})
    return found


def slots(spans: Sequence[tuple[int, int]]) -> list[int]:
    """The first free slot for each span, in the order of their starts: as few slots as there are spans at once."""
    free: list[int] = []  # by slot: when it is free again
    found = [0] * len(spans)
    for at in sorted(range(len(spans)), key=lambda k: spans[k]):
        start, end = spans[at]
        slot = next((k for k, until in enumerate(free) if until <= start), len(free))
        free[slot : slot + 1] = [end]
        found[at] = slot
    return found


def shifted(assignment: Mapping[str, Any], weeks: int, steps: Sequence[str]) -> dict[str, Any] | None:
    """A part of an older plan on a board that begins so many weeks later; None when none of its steps remains."""
    starts = [[code, max(0, start - weeks)] for code, start in assignment["starts"] if code in steps]
    return {**assignment, "starts": starts} if starts else None


@dataclass(frozen=True, slots=True)
class Difference:
    """What one plan does otherwise than another. `moved`: project → weeks by which its first step begins later (below zero: earlier)."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    moved: dict[str, int]
    value: int | None

    def __bool__(self) -> bool:
        return bool(self.added or self.dropped or self.moved)


def difference(
    before: Mapping[str, Any], after: Mapping[str, Any], weeks: int = 0, value: int | None = None
) -> Difference:
    """Two plans' steps by project compared; `weeks`: by how much the later board begins after the earlier one."""
    moved = {}
    for project in before.keys() & after.keys():
        old = {step[0]: step[1] - weeks for step in before[project]}
        shifts = [step[1] - max(0, old[step[0]]) for step in after[project] if step[0] in old]
        if any(shifts):
            moved[project] = next(shift for shift in shifts if shift)
    return Difference(
        tuple(sorted(after.keys() - before.keys())), tuple(sorted(before.keys() - after.keys())), moved, value
    )


def by_month(origin: date, figures: Sequence[int], *, last: bool) -> list[tuple[date, int]]:
    """Weekly figures by month: of what is used up the last of each month, of what returns the highest."""
    found: dict[date, int] = {}
    for week, figure in enumerate(figures):
        month = last_day(origin, week + 1).replace(day=1)
        found[month] = figure if last else max(found.get(month, 0), figure)
    return sorted(found.items())
