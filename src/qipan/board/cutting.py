"""One project as the planner takes it: its remaining steps, what each asks and brings, what there is to choose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from qipan.board import rules
from qipan.board.measures import YI, name_of, whole
from qipan.delivery.factors.models import Factor, Need
from qipan.pipeline.projects.models import Project
from qipan.territory.parks.models import Parcel

COUNTED = "in_year"


@dataclass(slots=True)
class Cutter:
    """What cutting needs to know; `miss` hears of every figure that is not recorded.

    `offered`: parcels that some project may take; `drawing`: (project, kind) of all that is still to be drawn.
    """

    on: date
    figures: dict[str, Any]
    supplied: list[Factor]
    needs: dict[tuple[int, str], list[Need]]
    milestones: dict[int, set[str]]
    parcels: list[Parcel]
    miss: Callable[..., None]
    approvals: dict[
        int, dict[str, int]
    ]  # weeks of steps by the approvals catalogue, of projects whose approvals are known
    offered: dict[int, Parcel] = field(default_factory=dict)
    drawing: set[tuple[int, str]] = field(default_factory=set)
    steps: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.steps = {step["code"]: step for step in self.figures["steps"]}

    def cut(self, project: Project) -> dict[str, Any] | None:
        total, left = self._money(project)
        known = rules.Known(
            project.stage, self.on, 1 - left / total if total else 0.0, project.planned_start, project.planned_end,
            frozenset(self.milestones.get(project.pk, ())), self.approvals.get(project.pk, {}),
        )  # fmt: skip
        steps, remarks = rules.remaining(known, self.figures)
        if not steps:
            return None
        for remark in remarks:
            self.miss(remark, project, weeks=self.figures["most_weeks"])
        if project.lead_org_id is None:
            self.miss("lead", project)
        codes = {step.code for step in steps}
        if project.pk not in self.approvals and any(self.steps[code].get("items") for code in codes):
            self.miss("approvals", project)
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
