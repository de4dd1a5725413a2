"""What waits for me, what changed, what turned red: asked of the rooms below, each through its own `visible_to`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from qipan.core import access
from qipan.core.columns import Secrecy
from qipan.core.models import AuditEntry
from qipan.exchange import queries as exchange
from qipan.exchange.models import Batch
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Light, MoneyKind, Status
from qipan.territory.orgs import queries as orgs
from qipan.territory.tasks import queries as tasks
from qipan.territory.tasks.models import Task

SHOWN = 8
ENTRIES = 1500
PROJECT = "projects.project"
AT_WORK = (Status.ONGOING, Status.DELAYED)
AMOUNTS = {kind.value: kind.label for kind in MoneyKind}
# Kept in the record, no news for a reader.
QUIET = frozenset({"plain_name", "light_reasons", "extras", "stage_since", "light_since", "next_on", "next_what"})


def my_tasks(user: Any) -> QuerySet[Task]:
    """Tasks that wait for my or my organisation's answer."""
    return tasks.waiting(user)


def to_close(user: Any) -> QuerySet[Task]:
    """Tasks I gave that were answered."""
    return tasks.to_close(user)


def left_open(user: Any) -> QuerySet[Batch]:
    """Imports that were applied without the rows that have questions."""
    return exchange.left_open(user) if access.able(user, "import.apply") else Batch.objects.none()


def my_imports(user: Any) -> QuerySet[Batch]:
    """Files of mine that were read and not applied."""
    if not access.able(user, "import.preview"):
        return Batch.objects.none()
    return Batch.objects.filter(by=user, state=Batch.State.PREVIEW).order_by("-created_at")


def mine(user: Any) -> QuerySet[Project]:
    """Projects I answer for: my organisation leads them, or I am their leader; for territory (township, park, firm) every one I see."""
    scope = orgs.scope_of(user)
    seen = projects.visible_to(user).filter(status__in=AT_WORK)
    own = Q(lead_org_id__in=scope.organisation_ids)
    if scope.person_id:
        own |= Q(leader_id=scope.person_id)
    if scope.kind == "organisation":
        return seen.filter(own)
    # Who reaches everything and leads nothing (the key-projects office) looks after all of it.
    return seen.filter(own) if scope.is_everything and seen.filter(own).exists() else seen


def stuck(user: Any, *, on: date) -> QuerySet[Project]:
    """My projects with an open blocker, or whose next date has passed."""
    late = Q(next_on__lt=on)
    found = mine(user).filter(Q(open_blockers__gt=0) | late).select_related("region", "leader")
    return found.order_by("-open_blockers", "next_on", "name")


def incomplete(user: Any) -> QuerySet[Project]:
    """My projects that lack what everything else hangs on: a total, a lead organisation, a date to come."""
    lacks = (
        Q(total_minor__isnull=True)
        | Q(lead_org__isnull=True)
        | (Q(planned_end__isnull=True) & Q(stage__in=["preparation", "started"]))
    )
    return mine(user).filter(lacks).exclude(stage="lead").order_by("name")


def lacking(project: Project) -> list[str]:
    """What an incomplete project lacks, as codes."""
    found = []
    if project.total_minor is None:
        found.append("total")
    if project.lead_org_id is None:
        found.append("lead_org")
    if project.planned_end is None and project.stage in ("preparation", "started"):
        found.append("planned_end")
    return found


def turned_red(user: Any, *, since: date) -> QuerySet[Project]:
    """Projects red now that were not before `since`."""
    seen = projects.visible_to(user).filter(light=Light.RED, light_since__gte=since)
    return seen.select_related("region", "leader").order_by("-light_since", "name")


def reds(user: Any) -> int:
    return projects.visible_to(user).filter(light=Light.RED).exclude(status__in=projects.ENDED).count()


@dataclass(slots=True)
class News:
    """What happened to one project since: who, how often, which entries."""

    project: Project
    entries: list[AuditEntry] = field(default_factory=list)
    more: int = 0
    who: list[str] = field(default_factory=list)
    lines: list[Any] = field(default_factory=list)  # the entries in words, filled by the page


@dataclass(frozen=True, slots=True)
class Changed:
    news: list[News]
    projects: int
    is_cut: bool  # more happened than is read here


def changed(user: Any, *, since: datetime, shown: int = SHOWN) -> Changed:
    """Changes others made to projects I see, latest first, grouped by project. Two questions, however much happened."""
    entries = AuditEntry.objects.filter(object_type=PROJECT, at__gt=since).exclude(actor=user).order_by("-seq")
    recent = list(entries[:ENTRIES])
    by_key: dict[UUID, list[AuditEntry]] = {}
    for entry in recent:
        if entry.object_key is not None:
            by_key.setdefault(entry.object_key, []).append(entry)
    seen = {p.key: p for p in _among(user, by_key)}
    ordered = [key for key in by_key if key in seen]
    news = [_news(seen[key], by_key[key]) for key in ordered[:shown]]
    return Changed(news, len(ordered), len(recent) == ENTRIES)


def _among(user: Any, keys: Iterable[UUID]) -> list[Project]:
    wanted = list(keys)
    found: list[Project] = []
    for start in range(0, len(wanted), 500):
        part = projects.visible_to(user).filter(key__in=wanted[start : start + 500])
        found += part.only("pk", "key", "name", "light", "stage")
    return found


def _news(project: Project, entries: list[AuditEntry]) -> News:
    return News(project, entries[:2], max(len(entries) - 2, 0), list(dict.fromkeys(e.actor_name for e in entries)))


# Fields of a project by the class that closes them, as the audit names them (a money kind stands under its own name too).
_CLOSED = {
    Secrecy.MONEY: frozenset(
        {
            name
            for f in Project._meta.fields
            if f.name.endswith("_minor")
            for name in (f.name, f.name.removesuffix("_minor"))
        }
        | set(MoneyKind.values)
    ),
    Secrecy.CONTACT: frozenset({"owner_contact", "owner_phone", "lead_contact", "lead_phone"}),
}


def hidden_fields(user: Any) -> frozenset[str]:
    """Fields of a project whose values this reader may not see."""
    return frozenset(
        name for secrecy, names in _CLOSED.items() if not projects.may_see(user, secrecy) for name in names
    )
