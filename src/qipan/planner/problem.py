"""The board: everything a plan must respect, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass

from qipan.planner.assignment import Assignment
from qipan.planner.calendar import Calendar, Curve
from qipan.planner.factor import Parcel, Renewable, Supply
from qipan.planner.project import Activity, Project
from qipan.planner.refusal import require, require_unique
from qipan.planner.rule import Gap, Pin, Rule, Stability
from qipan.planner.target import Target

STEADY = Stability()


@dataclass(frozen=True, slots=True)
class Problem:
    """A coordination problem.

    Attributes
    ----------
    name : str
    horizon : int
        Periods (weeks) ``0..horizon - 1``; every activity ends by ``horizon``.
    projects, calendars, curves, renewables, supplies, parcels, targets, rules, pins : tuples
    in_force : tuple of Assignment
        The plan in force, from which changes cost what `stability` says.
    stability : Stability
    """

    name: str
    horizon: int
    projects: tuple[Project, ...]
    calendars: tuple[Calendar, ...] = ()
    curves: tuple[Curve, ...] = ()
    renewables: tuple[Renewable, ...] = ()
    supplies: tuple[Supply, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    targets: tuple[Target, ...] = ()
    rules: tuple[Rule, ...] = ()
    pins: tuple[Pin, ...] = ()
    in_force: tuple[Assignment, ...] = ()
    stability: Stability = STEADY

    def __post_init__(self) -> None:
        require(self.horizon > 0, "The horizon has no period.")
        require_unique([project.name for project in self.projects], "project")
        require_unique([thing.name for thing in self.factors], "factor")
        for factor_name in (thing.name for thing in self.factors):
            require(
                not factor_name.startswith("rule:"),
                f"Factor “{factor_name}”: names beginning with “rule:” are kept for rules.",
            )
        require_unique([calendar.name for calendar in self.calendars], "calendar")
        require_unique([curve.name for curve in self.curves], "curve")
        require_unique([target.name for target in self.targets], "target")
        for curve in self.curves:
            require(
                len(curve.worth) == self.horizon + 1,
                f"Curve “{curve.name}” has {len(curve.worth)} figures; the horizon of {self.horizon} periods asks for {self.horizon + 1}.",
            )
        for factor in self.renewables:
            require(
                len(factor.capacity) == self.horizon,
                f"Factor “{factor.name}” has {len(factor.capacity)} capacities; the horizon has {self.horizon} periods.",
            )
        self._require_known_names()
        self._require_sane_rules()
        self._require_sane_pins()

    def _require_known_names(self) -> None:
        renewables = {factor.name for factor in self.renewables}
        factors = renewables | {supply.name for supply in self.supplies} | {parcel.name for parcel in self.parcels}
        calendars = {"", *(calendar.name for calendar in self.calendars)}
        curves = {"", *(curve.name for curve in self.curves)}
        targets = {"", *(target.name for target in self.targets)}
        sizes = {parcel.name: parcel.size for parcel in self.parcels}
        for project in self.projects:
            for held in project.holds:
                require(
                    held.factor in renewables,
                    f"Project “{project.name}” holds “{held.factor}”, which is not a renewable factor.",
                )
            for activity in project.activities:
                where = f"Activity “{activity.name}” of “{project.name}”"
                require(activity.calendar in calendars, f"{where} follows the unknown calendar “{activity.calendar}”.")
                for use in activity.uses:
                    require(use.factor in factors, f"{where} uses the unknown factor “{use.factor}”.")
                    require(
                        use.amount <= sizes.get(use.factor, use.amount),
                        f"{where} needs {use.amount} of parcel “{use.factor}”, which has {sizes.get(use.factor)}.",
                    )
                for gain in activity.gains:
                    require(gain.curve in curves, f"{where} counts along the unknown curve “{gain.curve}”.")
                    require(gain.target in targets, f"{where} counts towards the unknown target “{gain.target}”.")

    def _require_sane_rules(self) -> None:
        names = {project.name for project in self.projects}
        for rule in self.rules:
            for name in (rule.first, rule.second) if isinstance(rule, Gap) else rule.projects:
                require(name in names, f"A rule names the unknown project “{name}”.")
        gaps = [rule for rule in self.rules if isinstance(rule, Gap)]
        require(all(gap.lag >= 0 for gap in gaps), "A gap between projects is below zero.")

    def _require_sane_pins(self) -> None:
        projects = {project.name: project for project in self.projects}
        require_unique([pin.project for pin in self.pins], "pin for one project")
        require_unique([part.project for part in self.in_force], "project in the plan in force")
        for pin in self.pins:
            require(pin.project in projects, f"A pin names the unknown project “{pin.project}”.")
            project = projects[pin.project]
            require(
                not (project.mandatory and pin.accept is False),
                f"Project “{pin.project}” is mandatory and cannot be pinned out.",
            )
            offers = {(choice.name, option) for choice in project.choices for option in choice.options}
            for pair in pin.options:
                require(pair in offers, f"A pin gives “{pin.project}” the unknown option “{pair[1]}”.")
            activities = {activity.name: activity for activity in project.activities}
            for name, period in pin.starts:
                require(name in activities, f"A pin names the unknown activity “{name}” of “{pin.project}”.")
                require(
                    starts_within(activities[name], period, self.horizon),
                    f"A pin starts “{name}” of “{pin.project}” in period {period}, outside its bounds.",
                )

    @property
    def factors(self) -> list[Renewable | Supply | Parcel]:
        """All that projects share."""
        return [*self.renewables, *self.supplies, *self.parcels]

    def mandatory(self) -> frozenset[str]:
        """Projects that must be in: by nature, or because a person said so."""
        pinned = {pin.project for pin in self.pins if pin.accept}
        return frozenset(pinned | {project.name for project in self.projects if project.mandatory})

    def banned(self) -> frozenset[str]:
        """Projects that a person has taken out."""
        return frozenset(pin.project for pin in self.pins if pin.accept is False)


def starts_within(activity: Activity, period: int, horizon: int) -> bool:
    """May the activity start then, as far as its own bounds go?"""
    return activity.earliest <= period <= (horizon if activity.latest == -1 else activity.latest)
