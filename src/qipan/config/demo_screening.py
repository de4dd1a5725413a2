"""The demonstration's access standards: three in force, a stricter draft; projects that pass, owe, fail or are waived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from qipan.core.models import User
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import Project
from qipan.pipeline.screening import actions, queries, rules, seeds
from qipan.pipeline.screening.models import Screening, Standard
from qipan.territory.orgs.models import Organisation

# name, the sheet it is drawn up from, the industries it names
DRAWN_UP = (
    ("equipment", "longchang-equipment", ["装备", "设备", "机器人", "智能", "equipment", "robot"]),
    ("food", "longchang-food", ["食品", "农副", "医药", "生物", "food", "medicine", "pharma", "bio"]),
    ("paper", "tuanfeng", ["造纸", "纸", "paper"]),
)
# what becomes of a project: per mu, in 万元: investment, tax, output; R&D in percent
ENOUGH = {"fai": 180, "tax": 12, "output": 420, "rd": 3}
OUTCOMES: tuple[tuple[str, dict[str, float]], ...] = (
    ("pass", {}),
    ("fail", {"tax": 5}),
    ("waived", {"fai": 96, "tax": 7.9}),
    ("pass", {"tax": 9}),
    ("open", {}),
    ("waiting", {"tax": 4}),
)
PART = {"pass": 0.95, "fail": 0.5}  # of the committee's marks


def load(*, by: Mapping[str, User], today: date) -> int:
    """How many projects were screened; none where a standard stands already."""
    if Standard.objects.exists():
        return 0
    officer = by["investment"]
    standing = {name: _standard(name, sheet, words, officer, today) for name, sheet, words in DRAWN_UP}
    _stricter(standing["equipment"], officer, today)
    talked = Project.objects.filter(stage="discussion", status="ongoing", currency="CNY", waiting_for="")
    waiting = iter(talked.select_related("chain", "node__segment").order_by("pk"))
    for outcome, changed in OUTCOMES:
        project = _next(waiting, (standing["equipment"], standing["food"]), today)
        if project:
            _screen(project, outcome, {**ENOUGH, **changed}, by, today)
    _followed(standing["equipment"], by, today)
    _scored(standing["paper"], by, today)
    return Screening.objects.count()


def _standard(name: str, code: str, words: Sequence[str], by: User, today: date) -> Standard:
    sheet = seeds.sheets()[code]
    names = {
        "equipment": _("Equipment and robots"),
        "food": _("Food and medicine"),
        "paper": _("Paper, weighted sheet"),
    }
    criteria = [
        row | {"near": "6"} if row["code"] == "tax" and row["kind"] == "hard" else row for row in sheet.criteria
    ]
    is_scored = code == "tuanfeng"
    values = {
        "name": names[name], "industries": list(words), "criteria": criteria, "effective_from": date(today.year, 1, 1),
        "source": (_("Made-up example, drawn up from: %(source)s") % {"source": sheet.source})[:300],
        "pass_at": 80 if is_scored else None, "conditional_at": 60 if is_scored else None,
    }  # fmt: skip
    return actions.put_in_force(standard=actions.draft(values=values, by=by), by=by, on=today)


def _stricter(standard: Standard, by: User, today: date) -> None:
    """A draft for the next year: ten of tax a mu, and the one that passed with nine would fail."""
    criteria = [row | {"threshold": "10", "near": "9.5"} if row["code"] == "tax" else row for row in standard.criteria]
    values = {name: getattr(standard, name) for name in ("name", "industries", "source")}
    note = _("The land that is left is scarce")
    day = date(today.year + 1, 1, 1)
    actions.draft(values={**values, "criteria": criteria, "effective_from": day, "note": note}, by=by)


def _next(waiting: Iterator[Project], held_by: Sequence[Standard], today: date) -> Project | None:
    wanted = {standard.pk for standard in held_by}
    for project in waiting:
        standard = queries.holding(project, today)
        if standard is not None and standard.pk in wanted:
            return project
    return None


def _told(row: Screening, each: Mapping[str, float], by: User) -> Screening:
    """Figures of a size that gives these values a mu."""
    land = row.figures.get("land")
    mu = rules.in_unit(queries.value_of(land), "mu") if land else rules.number("100")
    values: dict[str, tuple[str, str] | None] = {} if land else {"land": ("100", "mu")}
    for code in ("fai", "tax", "output"):
        if code in each:
            values[code] = (str(round(float(mu or 0) * each[code], 2)), "wan")
    if "rd" in each:
        values["rd"] = (str(each["rd"]), "percent")
        values["yes:requirements"] = ("1", "yes")
    return actions.tell(
        screening=row, values=values, by=by, who=_("The investor's manager"), source=_("Feasibility study, chapter 9")
    )


def _screen(project: Project, outcome: str, each: dict[str, float], by: Mapping[str, User], today: date) -> None:
    officer = by["investment"]
    row = actions.begin(project=project, by=officer, on=today - timedelta(days=9))
    if outcome == "open":
        _told(row, {"fai": each["fai"]}, officer)
        return
    row = actions.decide(screening=_told(row, each, officer), by=officer, on=today - timedelta(days=7))
    if outcome in ("waived", "waiting"):
        _waive(row, outcome, by, today)


def _waive(row: Screening, outcome: str, by: Mapping[str, User], today: date) -> None:
    paper = SimpleUploadedFile(_("Minutes") + ".txt", f"{row.project.name}\n{_('Minutes of the meeting')}".encode())
    minutes = projects.attach(project=row.project, upload=paper, kind="minutes", by=by["investment"])
    home = Organisation.objects.filter(kind=Organisation.Kind.DEPARTMENT).order_by("pk").first()
    if home:
        text = _("Reach 150 (10,000 CNY) of investment a mu with phase two")
        actions.add_condition(screening=row, text=text, organisation=home, days=365, by=by["investment"])
    waiver = actions.propose(
        screening=row, minutes=minutes, by=by["investment"], on=today - timedelta(days=5),
        reason=_("A leading firm of the chain: its suppliers follow it within two years."),
    )  # fmt: skip
    if outcome == "waived":
        actions.grant(
            waiver=waiver, by=by["leader"], on=today - timedelta(days=2), words=_("Agreed, with the condition.")
        )


def _followed(standard: Standard, by: Mapping[str, User], today: date) -> None:
    """A signed project admitted under conditions: what it owes is a task by now."""
    signed = Project.objects.filter(stage__in=("signed", "registered"), status="ongoing", currency="CNY")
    rows = iter(signed.select_related("chain", "node__segment").order_by("-total_minor", "pk"))
    project = _next(rows, (standard,), today)
    if project is None:
        return
    officer = by["investment"]
    row = actions.begin(project=project, by=officer, on=today - timedelta(days=60))
    row = _told(row, {**ENOUGH, "tax": 7}, officer)
    homes = Organisation.objects.filter(kind=Organisation.Kind.DEPARTMENT).order_by("pk")[:2]
    owed = (_("Tax of 8 (10,000 CNY) a mu in the third year"), 30), (_("Hand in the energy-saving report"), -3)
    for home, (text, days) in zip(homes, owed, strict=False):
        actions.add_condition(
            screening=row, text=text, organisation=home, due_on=today + timedelta(days=days), by=officer
        )
    actions.decide(screening=row, by=officer, on=today - timedelta(days=58))


def _scored(standard: Standard, by: Mapping[str, User], today: date) -> None:
    """Two by the committee's marks: one passes, one falls short."""
    talked = Project.objects.filter(stage="discussion", status="ongoing", waiting_for="", screenings__isnull=True)
    rows = iter(talked.select_related("chain", "node__segment").order_by("pk"))
    for outcome in ("pass", "fail"):
        project = _next(rows, (standard,), today)
        if project is None:
            return
        row = actions.begin(project=project, by=by["investment"], on=today - timedelta(days=6))
        values: dict[str, tuple[str, str] | None] = {"yes:veto": ("1", "yes")}
        for criterion in standard.criteria:
            if criterion["measure"] == "marks":
                given = round(float(criterion["weight"]) * PART[outcome] * 2) / 2
                values[f"marks:{criterion['code']}"] = (f"{given:g}", "points")
        told = actions.tell(
            screening=row, values=values, by=by["investment"], who=_("The review committee"), source=_("Score sheets")
        )
        actions.decide(screening=told, by=by["investment"], on=today - timedelta(days=4))
