"""What is known of projects, gathered in bulk for the rules: a handful of questions for hundreds of projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from qipan.core.models import AuditEntry
from qipan.pipeline.projects.models import Amount, Attachment, Progress, Project
from qipan.pipeline.projects.rules import headline
from qipan.pipeline.projects.rules.checkup import Case, Photo, Point, bare_code
from qipan.pipeline.projects.rules.headline import Sum
from qipan.territory.companies import rules as firms

_READ = (
    "id", "key", "name", "stage", "status", "signed_on", "start_on", "stage_since", "reported_on", "total_minor", "done_minor",
    "plan_minor", "plan_year", "currency", "latitude", "longitude", "investor", "lead_org_id", "code",
)  # fmt: skip
_PICTURES = ("photo", "equipment")
_DOCUMENTS = ("contract", "filing", "minutes", "decision", "permit", "feasibility")


def cases(ids: Sequence[int], on: date) -> dict[int, Case]:
    """Project → case of a day."""
    projects = {row["id"]: row for row in Project.objects.filter(pk__in=ids).values(*_READ)}
    amounts, percents = _amounts(ids), _percents(ids)
    photos, documents, totals = _photos(ids), _documents(ids), _totals(projects)
    investors, codes = _twins(projects)
    return {
        pk: Case(
            on=on, stage=row["stage"], status=row["status"], signed_on=row["signed_on"], started_on=row["start_on"],
            stage_since=row["stage_since"], reported_on=row["reported_on"], total=row["total_minor"], done=row["done_minor"],
            plan=row["plan_minor"], plan_year=row["plan_year"], **_money(amounts.get(pk, []), row),
            percents=percents.get(pk, ()), totals=totals.get(pk, ()), documents=documents.get(pk, ()), photos=photos.get(pk, ()),
            position=_place(row["latitude"], row["longitude"]), same_investor=investors.get(pk, ()), same_code=codes.get(pk, ()),
        )
        for pk, row in projects.items()
    }  # fmt: skip


def _place(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    return (latitude, longitude) if latitude is not None and longitude is not None else None


def _amounts(ids: Sequence[int]) -> dict[int, list[Sum]]:
    found: dict[int, list[Sum]] = defaultdict(list)
    kinds = ("completed", "in_place", "registered")
    rows = Amount.objects.filter(project_id__in=ids, kind__in=kinds).order_by("until", "since", "pk")
    for row in rows.values("project_id", "kind", "since", "until", "minor", "currency"):
        found[row.pop("project_id")].append(Sum(**row))
    return found


def _money(amounts: Sequence[Sum], project: dict[str, Any]) -> dict[str, Any]:
    """Series in the project's currency; funds in place as sums to date, completed as sums since New Year."""
    own = [a for a in amounts if a.currency == project["currency"]]
    in_place = [a for a in own if a.kind == "in_place"]
    ends = sorted({a.until for a in in_place if a.until})
    held = [Point(end, _to_date(in_place, end)) for end in ends]
    completed = [a for a in own if a.kind == "completed"]
    year_to_date = [
        Point(a.until, a.minor) for a in completed
        if a.since and a.until and (a.since.month, a.since.day) == (1, 1) and a.since.year == a.until.year
    ]  # fmt: skip
    registered = [a.minor for a in own if a.kind == "registered"]
    year = project["plan_year"]
    before = [a for a in completed if year and a.until and a.until.year < year]
    return {
        "in_place": held,
        "completed": sorted(year_to_date, key=lambda p: p.until),
        "registered": registered[-1] if registered else None,
        "done_before": headline(before, date(year - 1, 12, 31))["done_minor"] if before else None,
    }


def _to_date(amounts: Sequence[Sum], end: date) -> int:
    known = [a for a in amounts if a.until is None or a.until <= end]
    return headline(known, end)["in_place_minor"] or 0


def _percents(ids: Sequence[int]) -> dict[int, list[Point]]:
    found: dict[int, list[Point]] = defaultdict(list)
    rows = Progress.objects.filter(project_id__in=ids, percent__isnull=False).order_by("until")
    for pk, until, percent in rows.values_list("project_id", "until", "percent"):
        found[pk].append(Point(until, percent))
    return found


def _photos(ids: Sequence[int]) -> dict[int, list[Photo]]:
    """Pictures with what their camera says, and the other project that holds the very same file."""
    own = list(
        Attachment.objects.filter(project_id__in=ids, kind__in=_PICTURES).values(
            "project_id", "name", "sha256", "created_at", "taken_at", "latitude", "longitude"
        )
    )
    shared: dict[str, list[tuple[int, str]]] = defaultdict(list)
    rows = Attachment.objects.filter(sha256__in={row["sha256"] for row in own}, kind__in=_PICTURES)
    for sha, pk, name in rows.values_list("sha256", "project_id", "project__name"):
        shared[sha].append((pk, name))
    found: dict[int, list[Photo]] = defaultdict(list)
    for row in own:
        other = next((name for pk, name in shared[row["sha256"]] if pk != row["project_id"]), "")
        taken = timezone.localdate(row["taken_at"]) if row["taken_at"] else None
        place = _place(row["latitude"], row["longitude"])
        photo = Photo(row["name"], timezone.localdate(row["created_at"]), other, taken, place)
        found[row["project_id"]].append(photo)
    return found


def _documents(ids: Sequence[int]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    rows = Attachment.objects.filter(project_id__in=ids, kind__in=_DOCUMENTS)
    for pk, at in rows.values_list("project_id", "created_at"):
        found[pk].append(timezone.localdate(at))
    return found


def _totals(projects: dict[int, dict[str, Any]]) -> dict[int, list[Point]]:
    """How the total investment went, from the audit chain: every value it held, with the day it came."""
    by_key = {row["key"]: pk for pk, row in projects.items()}
    found: dict[int, list[Point]] = defaultdict(list)
    entries = AuditEntry.objects.filter(
        object_type="projects.project", object_key__in=list(by_key), changes__has_key="total"
    )
    for key, at, changes in entries.order_by("seq").values_list("object_key", "at", "changes"):
        new = changes["total"][1]
        if isinstance(new, int) and key is not None:
            found[by_key[key]].append(Point(timezone.localdate(at), new))
    return found


def _twins(projects: dict[int, dict[str, Any]]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """The same investor, resp. the same code in another spelling, in another unit's ledger."""
    investors = {firms.plain_name(row["investor"]) for row in projects.values() if row["investor"]} - {""}
    codes = {bare_code(row["code"]) for row in projects.values() if row["code"]} - {""}
    same_investor: dict[int, list[str]] = {}
    same_code: dict[int, list[str]] = {}
    if not investors and not codes:
        return same_investor, same_code
    by_investor: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    by_code: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    rows = Project.objects.exclude(status__in=("lost", "abandoned")).values_list(
        "pk", "name", "lead_org_id", "investor", "code"
    )
    for row in rows:
        if row[3] and (plain := firms.plain_name(row[3])) in investors:
            by_investor[plain].append(row)
        if row[4] and (bare := bare_code(row[4])) in codes:
            by_code[bare].append(row)
    for pk, project in projects.items():
        if project["investor"] and project["lead_org_id"]:
            alike = by_investor[firms.plain_name(project["investor"])]
            others = [r[1] for r in alike if r[0] != pk and r[2] not in (None, project["lead_org_id"])]
            same_investor |= {pk: others[:5]} if others else {}
        if project["code"]:
            others = [r[1] for r in by_code[bare_code(project["code"])] if r[0] != pk]
            same_code |= {pk: others[:5]} if others else {}
    return same_investor, same_code
