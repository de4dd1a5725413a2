"""The demonstration's approvals: answers of some projects, and their applications on their way, told by a small simulation."""

from __future__ import annotations

import zlib
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qipan.core import holidays
from qipan.core.models import User
from qipan.core.workdays import Calendar
from qipan.delivery.approvals import actions, queries, rules, seeds
from qipan.delivery.approvals.models import Case, Edition, Item, Pause
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Stage

WANTED = 25
# How far along a project is, in working days since it set out; and whether all is done, as with those that build already.
_AGES = (54, 14, 22, 30, 41, 46, 52, 58, 63, 68, 73, 78)


def load(*, by: User, today: date) -> int:
    """The catalogue, answers of some twenty-five projects, and their cases. Nothing where cases are held already."""
    edition = seeds.seed()
    if Case.objects.exists():
        return 0
    calendar = holidays.calendar()
    items = queries.items(edition)
    made = 0
    with transaction.atomic():
        for at, project in enumerate(_projects()):
            made += _apply(project, at, edition, items, calendar, by, today)
    return made


def _projects() -> list[Project]:
    """The firm that signs in first, then projects before and after their start."""
    rows = Project.objects.select_related("owner__organisation").order_by("-total_minor", "pk")
    mine = list(rows.filter(owner__organisation__isnull=False)[:3])
    early = list(rows.filter(stage__in=[Stage.PREPARATION, Stage.REGISTERED]).exclude(pk__in=[p.pk for p in mine])[:16])
    building = list(rows.filter(stage=Stage.STARTED).exclude(pk__in=[p.pk for p in mine])[:12])
    return (mine + early + building)[:WANTED]


def _apply(
    project: Project, at: int, edition: Edition, items: list[Item], calendar: Calendar, by: User, today: date
) -> int:
    answers = {name: guess.answer for name, guess in queries.prefilled(project, edition).items()}
    answers["soil"] = "yes" if at % 2 else "no"
    answers["energy"] = "yes" if at % 3 == 0 or answers["energy"] == "yes" else "no"
    age = 110 + at if project.stage == Stage.STARTED and at else _AGES[at % len(_AGES)]
    start = calendar.back(today, age)
    actions.answer(by=by, project=project, answers=answers, start_on=start)
    chosen = [i for i in items if not i.is_after_works and i.authority_id and rules.applies(queries.step(i), answers)]
    order = {s.code: s for s in rules.in_order([queries.step(i) for i in chosen])}
    by_code = {i.code: i for i in chosen}
    ends: dict[str, int] = {}
    made = 0
    is_late = at % 5 != 4  # of every fifth project one application is held beyond its promise
    for code, step in order.items():
        begin = max((ends[n] for n in step.needs if n in ends), default=0)
        luck = zlib.crc32(f"{project.name}{code}".encode())
        case = _case(by_code[code], begin, luck, age)
        waited = age - case["accepted"] - step.outside - step.days
        if not is_late and step.days and case["end"] <= age and 0 < waited < 15:
            case["end"], is_late = age + 2, True
        if code == "A7" and at in (3, 6):  # the clerk who signs in finds one to decide and one to accept
            case |= {"begin": age - 3, "accepted": age - 2 if at == 3 else age + 1, "pause": None, "end": age + 5}
        ends[code] = case["end"]
        if case["begin"] + 1 <= age:
            _record(project, by_code[code], case, start, calendar, by, today, f"{2026 + at:04}{luck % 1000:03}")
            made += 1
    return made + _ended(project, at, chosen, start, calendar, by, today)


def _ended(
    project: Project, at: int, chosen: list[Item], start: date, calendar: Calendar, by: User, today: date
) -> int:
    """Of some projects a first application that was refused, or taken back."""
    item = next((i for i in chosen if i.code in ("A11", "A8", "A7")), None)
    if item is None or at % 6 not in (2, 5):
        return 0
    is_refused = at % 6 == 2
    actions.record(
        by=by, today=today, project=project, item=item, authority=item.authority, received_on=start,
        accepted_on=min(calendar.add(start, 1), today), decided_on=min(calendar.add(start, 4), today),
        status=Case.Status.REFUSED if is_refused else Case.Status.WITHDRAWN,
        words=_("The scheme goes beyond the plot ratio of the planning conditions.") if is_refused else _("The firm changes its scheme."),
    )  # fmt: skip
    return 1


def _case(item: Item, begin: int, luck: int, age: int) -> dict[str, Any]:
    """An application as days since the start: accepted, stood still, decided; the slower authorities take longer than they promise."""
    promised = item.promised_days
    slow = 0.55 + (zlib.crc32(item.authority_text.encode()) % 50) / 100 + (luck % 35) / 100
    used = max(round(promised * min(slow, 1.15)), 0)
    accepted = begin + luck % 2
    pause = (accepted + 1, accepted + 1 + item.outside_days) if item.outside_days else None
    end = accepted + used + item.outside_days
    is_open = accepted + 2 <= age < end + 6
    asks = pause is None and promised > 4 and (is_open or luck % 7 == 0)
    if asks:
        pause = (accepted + 2, accepted + 8)
        end += 6
    kind = Pause.Kind.SUPPLEMENT if asks else _kind(item)
    if 0 <= age - begin <= 4 and luck % 3 == 0:
        accepted = age + 1  # came in these days, nobody has looked yet
    return {"begin": begin, "accepted": accepted, "pause": pause, "kind": kind, "end": end, "age": age}


def _kind(item: Item) -> str:
    words = f"{item.outside_words}{item.outside_words_en}"
    return Pause.Kind.PUBLIC_NOTICE if "公" in words or "notice" in words else Pause.Kind.EXPERT_REVIEW


def _record(
    project: Project,
    item: Item,
    case: dict[str, Any],
    start: date,
    calendar: Calendar,
    by: User,
    today: date,
    number: str,
) -> None:
    age = case["age"]

    def day(n: int) -> date:
        return min(calendar.add(start, n), today)

    pauses: tuple[dict[str, Any], ...] = ()
    if case["pause"] and case["pause"][0] <= age:
        since, until = case["pause"]
        reason = _reason(case["kind"], item)
        is_over = until <= age
        pauses = (
            {"kind": case["kind"], "reason": reason, "since": day(since), "until": day(until) if is_over else None},
        )
    is_decided = case["end"] <= age
    actions.record(
        by=by, today=today, pauses=pauses, project=project, item=item, authority=item.authority,
        number=_("Case %(number)s") % {"number": number}, received_on=day(case["begin"]),
        accepted_on=day(case["accepted"]) if case["accepted"] <= age else None,
        decided_on=day(case["end"]) if is_decided else None,
        document=_("Permit %(number)s") % {"number": number} if is_decided else "",
    )  # fmt: skip


def _reason(kind: str, item: Item) -> str:
    if kind == Pause.Kind.SUPPLEMENT:
        return _("The site plan lacks the fire lane; please add it.")
    return item.outside_title or item.get_phase_display()
