"""Drafts become projects: new ones in bulk, changed ones one by one, everything audited, in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import uuid4

from qipan.core import audit, rulesets, search
from qipan.exchange import bulk, matching
from qipan.exchange.targets import Done, Draft, Setting, Step
from qipan.pipeline.projects import rules
from qipan.pipeline.projects.intake import altering, facts, firms
from qipan.pipeline.projects.intake.drafting import amount_name
from qipan.pipeline.projects.intake.links import Links, shown, values
from qipan.pipeline.projects.models import Amount, LightReading, Milestone, Progress, Project, StageMove

TYPE = "projects.project"
PART = 2000  # projects written at a time: progress is seen, memory stays flat
_COLUMNS = [f for f in Project._meta.concrete_fields if f.attname != "attention"]
_NAMES = [str(f.column) for f in _COLUMNS]
_AT = {f.attname: number for number, f in enumerate(_COLUMNS)}
_DEFAULTS = [
    f.get_default() if f.has_default() and f.attname != "key" else "" if not f.null else None for f in _COLUMNS
]
_DEFAULTS[_AT["version"]] = 1
_JSON = frozenset({"extras", "light_reasons", "details"})
for _name in _JSON:
    _DEFAULTS[_AT[_name]] = json.dumps(_DEFAULTS[_AT[_name]])
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False, default=audit.plain).encode
_LINK_NAMES = ("region", "park", "chain", "owner", "lead_org", "leader")


@lru_cache(maxsize=4096)
def day(iso: str) -> date:
    return date.fromisoformat(iso)


def apply(steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
    """Write what is new, then what changed. Firms named as owners are founded first."""
    links = Links.held()
    new = [step for step in steps if step.state == "new"]
    changed = [step for step in steps if step.state == "changed"]
    linked = {id(step): values(links, step.draft.data) for step in (*new, *changed)}
    yield from firms.found(links, linked.values(), steps, setting)
    names = {
        link: shown(link, {v[f"{link}_id"] for v in linked.values() if v.get(f"{link}_id")}) for link in _LINK_NAMES
    }
    total = len(new) + len(changed)
    ids = bulk.next_ids(Project, len(new))
    limits = rulesets.in_force("lights", on=setting.on)
    for start in range(0, len(new), PART):
        setting.tick("write", start, total)
        part = new[start : start + PART]
        yield from _Opening(setting, names, limits).write([(step, next(ids), linked[id(step)]) for step in part])
    for start in range(0, len(changed), altering.PART):
        setting.tick("write", len(new) + start, total)
        yield from altering.write(changed[start : start + altering.PART], linked, names, setting)


class _Opening:
    """One part of the new projects: rows of every table are gathered, then written table by table."""

    def __init__(self, setting: Setting, names: dict[str, dict[int, str]], limits: dict[str, Any]) -> None:
        self.setting, self.names, self.limits = setting, names, limits
        self.now = bulk.moment(setting.at)
        self.today = setting.on.isoformat()
        self.by = setting.by.pk if setting.by else None
        self.projects: list[list[Any]] = []
        self.amounts: list[tuple[Any, ...]] = []
        self.moves: list[tuple[Any, ...]] = []
        self.progress: list[tuple[Any, ...]] = []
        self.milestones: list[tuple[Any, ...]] = []
        self.lights: list[tuple[Any, ...]] = []
        self.acts: list[audit.Act] = []
        self.found: list[tuple[int, str, str]] = []

    def write(self, part: Sequence[tuple[Step, int, dict[str, Any]]]) -> list[Done]:
        done = [self._open(step, pk, linked) for step, pk, linked in part]
        bulk.insert(Project, _NAMES, self.projects)
        bulk.insert(Amount, facts.AMOUNT, self.amounts)
        bulk.insert(StageMove, facts.MOVE, self.moves)
        bulk.insert(Progress, facts.PROGRESS, self.progress)
        bulk.insert(Milestone, facts.MILESTONE, self.milestones)
        bulk.insert(LightReading, facts.LIGHT, self.lights)
        audit.append(self.acts, by=self.setting.by, at=self.setting.at)
        search.index(TYPE, self.found, is_new=True)
        return done

    def _open(self, step: Step, pk: int, linked: dict[str, Any]) -> Done:
        draft = step.draft
        key = uuid4()
        f = {**draft.data["f"], **linked}
        f["name"] = matching.written(f["name"])
        f.setdefault("stage", draft.data.get("s", "discussion"))
        self._facts(pk, draft, f)
        row = list(_DEFAULTS)
        for name, value in f.items():
            row[_AT[name]] = value
        row[0], row[_AT["key"]] = pk, bulk.key(str(key))
        row[_AT["plain_name"]] = matching.plain_name(f["name"])[:300]
        row[_AT["created_at"]] = row[_AT["updated_at"]] = self.now
        row[_AT["stage_since"]] = self.today
        extras = draft.data.get("x")
        if extras:
            row[_AT["extras"]] = _encode(extras)
        self._judge(pk, row, draft)
        self.projects.append(row)
        self.moves.append((pk, "", f["stage"], self.today, self.setting.file[:300], self.by, self.now))
        self.acts.append(audit.Act("create", TYPE, key, f["name"], self._history(draft, f), self.setting.source(draft)))
        self.found.append(
            (
                pk,
                f["name"],
                " ".join((f.get("code") or "", f.get("owner_text", ""), f.get("investor", ""), f.get("industry", ""))),
            )
        )
        return Done("created", TYPE, pk, str(key), f["name"], 1, draft.sheet, draft.row)

    def _facts(self, pk: int, draft: Draft, f: dict[str, Any]) -> None:
        """Rows beside the project, and what the project shows of them."""
        data, sheet = draft.data, self.setting.sheets.get(draft.sheet, "")
        seen = set()
        for amount in data["a"]:
            kind, since, until, precision, label, minor, currency, raw, unit, cell = amount
            slot = (kind, since, until, label)
            if slot not in seen:
                seen.add(slot)
                self.amounts.append(
                    (
                        pk,
                        kind,
                        since,
                        until,
                        precision,
                        label,
                        minor,
                        currency,
                        raw,
                        unit,
                        f"{sheet}!{cell}"[:200],
                        self.now,
                    )
                )
        for report in data.get("p", ()):
            self.progress.append(facts.progress_row(pk, report, self.by, self.now))
        for order, milestone in enumerate(data.get("m", ())):
            self.milestones.append(facts.milestone_row(pk, order, milestone, self.now))
        if "l" in data:
            system, on, colour, comment, _cell = data["l"]
            self.lights.append((pk, system, on, colour, "[]", comment))
        reported = [a[2] for a in data["a"] if a[0] in ("completed", "in_place") and a[2]] + [
            p[0] for p in data.get("p", ())
        ]
        reported = [until for until in reported if until <= self.today]
        if reported and "reported_on" not in f:
            f["reported_on"] = max(reported)

    def _judge(self, pk: int, row: list[Any], draft: Draft) -> None:
        """Headline figures and our own light, as `actions.refresh` would make them."""
        sums = [
            rules.Sum(a[0], a[5], day(a[1]) if a[1] else None, day(a[2]) if a[2] else None, a[6])
            for a in draft.data["a"]
        ]
        head = rules.headline(sums, self.setting.on)
        for name, value in head.items():
            row[_AT[name]] = value
        due = sorted((m[1], m[0]) for m in draft.data.get("m", ()) if m[1])
        if due:
            row[_AT["next_on"]], row[_AT["next_what"]] = due[0]
        verdict = rules.light(_course(row, head), self.setting.on, self.limits)
        row[_AT["light"]], row[_AT["light_reasons"]] = verdict.colour, _encode(verdict.reasons)
        if verdict.colour != "grey":
            row[_AT["light_since"]] = self.today
            self.lights.append((pk, "qipan", self.today, verdict.colour, row[_AT["light_reasons"]], ""))

    def _history(self, draft: Draft, f: dict[str, Any]) -> dict[str, list[Any]]:
        """Field → [None, value]; links by name."""
        changes: dict[str, list[Any]] = {}
        for name, value in f.items():
            if name.endswith("_id") and name[:-3] in self.names:
                changes[name[:-3]] = [None, self.names[name[:-3]].get(value) or draft.data["k"][name[:-3]]]
            elif value not in ("", None):
                changes[name] = [None, value]
        for amount in draft.data["a"]:
            changes[amount_name(amount)] = [None, amount[5]]
        if draft.data.get("x"):
            changes["extras"] = [None, draft.data["x"]]
        return changes


def _course(row: list[Any], head: dict[str, Any]) -> rules.Course:
    def of(name: str) -> date | None:
        value = row[_AT[name]]
        return day(value) if value else None

    return rules.Course(
        stage=row[_AT["stage"]],
        status=row[_AT["status"]],
        plan=head["plan_minor"],
        plan_year=head["plan_year"],
        done=head["done_year_minor"],
        start_from=of("planned_start"),
        planned_start=rules.last_day(of("planned_start"), row[_AT["planned_start_precision"]]),
        planned_end=rules.last_day(of("planned_end"), row[_AT["planned_end_precision"]]),
        started=of("start_on"),
        ended=of("end_on"),
    )
