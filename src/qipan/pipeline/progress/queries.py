"""Who reports on what, who has not, and what counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext

from qipan.core import access, units
from qipan.pipeline.progress import rules
from qipan.pipeline.progress.models import Cadence, Line, Report, Schedule
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Amount, Progress, Project
from qipan.territory.orgs import queries as orgs
from qipan.territory.orgs.models import Organisation

LINKED = ("project", "organisation", "report__problem_org", "report__reported_by", "report__verified_by")


def lines_visible_to(user: Any) -> QuerySet[Line]:
    """Lines of projects one sees, and those one's own organisations report on."""
    scope = orgs.scope_of(user)
    if "board.see" not in scope.abilities:
        return Line.objects.none()
    if scope.is_everything:
        return Line.objects.all()
    seen = projects.visible_to(user).values("pk")
    return Line.objects.filter(Q(project__in=seen) | Q(organisation_id__in=scope.organisation_ids))


def visible_to(user: Any) -> QuerySet[Schedule]:
    """Rounds with a line one sees; every round for whoever reaches everything."""
    scope = orgs.scope_of(user)
    if "board.see" not in scope.abilities:
        return Schedule.objects.none()
    if scope.is_everything:
        return Schedule.objects.all()
    return Schedule.objects.filter(pk__in=lines_visible_to(user).values("schedule_id"))


def reported_by(user: Any) -> QuerySet[Line]:
    """Lines a person may report on: those of their organisations; all for whoever reaches everything."""
    scope = orgs.scope_of(user)
    if "projects.edit" not in scope.abilities:
        return Line.objects.none()
    return (
        Line.objects.all() if scope.is_everything else Line.objects.filter(organisation_id__in=scope.organisation_ids)
    )


def own_lines(user: Any) -> QuerySet[Line]:
    """Lines one's own organisations answer for, whatever else one may reach."""
    return reported_by(user).filter(organisation_id__in=orgs.scope_of(user).organisation_ids)


def last_rounds() -> list[Schedule]:
    """The latest round of each cadence and issue."""
    found: dict[tuple[str, int], Schedule] = {}
    for row in Schedule.objects.select_related("by", "fallback").order_by("until", "pk"):
        found[row.cadence, row.number] = row
    return list(found.values())


def asked_of(schedule: Schedule) -> QuerySet[Project]:
    """Projects that a round like this one asks about today, within the reach of who opened the first."""
    rows = Project.objects.all() if schedule.by is None else projects.visible_to(schedule.by, to="tasks.assign")
    rows = rows.filter(stage__in=schedule.stages).exclude(status__in=projects.ENDED)
    rows = rows.filter(level=schedule.level) if schedule.level else rows
    return rows.select_related("lead_org").order_by("name")


def reporters_of(schedule: Schedule) -> dict[int, Organisation]:
    """Project → who reports on it, where somebody else than its lead organisation was named."""
    lines = schedule.lines.select_related("organisation", "project")
    return {
        line.project_id: line.organisation
        for line in lines
        if line.organisation_id not in (line.project.lead_org_id, schedule.fallback_id)
    }


@dataclass(slots=True)
class Part:
    """How far one organisation is with a round; money in minor units, only what counts."""

    organisation: Organisation
    asked: int = 0
    missing: int = 0
    waiting: int = 0
    returned: int = 0
    verified: int = 0
    late: int = 0
    invested: int = 0
    cumulative: int = 0

    @property
    def reported(self) -> int:
        return self.waiting + self.verified

    @property
    def share(self) -> int:
        return round(100 * self.reported / self.asked) if self.asked else 0


@dataclass(slots=True)
class Standing:
    """A round as a whole and by organisation, who owes most first."""

    schedule: Schedule
    whole: Part
    parts: list[Part] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return self.whole.verified == self.whole.asked > 0


def title_of(cadence: str, since: date) -> str:
    """ "October 2026, monthly report": what a round is called unless somebody calls it otherwise."""
    precision = {"week": "day"}.get(cadence, cadence)
    return gettext("%(period)s · %(cadence)s report") % {
        "period": units.date_text(since, precision, get_language() or "en"), "cadence": Cadence(cadence).label,
    }  # fmt: skip


def standing(schedule: Schedule, lines: Iterable[Line]) -> Standing:
    """Counts and sums; where only verified figures count, the others are not added."""
    whole = Part(Organisation())
    parts: dict[int, Part] = {}
    for line in lines:
        part = parts.setdefault(line.organisation_id, Part(line.organisation))
        for one in (whole, part):
            _add(one, line, schedule.is_verified_only)
    ordered = sorted(parts.values(), key=lambda p: (-p.missing - p.returned, -p.waiting, str(p.organisation)))
    return Standing(schedule, whole, ordered)


def _add(part: Part, line: Line, is_verified_only: bool) -> None:
    report = report_of(line)
    part.asked += 1
    if report is None:
        part.missing += 1
        return
    part.late += report.is_late
    if report.state == Report.State.RETURNED:
        part.returned += 1
        return
    is_verified = report.state == Report.State.VERIFIED
    part.verified += is_verified
    part.waiting += not is_verified
    if is_verified or not is_verified_only:
        part.invested += report.invested_minor or 0
        part.cumulative += report.cumulative_minor or 0


def report_of(line: Line) -> Report | None:
    return getattr(line, "report", None)


def counted(schedule: Schedule) -> QuerySet[Report]:
    """The reports statistics may use: verified ones only where the round says so, never returned ones."""
    found = Report.objects.filter(line__schedule=schedule).exclude(state=Report.State.RETURNED)
    return found.filter(state=Report.State.VERIFIED) if schedule.is_verified_only else found


def before(schedule: Schedule, ids: Sequence[int]) -> dict[int, rules.Figures]:
    """Project → what stood at the end of the period before: the last report of any round, else what the ledgers held."""
    found: dict[int, rules.Figures] = {}
    rows = Report.objects.filter(line__project_id__in=ids, line__schedule__until__lt=schedule.until)
    rows = rows.exclude(state=Report.State.RETURNED).select_related("line__schedule")
    for row in rows.order_by("line__schedule__until", "pk"):
        found[row.line.project_id] = figures(row, row.line.schedule.until.year)
    rest = [pk for pk in ids if pk not in found]
    return found | _from_ledgers(schedule.until, rest) if rest else found


def _from_ledgers(until: date, ids: Sequence[int]) -> dict[int, rules.Figures]:
    """Before the first round: the latest amounts and words written down before the period's end."""
    held: dict[int, dict[str, Any]] = defaultdict(dict)
    amounts = Amount.objects.filter(project_id__in=ids, until__lt=until, kind__in=("completed", "in_place"))
    for row in amounts.order_by("until", "since", "pk"):
        if row.until is None or (row.kind == "completed" and row.since != date(row.until.year, 1, 1)):
            continue
        held[row.project_id][{"completed": "cumulative"}.get(row.kind, row.kind)] = row.minor
        held[row.project_id]["year"] = row.until.year
    for step in Progress.objects.filter(project_id__in=ids, until__lt=until).order_by("until"):
        held[step.project_id] |= {"percent": step.percent, "words": step.words}
        held[step.project_id].setdefault("year", step.until.year)
    return {pk: rules.Figures(**values) for pk, values in held.items()}


def filled(values: dict[str, Any], line: Line, before: rules.Figures | None) -> dict[str, Any]:
    """What was reported, with what follows from it and the period before (`rules.completed`): page and workbook alike."""
    now = rules.completed(read(values, line), before)
    made = {"invested_minor": now.invested, "cumulative_minor": now.cumulative}
    return values | {name: value for name, value in made.items() if value is not None and values.get(name) is None}


def read(values: dict[str, Any], line: Line) -> rules.Figures:
    """Values of a report as the rules see them."""
    return rules.Figures(
        values.get("invested_minor"), values.get("cumulative_minor"), values.get("in_place_minor"), values.get("percent"),
        values.get("words") or "", line.schedule.until.year,
    )  # fmt: skip


def figures(report: Report, year: int) -> rules.Figures:
    return rules.Figures(
        report.invested_minor, report.cumulative_minor, report.in_place_minor, report.percent, report.words, year
    )


def owing(schedule: Schedule) -> Counter[int]:
    """Organisation → how many of its lines were not reported, or were returned."""
    lines = schedule.lines.filter(Q(report__isnull=True) | Q(report__state=Report.State.RETURNED))
    return Counter(lines.values_list("organisation_id", flat=True))


def open_on(on: date) -> QuerySet[Schedule]:
    """Rounds whose reporting has begun and where somebody still owes a report."""
    owed = Line.objects.filter(Q(report__isnull=True) | Q(report__state=Report.State.RETURNED))
    return Schedule.objects.filter(opens_on__lte=on, pk__in=owed.values("schedule_id"))


def to_report(user: Any, on: date) -> list[tuple[Schedule, int, int]]:
    """(round, how many lines one's organisations still owe, how many of them were returned), the earliest to close first."""
    owed = own_lines(user).filter(schedule__opens_on__lte=on).filter(
        Q(report__isnull=True) | Q(report__state=Report.State.RETURNED)
    )  # fmt: skip
    counts: Counter[int] = Counter()
    returned: Counter[int] = Counter()
    rounds: dict[int, Schedule] = {}
    for line in owed.select_related("schedule", "report"):
        counts[line.schedule_id] += 1
        returned[line.schedule_id] += report_of(line) is not None
        rounds[line.schedule_id] = line.schedule
    ordered = sorted(rounds.values(), key=lambda s: (s.closes_on, s.pk))
    return [(one, counts[one.pk], returned[one.pk]) for one in ordered]


def to_verify(user: Any) -> Counter[Schedule]:
    """Reports that wait for a second person, by round; one's own are not among them."""
    if not access.able(user, "projects.confirm"):
        return Counter()
    waiting = Report.objects.filter(state=Report.State.SUBMITTED, line__in=lines_visible_to(user))
    rows = waiting.exclude(reported_by=user).select_related("line__schedule")
    return Counter(row.line.schedule for row in rows)


def of_project(project: Project, *, most: int = 8) -> QuerySet[Line]:
    """A project's lines, the latest period first."""
    rows = Line.objects.filter(project=project).select_related("schedule", *LINKED)
    return rows.order_by("-schedule__until")[:most]
