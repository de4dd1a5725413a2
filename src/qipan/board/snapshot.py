"""The rooms as a problem of the planner on a date. What is not recorded is taken from the rule set and listed, never made up in silence.

The planner's data are written here as plain JSON, so that the server need not load the solver; `Taken.problem()` builds the frozen data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from qipan.board import queries, rules, seeds
from qipan.board.models import Adoption
from qipan.core import rulesets
from qipan.delivery.factors import queries as factors
from qipan.delivery.factors import rules as factor_rules
from qipan.delivery.factors.models import Factor, Need
from qipan.pipeline.plans import queries as plans
from qipan.pipeline.projects.models import Milestone, Project
from qipan.territory.parks import queries as parks
from qipan.territory.parks.models import Parcel

if TYPE_CHECKING:
    from qipan.planner import Problem

YI = 10_000  # wan in one 亿
CENT = Decimal("0.01")
COUNTED = "in_year"


@dataclass(slots=True)
class Taken:
    """A board as of a day. `missing`: [{"code", "projects": [keys], "values": {…}}]."""

    on: date
    origin: date
    year: int
    data: dict[str, Any]
    missing: list[dict[str, Any]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return json.dumps(self.data, ensure_ascii=False, sort_keys=True)

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    def problem(self) -> Problem:
        """The planner's frozen data; refuses with `qipan.planner.Refusal` what makes no sense."""
        from qipan.planner import Problem, from_json

        return from_json(Problem, self.text)


def take(*, on: date, year: int | None = None) -> Taken:
    """The county's board on a day: every project that is not finished, what there is, the rungs, the plan in force."""
    return _Taking(on, year).done()


def whole(kind: str, amount: Decimal | int) -> int:
    """An amount in the planner's whole units: 0.1 mu, 10,000 yuan, tce, tenths of a tonne, persons, files, teams."""
    value = Decimal(amount)
    if kind == "land":
        return int(value / (Decimal(2000) / 30))
    if kind == "credit":
        return int(value / rules.WAN)
    return int(value * 10) if kind == "emission" else int(value)


def measured(kind: str, units: float) -> Decimal:
    """The reverse, in the units the rooms keep."""
    value = Decimal(str(units))
    if kind == "land":
        return value * Decimal(2000) / 30
    if kind == "credit":
        return value * rules.WAN
    return value / 10 if kind == "emission" else value


def name_of(factor: Factor) -> str:
    return f"{factor.kind}:{factor.key}"


class _Taking:
    """One taking: what was read, and what was found missing on the way."""

    def __init__(self, on: date, year: int | None) -> None:
        self.on, self.origin = on, rules.monday(on)
        self.figures = rulesets.in_force(seeds.KIND, on=on)
        self.horizon: int = self.figures["horizon_weeks"]
        self.year = year or rules.year_of(on, self.figures)
        self.weeks = rules.year_weeks(self.origin, self.year, self.horizon)
        self.steps = {step["code"]: step for step in self.figures["steps"]}
        self.gaps: dict[str, dict[str, Any]] = {}
        self.projects = list(
            Project.objects.filter(stage__in=self.figures["stages"])
            .exclude(status__in=self.figures["statuses_left_out"])
            .select_related("park", "lead_org", "parcel")
            .order_by("pk")
        )
        self.factors = factors.everything()
        self.needs = factors.needs_of(p.pk for p in self.projects)
        self.milestones = self._milestones()
        self.parcels = list(parks.free_parcels(on=on).filter(area_m2__gt=0).order_by("park_id", "area_m2", "pk"))
        self.offered: dict[int, Parcel] = {}
        self.drawing: set[tuple[int, str]] = set()

    def _milestones(self) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        rows = Milestone.objects.filter(project__in=[p.pk for p in self.projects], actual_on__isnull=False)
        for project_id, name in rows.values_list("project_id", "name"):
            step = rules.step_of(name, self.figures)
            if step:
                found.setdefault(project_id, set()).add(step)
        return found

    def miss(self, code: str, project: Project | None = None, **values: Any) -> None:
        """Write down that a figure is missing, for whom, and what was taken instead."""
        gap = self.gaps.setdefault(code, {"code": code.partition(":")[0], "projects": [], "values": values})
        if project is not None:
            gap["projects"].append(str(project.key))

    # -- factors

    def _kind(self, kind: str) -> list[Factor]:
        return [f for f in self.factors if f.kind == kind]

    def _renewable(self, factor: Factor) -> list[int]:
        steps = sorted((s.since, whole(factor.kind, s.amount)) for s in factor.supplies.all())
        capacity = []
        for week in range(self.horizon):
            day = rules.day_of(self.origin, week)
            capacity.append(next((amount for since, amount in reversed(steps) if since <= rules.last_day(day, 1)), 0))
        return capacity

    def _supply(self, factor: Factor) -> list[list[int]]:
        """Totals by week; what was given to projects that ask no more is taken off."""
        given = self.granted.get(factor.pk, ())
        taken = sum(whole(factor.kind, a.amount) for a in given if (a.project_id, factor.kind) not in self.drawing)
        totals: dict[int, int] = {0: 0}
        for row in factor.supplies.all():
            week = max(0, rules.week_of(self.origin, row.since))
            if week < self.horizon:
                totals[week] = totals.get(week, 0) + whole(factor.kind, row.amount)
        found, total = [], -taken
        for week in sorted(totals):
            total += totals[week]
            found.append([week, max(0, total)])
        return found

    # -- the whole

    def done(self) -> Taken:
        self.granted = queries.granted()
        for kind in ("land", "credit", "energy", "labour", "team", "desk"):
            if not any(f.supplies.all() for f in self._kind(kind)):
                self.miss(f"supply:{kind}", kind=kind)
        self.supplied = [f for f in self.factors if f.supplies.all()]
        built = [one for one in (self._project(p) for p in self.projects) if one]
        names = {one["name"] for one in built}
        targets = self._targets()
        force, pins = self._in_force({one["name"]: one for one in built})
        renewables = [f for f in self.supplied if f.kind in factor_rules.RETURNING]
        data = {
            "form": "Problem",
            "version": 1,
            "name": f"board {self.on.isoformat()}",
            "horizon": self.horizon,
            "projects": built,
            "calendars": [
                {"name": "winter", "closed": rules.closed_weeks(self.origin, self.horizon, self.figures["winter"])}
            ],
            "curves": self._curves(),
            "renewables": [{"name": name_of(f), "capacity": self._renewable(f)} for f in renewables],
            "supplies": [{"name": name_of(f), "steps": self._supply(f)} for f in self.supplied if f not in renewables],
            "parcels": [
                {"name": f"parcel:{p.key}", "size": whole("land", p.area_m2 or 0), "divisible": True}
                for p in self.offered.values()
            ],
            "targets": targets,
            "pins": [pin for pin in pins if pin["project"] in names],
            "in_force": force,
            "stability": self.figures["stability"],
        }
        known = {t["name"] for t in targets}
        for one in built:
            for activity in one["activities"]:
                activity["gains"] = [g for g in activity["gains"] if g.get("target", "") in {"", *known}]
        return Taken(self.on, self.origin, self.year, data, [self.gaps[code] for code in sorted(self.gaps)])

    def _curves(self) -> list[dict[str, Any]]:
        """Worth by week: of money spent, of what is counted in the year at a start, at an end, of production."""
        first, past, weeks = self.weeks.first, self.weeks.past, range(self.horizon + 1)
        later = self.figures["later_worth"]
        span = max(1, self.horizon - past)
        return [
            {"name": "spend", "worth": [1000 if w < past else later for w in weeks]},
            {"name": COUNTED, "worth": [1000 if first <= w < past else 0 for w in weeks]},
            {"name": "by_year", "worth": [1000 if first < w <= past else 0 for w in weeks]},
            {"name": "production", "worth": [1000 * min(span, max(0, self.horizon - w)) // span for w in weeks]},
        ]

    def _targets(self) -> list[dict[str, Any]]:
        achieved = queries.achieved(self.year) if self.year == self.on.year else {}
        found = []
        for indicator in self.figures["indicators"]:
            value = plans.target_value(year=self.year, indicator=indicator)
            if value is None:
                before = plans.target_value(year=self.year - 1, indicator=indicator)
                if before is None:
                    self.miss(f"no_target:{indicator}", indicator=indicator, year=self.year)
                    continue
                value = before * self.figures["growth"] // 1000
                self.miss(
                    f"target:{indicator}",
                    indicator=indicator,
                    year=self.year,
                    growth=self.figures["growth"],
                    value=value,
                )
            in_units = value // rules.WAN if indicator == "completed" else value
            tiers = rules.rungs(in_units, achieved.get(indicator, 0), self.figures)
            if tiers:
                found.append({"name": indicator, "tiers": tiers})
        return found

    def _in_force(self, built: dict[str, Any]) -> tuple[list[Any], list[Any]]:
        """The plan in force, moved to this board's first week, and what people had fixed in it."""
        held = Adoption.objects.filter(state=Adoption.State.IN_FORCE).select_related("run").first()
        if held is None:
            return [], []
        weeks = rules.week_of(held.run.origin, self.origin)
        force = []
        for part in json.loads(held.run.plan)["assignments"]:
            if part["project"] in built:
                steps = [a["name"] for a in built[part["project"]]["activities"]]
                moved = rules.shifted(part, weeks, steps)
                offers = {(c["name"], o) for c in built[part["project"]]["choices"] for o in c["options"]}
                if moved:
                    moved["options"] = [pair for pair in moved["options"] if tuple(pair) in offers]
                    force.append(moved)
        pins = [
            {"project": c["project"], "accept": c["accept"]}
            for c in held.run.changes
            if c["what"] == "pin" and not (built.get(c["project"], {}).get("mandatory") and c["accept"] is False)
        ]
        return force, pins

    # -- one project

    def _project(self, project: Project) -> dict[str, Any] | None:
        total, left = self._money(project)
        known = rules.Known(
            project.stage, self.on, 1 - left / total if total else 0.0, project.planned_start, project.planned_end,
            frozenset(self.milestones.get(project.pk, ())),
        )  # fmt: skip
        steps, remarks = rules.remaining(known, self.figures)
        if not steps:
            return None
        for remark in remarks:
            self.miss(remark, project, weeks=self.figures["most_weeks"])
        if project.lead_org_id is None:
            self.miss("lead", project)
        codes = {step.code for step in steps}
        is_mandatory = project.stage in self.figures["mandatory_stages"]
        land = self._land(project, left) if "land" in codes else 0
        choices, parcel_uses = self._parcels(project, land)
        banks = self._banks(project, left, is_mandatory)
        builds = any(self.steps[code].get("builds") for code in codes)
        if builds:
            choices.append({"name": "speed", "options": ["normal", "crash"]})
        if {"planning", "permit"} <= codes:
            choices.append({"name": "track", "options": ["ordinary", "fast"]})
        if banks:
            choices.append({"name": "bank", "options": [name for name, _ in banks]})
        peak = self._labour(project, left, builds)
        tracked = {"planning", "permit"} <= codes
        activities = []
        for step in steps:
            figures = self.steps[step.code]
            uses = self._desks(figures, tracked) + self._workers(figures, peak, builds)
            if figures.get("land"):
                uses += self._quota(project, land) + parcel_uses
            if figures.get("energy"):
                uses += self._energy(project, left)
            if step.spend:
                uses += [
                    {"factor": name, "amount": amount * step.spend // 1000, "when": [["bank", name]]}
                    for name, amount in banks
                ]
            self.drawing |= {(project.pk, use["factor"].partition(":")[0]) for use in uses}
            activities.append(
                {
                    "name": step.code,
                    "duration": step.weeks,
                    "calendar": "winter" if figures.get("winter") else "",
                    "uses": uses,
                    "gains": self._gains(step, left, total),
                    "paces": self._paces(figures, step, builds, tracked),
                }
            )
        return {
            "name": str(project.key),
            "activities": activities,
            "links": [{"before": b, "after": step.code} for step in steps for b in step.after],
            "choices": choices,
            "holds": self._team(project),
            "mandatory": is_mandatory,
        }

    def _money(self, project: Project) -> tuple[int, int]:
        """(total, what remains) in wan."""
        if not project.total_minor:
            total = self.figures["defaults"]["total_wan"]
            self.miss("total", project, wan=total)
        else:
            total = project.total_minor // rules.WAN
        return total, max(0, total - (project.done_minor or 0) // rules.WAN)

    def _asked(self, project: Project, kind: str) -> list[Need]:
        return self.needs.get((project.pk, kind), [])

    def _land(self, project: Project, left: int) -> int:
        """Tenths of a mu."""
        asked = self._asked(project, "land")
        if asked:
            return whole("land", sum((n.amount for n in asked), Decimal(0)))
        if project.land_m2:
            return whole("land", project.land_m2)
        m2 = self.figures["defaults"]["land_m2_per_yi"] * left // YI
        self.miss("land", project, m2=self.figures["defaults"]["land_m2_per_yi"])
        return whole("land", m2)

    def _quota(self, project: Project, land: int) -> list[dict[str, Any]]:
        named = [n.factor_id for n in self._asked(project, "land") if n.factor_id]
        held = [f for f in self.supplied if f.kind == "land"]
        mine = (
            [f for f in held if f.pk in named]
            or [f for f in held if project.park_id and f.park_id == project.park_id]
            or [f for f in held if f.park_id is None]
        )
        if mine and land:
            return [{"factor": name_of(mine[0]), "amount": land}]
        if held:
            self.miss("park", project)
        return []

    def _parcels(self, project: Project, land: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        if not land or not project.park_id:
            return [], []
        own = [p for p in self.parcels if p.pk == project.parcel_id] or [
            p for p in self.parcels if p.park_id == project.park_id and whole("land", p.area_m2 or 0) >= land
        ][:4]
        if not own:
            self.miss("parcel", project)
            return [], []
        self.offered |= {p.pk: p for p in own}
        names = [f"parcel:{p.key}" for p in own]
        uses = [
            {"factor": n, "amount": min(land, whole("land", p.area_m2 or 0)), "when": [["parcel", n]]}
            for n, p in zip(names, own, strict=True)
        ]
        return [{"name": "parcel", "options": names}], uses

    def _banks(self, project: Project, left: int, is_mandatory: bool) -> list[tuple[str, int]]:
        """Banks that may lend, each with the amount in wan."""
        lines = [f for f in self.supplied if f.kind == "credit"]
        asked = self._asked(project, "credit")
        if asked:
            amount = whole("credit", sum((n.amount for n in asked), Decimal(0)))
            named = {n.factor_id for n in asked if n.factor_id}
            lines = [f for f in lines if f.pk in named] or lines
        elif is_mandatory:
            self.miss("financed", project)
            return []
        else:
            amount = left * self.figures["defaults"]["credit_share"] // 1000
            self.miss("credit", project, share=self.figures["defaults"]["credit_share"])
        return [(name_of(f), amount) for f in lines] if amount else []

    def _energy(self, project: Project, left: int) -> list[dict[str, Any]]:
        uses = []
        for kind in ("energy", "emission"):
            lines = [f for f in self.supplied if f.kind == kind]
            asked = self._asked(project, kind)
            if asked:
                amount = whole(kind, sum((n.amount for n in asked), Decimal(0)))
            elif kind == "energy":
                amount = self.figures["defaults"]["energy_tce_per_yi"] * left // YI
                self.miss("energy", project, tce=self.figures["defaults"]["energy_tce_per_yi"])
            else:
                continue
            if lines and amount:
                uses.append({"factor": name_of(lines[0]), "amount": amount})
        return uses

    def _labour(self, project: Project, left: int, builds: bool) -> int:
        asked = self._asked(project, "labour")
        if asked:
            return whole("labour", sum((n.amount for n in asked), Decimal(0)))
        if builds:
            self.miss("labour", project, persons=self.figures["defaults"]["labour_per_yi"])
        return self.figures["defaults"]["labour_per_yi"] * left // YI

    def _workers(self, figures: Any, peak: int, builds: bool) -> list[dict[str, Any]]:
        lines = [f for f in self.supplied if f.kind == "labour"]
        amount = peak * figures.get("labour", 0) // 1000
        if not lines or not amount:
            return []
        name = name_of(lines[0])
        if not (builds and figures.get("builds")):
            return [{"factor": name, "amount": amount}]
        hurried = amount * self.figures["speeds"]["crash"]["labour"] // 1000
        return [
            {"factor": name, "amount": amount, "when": [["speed", "normal"]]},
            {"factor": name, "amount": hurried, "when": [["speed", "crash"]]},
        ]

    def _desks(self, figures: Any, tracked: bool) -> list[dict[str, Any]]:
        if not figures.get("desk"):
            return []
        names = [name_of(f) for f in self.supplied if f.kind == "desk" and f.step == figures["code"]]
        if not (tracked and figures.get("tracked")):
            return [{"factor": name, "amount": 1} for name in names]
        files = self.figures["tracks"]["fast"]["files"]
        return [
            {"factor": name, "amount": amount, "when": [["track", track]]}
            for name in names
            for track, amount in (("ordinary", 1), ("fast", files))
        ]

    def _team(self, project: Project) -> list[dict[str, Any]]:
        lines = [f for f in self.supplied if f.kind == "team"]
        mine = [f for f in lines if f.organisation_id and f.organisation_id == project.lead_org_id] or [
            f for f in lines if f.organisation_id is None
        ]
        return [{"factor": name_of(mine[0]), "amount": 1}] if mine else []

    def _paces(self, figures: Any, step: rules.Step, builds: bool, tracked: bool) -> list[dict[str, Any]]:
        paces = []
        if builds and figures.get("builds"):
            share = self.figures["speeds"]["crash"]["duration"]
            paces.append({"choice": "speed", "option": "crash", "duration": max(1, -(-step.weeks * share // 1000))})
        if tracked and figures.get("tracked"):
            share = self.figures["tracks"]["fast"]["duration"]
            paces.append({"choice": "track", "option": "fast", "duration": max(1, -(-step.weeks * share // 1000))})
        return paces

    def _gains(self, step: rules.Step, left: int, total: int) -> list[dict[str, Any]]:
        gains: list[dict[str, Any]] = []
        spent = left * step.spend // 1000
        if spent:
            gains.append({"amount": spent, "curve": "spend", "at": "spread"})
        if step.code == "commissioning":
            bonus = total * self.figures["production_bonus"] // 1000
            gains.append({"amount": bonus, "curve": "production", "at": "end"})
        for indicator, counts in self.figures["indicators"].items():
            if counts.get("gain") == "spend" and spent:
                gains.append({"amount": spent, "curve": COUNTED, "at": "spread", "target": indicator})
            elif counts.get("step") == step.code:
                curve = COUNTED if counts["at"] == "start" else "by_year"
                gains.append({"amount": 1, "curve": curve, "at": counts["at"], "target": indicator})
        return gains


def keys_of(missing: Iterable[dict[str, Any]]) -> set[str]:
    return {key for gap in missing for key in gap["projects"]}
