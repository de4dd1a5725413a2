"""The rooms as a problem of the planner on a date. What is not recorded is taken from the rule set and listed, never made up in silence.

The planner's data are written here as plain JSON, so that the server need not load the solver; `Taken.problem()` builds the frozen data.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from qipan.board import queries, rules, seeds
from qipan.board.cutting import COUNTED, Cutter
from qipan.board.measures import name_of, whole
from qipan.board.models import Adoption
from qipan.core import rulesets
from qipan.delivery.factors import queries as factors
from qipan.delivery.factors import rules as factor_rules
from qipan.delivery.factors.models import Factor
from qipan.pipeline.plans import queries as plans
from qipan.pipeline.projects.models import Milestone, Project
from qipan.territory.parks import queries as parks

if TYPE_CHECKING:
    from qipan.planner import Problem


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


class _Taking:
    """One taking: what was read, and what was found missing on the way."""

    def __init__(self, on: date, year: int | None) -> None:
        self.on, self.origin = on, rules.monday(on)
        self.figures = rulesets.in_force(seeds.KIND, on=on)
        self.horizon: int = self.figures["horizon_weeks"]
        self.year = year or rules.year_of(on, self.figures)
        self.weeks = rules.year_weeks(self.origin, self.year, self.horizon)
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
        taken = sum(
            whole(factor.kind, a.amount) for a in given if (a.project_id, factor.kind) not in self.cutter.drawing
        )
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
        approvals = queries.approval_weeks(self.on, (p.pk for p in self.projects), self.figures)
        self.cutter = Cutter(
            self.on, self.figures, self.supplied, self.needs, self.milestones, self.parcels, self.miss, approvals
        )  # fmt: skip
        built = [one for one in (self.cutter.cut(p) for p in self.projects) if one]
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
                for p in self.cutter.offered.values()
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
        fixed = held.run.result.get("pins") or [one for one in held.run.changes if one["what"] == "pin"]
        pins = [
            {"project": one["project"], "accept": one["accept"]}
            for one in fixed
            if one.get("accept") is not None
            and not (built.get(one["project"], {}).get("mandatory") and one["accept"] is False)
        ]
        return force, pins
