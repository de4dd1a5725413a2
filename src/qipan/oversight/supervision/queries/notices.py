"""Which notices a person sees, what waits for them, what they may do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.http import Http404

from qipan.core import access
from qipan.oversight.supervision import rules
from qipan.oversight.supervision.models import Branch, Extension, Interview, Notice
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project
from qipan.territory.orgs import queries as orgs

OWING = (Branch.State.OPEN, Branch.State.RETURNED)


def visible_to(user: Any) -> QuerySet[Notice]:
    """All for who reaches everything; else those of one's units and of the projects one sees. Drafts only for who may issue."""
    scope = orgs.scope_of(user)
    if "supervision.see" not in scope.abilities:
        return Notice.objects.none()
    found = Notice.objects.all()
    if not scope.is_everything:
        ours = Branch.objects.filter(organisation_id__in=scope.organisation_ids).values("notice_id")
        found = found.filter(Q(pk__in=ours) | Q(project__in=projects.visible_to(user).values("pk")))
    if "supervision.notify" not in scope.abilities:
        found = found.exclude(state=Notice.State.DRAFT)
    return found


def one(user: Any, key: UUID) -> Notice:
    """One notice; a hidden one does not exist."""
    linked = ("project__region", "project__lead_org", "issuer", "issued_by")
    due = Interview.objects.filter(notice=OuterRef("pk"), held_on__isnull=True)
    seen = visible_to(user).select_related(*linked).annotate(has_interview=Exists(due))
    found = seen.filter(key=key).first()
    if found is None:
        raise Http404("notice")
    return found


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of notices is narrowed to. Everything stands in the address."""

    state: str = "open"
    colour: str = ""
    unit: int | None = None
    whose: str = "all"
    text: str = ""
    late: bool = False

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Filters:
        unit, state, whose = asked.get("unit", ""), asked.get("state", "open"), asked.get("whose", "all")
        return cls(
            state if state in ("open", "", *Notice.State.values) else "open",
            asked.get("colour", "") if asked.get("colour") in Notice.Colour.values else "",
            int(unit) if unit.isdecimal() else None,
            whose if whose in ("all", "ours", "verify") else "all",
            asked.get("q", "").strip()[:100],
            asked.get("late") == "1",
        )


def _owed_by(user: Any) -> Q:
    ids = orgs.scope_of(user).organisation_ids
    return Q(branches__organisation_id__in=ids, branches__state__in=OWING)


def listed(user: Any, filters: Filters, *, on: date) -> QuerySet[Notice]:
    """Notices in order of what presses: red before orange before blue, earliest deadline first."""
    found = visible_to(user)
    if filters.state == "open":
        found = found.filter(state__in=(Notice.State.DRAFT, Notice.State.ISSUED))
    elif filters.state:
        found = found.filter(state=filters.state)
    if filters.colour:
        found = found.filter(colour=filters.colour)
    if filters.unit:
        found = found.filter(branches__organisation_id=filters.unit)
    if filters.whose == "ours":
        found = found.filter(_owed_by(user), state=Notice.State.ISSUED)
    elif filters.whose == "verify":
        found = found.filter(branches__state=Branch.State.REPLIED, state=Notice.State.ISSUED)
    if filters.late:
        found = found.filter(state=Notice.State.ISSUED, branches__state__in=OWING, branches__due_on__lt=on)
    if filters.text:
        found = found.filter(
            Q(title__icontains=filters.text)
            | Q(number__icontains=filters.text)
            | Q(project__name__icontains=filters.text)
        )
    ids = found.values("pk")
    rank = Case(
        *(When(colour=colour, then=Value(at)) for at, colour in enumerate(("red", "orange", "blue"))), default=Value(3)
    )
    rows = for_moves(Notice.objects.filter(pk__in=ids).select_related("project", "issuer"))
    return rows.order_by(rank, F("due_on").asc(nulls_last=True), "-pk")


def for_moves(found: QuerySet[Notice]) -> QuerySet[Notice]:
    """With what `move_of` asks: the units' parts, and whether an interview is due. One question more."""
    due = Interview.objects.filter(notice=OuterRef("pk"), held_on__isnull=True)
    with_units = Prefetch("branches", Branch.objects.select_related("organisation"))
    return found.annotate(has_interview=Exists(due)).prefetch_related(with_units)


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's part in a notice that is out."""

    notice: int
    colour: str
    has_interview: bool
    organisation: int
    name: str
    state: str
    due_on: date | None

    @property
    def is_owed(self) -> bool:
        return self.state in OWING


def parts_out(user: Any) -> list[Part]:
    """Every part of every notice that is out and seen: one question answers all counts."""
    due = Interview.objects.filter(notice=OuterRef("notice"), held_on__isnull=True)
    rows = Branch.objects.filter(notice__in=visible_to(user), notice__state=Notice.State.ISSUED)
    told = rows.annotate(talk=Exists(due)).values_list(
        "notice_id", "notice__colour", "talk", "organisation_id", "organisation__short_name", "organisation__name", "state", "due_on"
    )  # fmt: skip
    return [
        Part(pk, colour, talk, unit, short or name, state, due_on)
        for pk, colour, talk, unit, short, name, state, due_on in told
    ]


def counts(user: Any, parts: Sequence[Part], *, on: date) -> dict[str, int]:
    """Open notices by colour, late ones, those my unit owes, those to verify, those with an interview due."""
    ours = orgs.scope_of(user).organisation_ids
    judged: dict[str, Callable[[Part], bool]] = {
        "open": lambda part: True,
        **{colour: lambda part, colour=colour: part.colour == colour for colour in rules.LADDER},  # type: ignore[misc]
        "late": lambda part: rules.is_overdue(part.state, part.due_on, on),
        "ours": lambda part: part.is_owed and part.organisation in ours,
        "verify": lambda part: part.state == Branch.State.REPLIED,
        "interviews": lambda part: part.has_interview,
    }
    return {name: len({part.notice for part in parts if holds(part)}) for name, holds in judged.items()}


def waiting_replies(user: Any) -> QuerySet[Branch]:
    """Parts my units owe an answer to, earliest first."""
    ids = orgs.scope_of(user).organisation_ids
    rows = Branch.objects.filter(organisation_id__in=ids, state__in=OWING, notice__state=Notice.State.ISSUED)
    return rows.select_related("notice", "organisation").order_by("due_on", "pk")


def waiting_verdicts(user: Any) -> QuerySet[Branch]:
    """Answers somebody else must verify, oldest first."""
    rows = Branch.objects.filter(
        state=Branch.State.REPLIED, notice__state=Notice.State.ISSUED, notice__in=visible_to(user)
    )
    return rows.exclude(replied_by=user).select_related("notice", "organisation").order_by("replied_on", "pk")


def may_reply(user: Any, branch: Branch) -> bool:
    return branch.organisation_id in orgs.scope_of(user).organisation_ids


def acts(user: Any, notice: Notice, branch: Branch, *, on: date) -> dict[str, bool]:
    """What this reader may do with a unit's part today."""
    is_open = notice.state == Notice.State.ISSUED
    ours = may_reply(user, branch)
    judges = access.able(user, "supervision.verify") and branch.replied_by_id != user.pk
    asked = any(e.state == Extension.State.ASKED for e in branch.extensions.all())
    return {
        "reply": is_open and ours and rules.may("reply", branch.state),
        "extend": is_open and ours and rules.may("extend", branch.state) and rules.may_ask_for_time(branch.due_on, on) and not asked,
        "judge": is_open and judges and rules.may("verify", branch.state),
    }  # fmt: skip


def of_project(user: Any, project: Project) -> QuerySet[Notice]:
    return for_moves(visible_to(user).filter(project=project).select_related("issuer")).order_by("-pk")


def origin_of(user: Any, origin_type: str, origin_key: UUID) -> QuerySet[Notice]:
    """Notices drafted from a record of a lower room."""
    found = visible_to(user).filter(origin_type=origin_type, origin_key=origin_key)
    return for_moves(found.select_related("issuer")).order_by("-pk")
