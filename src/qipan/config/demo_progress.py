"""The demonstration's work: a monthly round nearly done, a ten-day round running, timetables, findings with answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qipan.core import rulesets, units
from qipan.core.models import User
from qipan.pipeline.checkups import actions as checkups
from qipan.pipeline.checkups.models import Finding
from qipan.pipeline.progress import actions, queries, rules
from qipan.pipeline.progress.models import Cadence, Line, Schedule
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import Project
from qipan.pipeline.timetables import actions as timetables
from qipan.pipeline.timetables import queries as laid
from qipan.pipeline.timetables.models import Timetable
from qipan.territory.orgs.models import Organisation

ASKED = 60
# How the lines of the monthly round stand, over and over: verified in time, waiting, late, returned, missing.
_STANDS = (
    "verified",
    "verified",
    "waiting",
    "verified",
    "late",
    "verified",
    "missing",
    "verified_late",
    "verified",
    "returned",
)
_WORDS = (
    "土方开挖完成，进行基础施工",
    "主体施工至二层",
    "主体封顶，砌体施工",
    "钢结构吊装",
    "设备安装调试",
    "室外管网和道路施工",
)
_WORDS_EN = (
    "Earthworks done, foundations under way", "Main works on the second storey", "Roofed, walls under way", "Steel frame being lifted",
    "Equipment being installed", "Outside pipes and roads",
)  # fmt: skip


def load(*, by: User, today: date) -> int:
    """Nothing where a round is held already. `by`: the key-projects officer, who verifies what others report."""
    if Schedule.objects.exists() or not Project.objects.exists():
        return 0
    reporter = User.objects.filter(username__in=["clerk", "township", "investment"]).order_by("username").first() or by
    with transaction.atomic():
        month = _round(Cadence.MONTH, _asked(ASKED), by, today)
        _report_month(month, reporter, by)
        ten_days = _round(Cadence.TEN_DAYS, _asked(24), by, today, closes_on=today + timedelta(days=2))
        _report_some(ten_days, reporter, today)
        _lay(by, today)
    checkups.check_all(on=today)
    _answer(reporter, by, today)
    return month.lines.count()


def _asked(most: int) -> list[Project]:
    rows = Project.objects.filter(stage="started", lead_org__isnull=False).select_related("lead_org")
    return list(rows.order_by("-total_minor", "pk")[:most])


def _round(cadence: str, chosen: list[Project], by: User, today: date, closes_on: date | None = None) -> Schedule:
    """The round that is due by the rule set."""
    held: dict[str, Any] = rulesets.in_force("cadences", on=today)["cadences"][cadence]
    since, until = rules.latest(cadence, today, int(held["opens"]))
    if cadence == Cadence.MONTH and until > today:
        since, until = rules.period_of(cadence, since - timedelta(days=1))
    opens, closes = rules.window(until, held)
    title = _("%(period)s · %(cadence)s report") % {
        "period": units.date_text(since, cadence, get_language() or "en"), "cadence": Cadence(cadence).label,
    }  # fmt: skip
    fallback = Organisation.objects.order_by("pk").first()
    assert fallback is not None
    return actions.open_round(
        title=title, cadence=cadence, since=since, until=until, opens_on=min(opens, today), closes_on=closes_on or closes,
        is_verified_only=held["is_verified_only"], projects=chosen, fallback=fallback, by=by,
    )  # fmt: skip


def _report_month(schedule: Schedule, reporter: User, by: User) -> None:
    lines = list(schedule.lines.select_related("project", "schedule").order_by("pk"))
    before = queries.before(schedule, [line.project_id for line in lines])
    in_time, late = (_at(schedule.closes_on - timedelta(days=1)), _at(schedule.closes_on + timedelta(days=2)))
    for number, line in enumerate(lines):
        stands = _STANDS[number % len(_STANDS)]
        if stands == "missing":
            continue
        moment = late if "late" in stands else in_time
        values = _values(line, number, before.get(line.project_id))
        report = actions.submit(line=line, by=reporter, at=moment, values=values)
        if stands.startswith("verified"):
            actions.verify(report=report, by=by, at=moment + timedelta(hours=4))
        elif stands == "returned":
            reason = _("The cumulative figure is not that of the contract; attach the voucher.")
            actions.send_back(report=report, reason=reason, by=by, at=moment + timedelta(hours=4))


def _report_some(schedule: Schedule, reporter: User, today: date) -> None:
    lines = list(schedule.lines.select_related("project", "schedule").order_by("pk"))
    before = queries.before(schedule, [line.project_id for line in lines])
    for number, line in enumerate(lines[::3]):
        values = _values(line, number, before.get(line.project_id))
        actions.submit(line=line, by=reporter, at=_at(today), values=values)


def _at(on: date) -> datetime:
    return datetime.combine(on, time(2, 30), tzinfo=UTC)


def _values(line: Line, number: int, before: rules.Figures | None) -> dict[str, Any]:
    """Plausible figures: some of the plan, a little more in place, a few points further; one in nine does not add up."""
    project = line.project
    share = (project.plan_minor or project.total_minor or units.YI) // (
        12 if line.schedule.cadence == Cadence.MONTH else 36
    )
    invested = share * (60 + 13 * (number % 6)) // 100 // units.WAN * units.WAN
    base = before.cumulative if before and before.year == line.schedule.until.year else None
    cumulative = (base if base is not None else project.done_year_minor or 0) + invested
    percent = min(
        Decimal(before.percent if before and before.percent is not None else 30 + number % 40) + 4, Decimal(98)
    )
    words = (_WORDS if units.is_chinese(get_language() or "en") else _WORDS_EN)[number % len(_WORDS)]
    values = {
        "invested_minor": invested, "cumulative_minor": cumulative + (units.WAN * 50 if number % 9 == 4 else 0),
        "in_place_minor": (project.in_place_minor or 0) + invested * 9 // 10, "percent": percent, "words": words,
    }  # fmt: skip
    if number % 7 == 2:
        values |= {
            "problem": _("The power line to the site is not connected."), "problem_org": line.organisation,
            "problem_due_on": line.schedule.closes_on + timedelta(days=14),
        }  # fmt: skip
    return values


def _lay(by: User, today: date) -> None:
    """Timetables of eight projects: some on time, some a little behind, one far behind."""
    rows = Project.objects.filter(stage="started", planned_end__gt=today, milestones__isnull=True).order_by(
        "-total_minor", "pk"
    )
    building = list(rows[:5])
    early = list(
        Project.objects.filter(stage="preparation", milestones__isnull=True).order_by("-total_minor", "pk")[:3]
    )
    for number, project in enumerate((*building, *early)):
        kind = "building" if project.stage == "started" else "industry"
        end = today + timedelta(days=(120 if kind == "building" else 330) + 25 * number)
        table = timetables.lay(project=project, kind=kind, end_on=end, by=by, on=today - timedelta(days=200))
        for step in table.steps.select_related("milestone"):
            ended = step.baseline_end + timedelta(days=(0, 9, -4, 34, 3)[number % 5])
            if ended <= today:
                projects.put_milestone(
                    project=project,
                    name=step.milestone.name,
                    milestone=step.milestone,
                    by=by,
                    on=today,
                    actual_on=ended,
                )
    for table in Timetable.objects.all()[:1]:
        view = laid.view(table, today)
        if view is not None and view.slip <= 0:
            timetables.lay_anew(timetable=table, end_on=table.end_on + timedelta(days=21), by=by, on=today)


def _answer(reporter: User, by: User, today: date) -> None:
    """Three findings answered: one accepted, one waiting, one not accepted."""
    explained = _("The funds are with the bank; the voucher follows this week.")
    for number, finding in enumerate(Finding.objects.filter(state="open").order_by("rule", "pk")[:3]):
        checkups.answer(finding=finding, kind="explain", words=explained, by=reporter, on=today)
        if number != 1:
            reason = "" if number == 0 else _("No voucher is attached.")
            checkups.decide(finding=finding, is_accepted=number == 0, by=by, on=today, reason=reason)
