"""Where a notice may begin: a project, a task (a decision of a meeting is one), a check-up finding; what the draft takes over from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from qipan.core import access
from qipan.oversight.supervision.models import Notice
from qipan.pipeline.checkups import queries as checkups
from qipan.pipeline.projects import queries as projects
from qipan.territory.orgs import queries as orgs
from qipan.territory.tasks import queries as tasks


@dataclass(frozen=True, slots=True)
class Origin:
    """`kind`: as kept with the notice. `initial`: what the form of a new notice begins with."""

    kind: str
    key: UUID
    title: str
    initial: dict[str, Any] = field(default_factory=dict)


def demanded() -> str:
    return _("Say what stands in the way, what will be done by whom and by when, and bring the project back to plan.")


def _project(user: Any, key: UUID) -> Origin | None:
    project = projects.visible_to(user).filter(key=key).first()
    if project is None:
        return None
    with_money = access.able(user, "money.see")
    initial = {
        "title": project.name, "project": project.pk, "lead": project.lead_org_id, "basis": Notice.Basis.LIGHT,
        "reason": "\n".join(projects.reasons(project, with_money=with_money)), "demand": demanded(),
    }  # fmt: skip
    return Origin("projects.project", key, project.name, initial)


def _task(user: Any, key: UUID) -> Origin | None:
    task = tasks.visible_to(user).filter(key=key).first()
    if task is None:
        return None
    is_decided = task.origin_type.startswith("meetings")
    late = _("Due on %(day)s, not done.") % {"day": task.due_on} if task.due_on else ""
    initial = {
        "title": task.title, "lead": task.organisation_id, "reason": "\n".join(filter(None, (task.detail, late))),
        "basis": Notice.Basis.MINUTES if is_decided else Notice.Basis.INSTRUCTION,
    }  # fmt: skip
    return Origin("tasks.task", key, task.title, initial)


def _finding(user: Any, key: UUID) -> Origin | None:
    """What was compared, as this reader may see it, and the threshold with its source."""
    finding = checkups.visible_to(user).select_related("project").filter(key=key).first()
    if finding is None:
        return None
    project, title = finding.project, checkups.title(finding.rule)
    sight = {"with_money": access.able(user, "money.see"), "with_others": orgs.scope_of(user).is_everything}
    said = (
        checkups.sentence(finding.rule, finding.numbers, project.currency, **sight),
        checkups.threshold(finding.rule, finding.numbers),
        finding.source,
    )
    initial = {
        "title": f"{title}: {project.name}"[:200], "project": project.pk, "lead": project.lead_org_id, "basis": Notice.Basis.FINDING,
        "reason": "\n".join(filter(None, said)), "demand": demanded(),
    }  # fmt: skip
    return Origin("checkups.finding", key, title, initial)


_FIND: Mapping[str, Callable[[Any, UUID], Origin | None]] = {"project": _project, "task": _task, "finding": _finding}


def of(slot: str, key: UUID, user: Any) -> Origin | None:
    """The record as this reader sees it; None for one they may not see."""
    return _FIND[slot](user, key)


def asked(given: Mapping[str, str], user: Any) -> Origin | None:
    """What the address names: `?project=…`, `?task=…` or `?finding=…`."""
    for slot in _FIND:
        try:
            if given.get(slot):
                return of(slot, UUID(given[slot]), user)
        except ValueError:
            return None
    return None
