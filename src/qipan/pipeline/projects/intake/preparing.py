"""From drafts to rows: everything of a new project that can be made without a database, and so in another process (`exchange.beside`).

What only the database knows comes along: who is meant by a name (`Links`), how linked records are called, the ids to be used.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any

from qipan.core import audit, bulk, keys, search
from qipan.exchange import matching
from qipan.exchange.targets import Done, Draft, Setting, Step
from qipan.pipeline.projects import rules
from qipan.pipeline.projects.intake import facts
from qipan.pipeline.projects.intake.drafting import amount_name
from qipan.pipeline.projects.intake.links import Links, values
from qipan.pipeline.projects.models import Project

TYPE = "projects.project"
PARTS = {"new": 2000, "changed": 500}  # projects written at a time: progress is seen, memory stays flat
_COLUMNS = [f for f in Project._meta.concrete_fields if f.attname != "attention"]
NAMES = [str(f.column) for f in _COLUMNS]
_AT = {f.attname: number for number, f in enumerate(_COLUMNS)}
_DEFAULTS = [
    f.get_default() if f.has_default() and f.attname != "key" else "" if not f.null else None for f in _COLUMNS
]
_KEY, OWNER, _REGION, _PLAIN_NAME, _CREATED, _UPDATED, _STAGE_SINCE, _EXTRAS, _REASONS = itemgetter(
    "key", "owner_id", "region_id", "plain_name", "created_at", "updated_at", "stage_since", "extras", "light_reasons"
)(_AT)
_DEFAULTS = [str(value) if isinstance(value, str) else value for value in _DEFAULTS]  # words, not members of a choice
_DEFAULTS[_AT["version"]] = 1
for _json in (_EXTRAS, _REASONS, _AT["details"]):
    _DEFAULTS[_json] = json.dumps(_DEFAULTS[_json])
_OF_COURSE = itemgetter(
    *itemgetter("stage", "status", "planned_start", "planned_start_precision", "planned_end", "planned_end_precision",
                "start_on", "start_precision", "end_on")(_AT)
)  # fmt: skip
_REPORTED, _NOTHING = frozenset({"completed", "in_place"}), ("", None)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False, default=audit.plain).encode


@lru_cache(maxsize=4096)
def day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


Limits = dict[int | None, dict[str, Any]]  # region → the rules of lights that hold there


@dataclass(slots=True)
class Firm:
    """An owner met for the first time: its place holder, names and where it stood."""

    held: int
    plain: str
    name: str
    source: dict[str, Any]
    where: tuple[int, int]


@dataclass(slots=True)
class Part:
    """Rows of every table for as many projects as are written at a time. Owners still to be founded are negative."""

    size: int
    firms: list[Firm]
    changed: list[tuple[Step, dict[str, Any]]] = field(default_factory=list)  # each with its links as fields
    projects: list[list[Any]] = field(default_factory=list)
    amounts: list[tuple[Any, ...]] = field(default_factory=list)
    moves: list[tuple[Any, ...]] = field(default_factory=list)
    progress: list[tuple[Any, ...]] = field(default_factory=list)
    milestones: list[tuple[Any, ...]] = field(default_factory=list)
    lights: list[tuple[Any, ...]] = field(default_factory=list)
    acts: list[audit.Ready] = field(default_factory=list)
    found: list[search.Entry] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)

    def __reduce__(self) -> tuple[Any, ...]:
        """The rows are plain values: marshal hands them to another process several times faster than pickle does."""
        rows = [
            [_plain(row) for row in getattr(self, name)] if name == "done" else getattr(self, name) for name in _ROWS
        ]
        return _unpacked, (self.size, self.firms, self.changed, marshal.dumps(rows, 2))


_ROWS = ("projects", "amounts", "moves", "progress", "milestones", "lights", "acts", "found", "done")
_plain = attrgetter(*Done.__slots__)


def _unpacked(size: int, firms: list[Firm], changed: list[tuple[Step, dict[str, Any]]], rows: bytes) -> Part:
    tables = marshal.loads(rows)  # noqa: S302 - made by `Part.__reduce__`
    tables[-1] = [Done(*one) for one in tables[-1]]
    return Part(size, firms, changed, *tables)


def prepared(
    steps: Sequence[Step], setting: Setting, links: Links, names: dict[str, dict[int, str]], limits: Limits, ids: Sequence[int]
) -> Iterator[Part]:  # fmt: skip
    """The parts in which the new and changed projects are written. `ids`: one for each new project."""
    opening = _Opening(setting, links, names, limits, iter(ids))
    for state, few in _parts(steps):
        known = len(links.new_firms)
        linked = [(step, values(links, step.draft.data)) for step in few]
        part = Part(len(few), list(_new_firms(links, known, few, setting)))
        if state == "new":
            opening.fill(part, linked)
        else:
            part.changed = linked
        yield part


def _parts(steps: Iterable[Step]) -> Iterator[tuple[str, list[Step]]]:
    """New and changed ones apart, as many as are written at a time."""
    held: dict[str, list[Step]] = {state: [] for state in PARTS}
    for step in steps:
        held[step.state].append(step)
        if len(held[step.state]) == PARTS[step.state]:
            yield step.state, held[step.state]
            held[step.state] = []
    yield from ((state, part) for state, part in held.items() if part)


def _new_firms(links: Links, known: int, steps: Sequence[Step], setting: Setting) -> Iterator[Firm]:
    """The firms these steps brought, each with the line where its name stood first."""
    fresh = list(links.new_firms.items())[known:]
    if not fresh:
        return
    first: dict[str, Step] = {}
    for step in steps:
        first.setdefault(step.draft.data.get("k", {}).get("owner", ""), step)
    for held, (plain, name) in fresh:
        draft = first[name].draft
        yield Firm(held, plain, name, setting.source(draft) | {"cells": {}}, (draft.sheet, draft.row))


class _Opening:
    """The new projects of one import, part after part."""

    def __init__(
        self, setting: Setting, links: Links, names: dict[str, dict[int, str]], limits: Limits, ids: Iterator[int]
    ) -> None:  # fmt: skip
        self.setting, self.links, self.names, self.limits, self.ids = setting, links, names, limits, ids
        self.recipes: dict[tuple[Any, ...], rules.Recipe] = {}
        self.now = bulk.moment(setting.at)
        self.today = setting.on.isoformat()
        self.by = setting.by.pk if setting.by else None

    def fill(self, part: Part, linked: Sequence[tuple[Step, dict[str, Any]]]) -> None:
        self.part = part
        part.done = [self._open(step, next(self.ids), fields) for step, fields in linked]

    def _open(self, step: Step, pk: int, linked: dict[str, Any]) -> Done:
        draft = step.draft
        data, key = draft.data, keys.growing()
        f = data["f"] | linked
        name = f["name"] = matching.written(f["name"])
        f.setdefault("stage", data.get("s", "discussion"))
        self._facts(pk, draft, f)
        row = _DEFAULTS.copy()
        for column, value in f.items():
            row[_AT[column]] = value
        row[0], row[_KEY] = pk, bulk.key(str(key))
        row[_PLAIN_NAME] = matching.plain_name(name)[:300]
        row[_CREATED] = row[_UPDATED] = self.now
        row[_STAGE_SINCE] = self.today
        if data.get("x"):
            row[_EXTRAS] = _encode(data["x"])
        self._judge(pk, row, draft)
        self.part.projects.append(row)
        self.part.moves.append((pk, "", f["stage"], self.today, self.setting.file[:300], self.by, self.now))
        act = audit.Act("create", TYPE, key, name, self._history(draft, f), self.setting.source(draft))
        self.part.acts.append(audit.ready(act))
        more = f.get("code") or "", f.get("owner_text", ""), f.get("investor", ""), f.get("industry", "")
        self.part.found.append(search.entry(TYPE, pk, name, " ".join(more)))
        return Done("created", TYPE, pk, str(key), name, 1, draft.sheet, draft.row)

    def _facts(self, pk: int, draft: Draft, f: dict[str, Any]) -> None:
        """Rows beside the project, and the last day they report on."""
        data, sheet, reported = draft.data, self.setting.sheets.get(draft.sheet, ""), ""
        seen = set()
        for kind, since, until, precision, label, minor, currency, raw, unit, cell in data["a"]:
            slot = kind, since, until, label
            if slot in seen:
                continue
            seen.add(slot)
            source = f"{sheet}!{cell}"[:200]
            self.part.amounts.append(
                (pk, kind, since, until, precision, label, minor, currency, raw, unit, source, self.now)
            )
            if until and reported < until <= self.today and kind in _REPORTED:
                reported = until
        for report in data.get("p", ()):
            self.part.progress.append(facts.progress_row(pk, report, self.by, self.now))
            if reported < report[0] <= self.today:
                reported = report[0]
        for order, milestone in enumerate(data.get("m", ())):
            self.part.milestones.append(facts.milestone_row(pk, order, milestone, self.now))
        if "l" in data:
            system, on, colour, comment, _cell = data["l"]
            self.part.lights.append((pk, system, on, colour, "[]", comment))
        if reported:
            f.setdefault("reported_on", reported)

    def _judge(self, pk: int, row: list[Any], draft: Draft) -> None:
        """Headline figures and our own light, as `actions.refresh` would make them."""
        head = self._headline(draft.data["a"])
        for name, value in head.items():
            row[_AT[name]] = value
        due = sorted((m[1], m[0]) for m in draft.data.get("m", ()) if m[1])
        if due:
            row[_AT["next_on"]], row[_AT["next_what"]] = due[0]
        verdict = rules.light(_course(row, head), self.setting.on, self.limits.get(row[_REGION], self.limits[None]))
        row[_AT["light"]], row[_REASONS] = verdict.colour, _encode(verdict.reasons)
        if verdict.colour != "grey":
            row[_AT["light_since"]] = self.today
            self.part.lights.append((pk, "qipan", self.today, verdict.colour, row[_REASONS], ""))

    def _headline(self, amounts: Sequence[Sequence[Any]]) -> dict[str, Any]:
        """Lines with the same columns filled have the same recipe."""
        shape = tuple([(a[0], a[1], a[2], a[6], a[5] < 0) for a in amounts])
        recipe = self.recipes.get(shape)
        if recipe is None:
            slots = [rules.Slot(kind, day(since), day(until), *rest) for kind, since, until, *rest in shape]
            recipe = self.recipes[shape] = rules.recipe(tuple(slots), self.setting.on)
        return recipe.figures([a[5] for a in amounts])

    def _history(self, draft: Draft, f: dict[str, Any]) -> dict[str, list[Any]]:
        """Field → [None, value]; links by name."""
        changes = {name: [None, value] for name, value in f.items() if value not in _NOTHING}
        for link, known in self.names.items():
            pk = changes.pop(f"{link}_id", None)
            if pk is not None:
                changes[link] = [None, known.get(pk[1]) or self.links.new_firms[pk[1]][1][:200]]
        for amount in draft.data["a"]:
            changes[amount_name(amount)] = [None, amount[5]]
        if draft.data.get("x"):
            changes["extras"] = [None, draft.data["x"]]
        return changes


def _course(row: list[Any], head: dict[str, Any]) -> rules.Course:
    """As `queries.course.of` has it of a project that is held."""
    stage, status, planned_start, start_exact, planned_end, end_exact, started, started_exact, ended = _OF_COURSE(row)
    start = day(planned_start)
    return rules.Course(
        stage, status, head["plan_minor"], head["plan_year"], head["done_year_minor"], start, rules.last_day(start, start_exact),
        rules.last_day(day(planned_end), end_exact), rules.last_day(day(started), started_exact), day(ended),
        head["total_minor"], head["in_place_minor"],
    )  # fmt: skip
