"""The one way out of the planner: an adopted plan as tasks to organisations, dates of projects, allocations of factors; and back again."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from qipan.board import measures, queries, rules, seeds, words
from qipan.board.models import Adoption
from qipan.core import rulesets, units
from qipan.core.models import User
from qipan.delivery.factors import actions as factors
from qipan.delivery.factors.models import Allocation, Factor
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import Project
from qipan.territory.orgs.models import Organisation
from qipan.territory.tasks import actions as tasks
from qipan.territory.tasks.models import Task

ORIGIN = queries.ADOPTION
DATES = ("planned_start", "planned_start_precision", "planned_end", "planned_end_precision")
BEGUN = frozenset({"started", "completed", "production", "capacity"})
USED_UP = ("land", "credit", "energy", "emission")


def hand_down(*, adoption: Adoption, by: User, on: date) -> dict[str, Any]:
    """Write the plan down, inside the caller's transaction; answers what was written."""
    with translation.override(settings.LANGUAGE_CODE):
        return _Dispatch(adoption, by, on).done()


class _Dispatch:
    def __init__(self, adoption: Adoption, by: User, on: date) -> None:
        self.adoption, self.run, self.by, self.on = adoption, adoption.run, by, on
        self.figures = rulesets.in_force(seeds.KIND, on=self.run.on)
        self.problem = {one["name"]: one for one in json.loads(self.run.problem)["projects"]}
        self.parts = {part["project"]: part for part in json.loads(self.run.plan)["assignments"]}
        rows = Project.objects.filter(key__in=[UUID(key) for key in self.parts]).select_related("lead_org", "park")
        self.projects = {str(p.key): p for p in rows}
        self.factors = {measures.name_of(f): f for f in Factor.objects.select_related("organisation")}
        self.origin: dict[str, Any] = {"origin_type": ORIGIN, "origin_key": adoption.key}

    def done(self) -> dict[str, Any]:
        dates, allocations = [], []
        for key, project in self.projects.items():
            moved = self._dates(project, self.run.result["steps"][key])
            if moved:
                dates.append(moved)
            allocations += self._allocations(project, key)
        given = self._tasks() + self._bank_tasks(allocations)
        return {
            "tasks": [str(task.key) for task in given],
            "dates": dates,
            "allocations": [str(one.key) for one in allocations],
            "no_lead": sum(1 for p in self.projects.values() if p.lead_org_id is None),
        }

    def _dates(self, project: Project, steps: list[Any]) -> dict[str, Any] | None:
        """Planned start and end of building, of projects not begun: what is begun keeps the dates it answers for."""
        if project.stage in BEGUN:
            return None
        building = [s for s in steps if s[0] in ("foundation", "structure", "equipment")]
        if not building:
            return None
        wanted = {
            "planned_start": rules.day_of(self.run.origin, min(s[1] for s in building)),
            "planned_start_precision": "day",
            "planned_end": rules.last_day(self.run.origin, max(s[2] for s in building)),
            "planned_end_precision": "day",
        }
        before = {name: getattr(project, name) for name in DATES}
        if before == wanted:
            return None
        projects.set_dates(project=project, dates=wanted, by=self.by, on=self.on)
        return {"project": str(project.key), "before": _plain(before), "after": _plain(wanted)}

    def _allocations(self, project: Project, key: str) -> list[Allocation]:
        options = {tuple(pair) for pair in self.parts[key]["options"]}
        starts = dict(self.parts[key]["starts"])
        drawn: dict[str, tuple[int, int]] = {}
        for activity in self.problem[key]["activities"]:
            for use in activity.get("uses", ()):
                is_used = use["factor"].partition(":")[0] in USED_UP
                if is_used and {tuple(pair) for pair in use.get("when", ())} <= options and use["amount"]:
                    amount, first = drawn.get(use["factor"], (0, starts[activity["name"]]))
                    drawn[use["factor"]] = (amount + use["amount"], min(first, starts[activity["name"]]))
        return [
            factors.allocate(
                by=self.by, project=project, factor=self.factors[name], since=rules.day_of(self.run.origin, week),
                amount=measures.measured(self.factors[name].kind, amount).quantize(measures.CENT), **self.origin,
            )
            for name, (amount, week) in drawn.items()
            if name in self.factors
        ]  # fmt: skip

    def _tasks(self) -> list[Task]:
        """To the organisation that leads a project: its next step, when that begins soon."""
        due = []
        for key, project in self.projects.items():
            if project.lead_org is None or project.stage in BEGUN:
                continue
            steps = sorted(self.run.result["steps"][key], key=lambda step: (step[1], step[2]))
            if steps and steps[0][1] <= self.figures["tasks_within_weeks"]:
                due.append((steps[0][2], project, steps))
        due.sort(key=lambda one: (one[0], one[1].pk))
        return [self._task(project, steps) for _end, project, steps in due[: self.figures["tasks_at_most"]]]

    def _task(self, project: Project, steps: list[Any]) -> Task:
        language = settings.LANGUAGE_CODE
        first = steps[0]
        day = lambda on: units.date_text(on, "day", language)  # noqa: E731
        lines = [
            f"{words.step(code)}: {day(rules.day_of(self.run.origin, start))} – {day(rules.last_day(self.run.origin, end))}"
            for code, start, end in steps
        ]
        organisation = project.lead_org
        assert organisation is not None
        return tasks.assign(
            by=self.by,
            title=_("%(project)s: %(step)s") % {"project": project.name[:150], "step": words.step(first[0])},
            detail="\n".join([_("From the county's plan “%(plan)s”:") % {"plan": self.run.name}, *lines]),
            organisation=organisation,
            due_on=max(self.on, rules.last_day(self.run.origin, first[2])),
            **self.origin,
        )

    def _bank_tasks(self, allocations: list[Allocation]) -> list[Task]:
        """To each bank the sum it is to lend and by when; which projects, it sees where they are shared with it."""
        language = settings.LANGUAGE_CODE
        found = []
        banks: dict[Organisation, list[Allocation]] = {}
        for one in allocations:
            bank = one.factor.organisation
            if one.factor.kind == "credit" and bank is not None:
                banks.setdefault(bank, []).append(one)
        for bank, rows in sorted(banks.items(), key=lambda item: item[0].pk):
            total = units.money_text(int(sum(r.amount for r in rows)), language=language)
            found.append(
                tasks.assign(
                    by=self.by,
                    title=_("Make ready %(amount)s of credit for %(count)s projects")
                    % {"amount": total, "count": len(rows)},
                    detail=_("From the county's plan “%(plan)s”; the first is needed on %(day)s.")
                    % {"plan": self.run.name, "day": units.date_text(min(r.since for r in rows), "day", language)},
                    organisation=bank,
                    due_on=max(self.on, min(r.since for r in rows)),
                    **self.origin,
                )
            )
        return found


def take_back(*, adoption: Adoption, by: User, on: date, keep_dates: bool = False) -> dict[str, int]:
    """Withdraw open tasks, release allocations, put dates back unless somebody wrote others since. Answers how many of each."""
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("The plan is no longer in force.")
    origin = {"origin_type": ORIGIN, "origin_key": adoption.key}
    back = {"tasks": 0, "dates": 0, "kept_dates": 0, "allocations": 0}
    for task in Task.objects.filter(status=Task.Status.OPEN, **origin):
        tasks.withdraw(by=by, task=task, reason=reason)
        back["tasks"] += 1
    for row in Allocation.objects.filter(released_on__isnull=True, **origin):
        factors.release(by=by, allocation=row, on=on)
        back["allocations"] += 1
    for moved in () if keep_dates else adoption.dispatched.get("dates", ()):
        project = Project.objects.filter(key=moved["project"]).first()
        if project is None or _plain({name: getattr(project, name) for name in DATES}) != moved["after"]:
            back["kept_dates"] += 1
            continue
        dates = {
            n: date.fromisoformat(v) if v and not n.endswith("precision") else v for n, v in moved["before"].items()
        }
        projects.set_dates(project=project, dates=dates, by=by, on=on)
        back["dates"] += 1
    return back


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
