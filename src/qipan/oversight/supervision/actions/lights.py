"""What follows a light: a draft when it turns red, put away when it leaves red; a reasoned exception beside it."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qipan.core import changes, rulesets
from qipan.core.models import User
from qipan.oversight.supervision.actions import issuing, steps
from qipan.oversight.supervision.actions.errors import NoWords
from qipan.oversight.supervision.models import LIGHT, LightException, Notice, Step
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project

OPEN = (Notice.State.DRAFT, Notice.State.ISSUED)


def draft_for(*, project: Project, by: User | None, on: date) -> Notice | None:
    """A draft from the red light with its figures as the reason, to the unit that leads the project. None when one is open already."""
    if Notice.objects.filter(project=project, origin_type=LIGHT, state__in=OPEN).exists():
        return None
    try:
        with transaction.atomic():
            return issuing.draft(
                title=_("Red light: %(project)s") % {"project": project.name},
                reason="\n".join(projects.reasons(project)),
                demand=_(
                    "Say what stands in the way, what will be done by whom and by when, and bring the project back to plan."
                ),
                basis=Notice.Basis.LIGHT,
                project=project,
                origin_type=LIGHT,
                origin_key=project.key,
                lead=project.lead_org,
                by=by,
            )
    except IntegrityError:  # another process heard the same news this very moment
        return None


def hear(*, project: Project, before: str, after: str, on: date) -> None:
    """A light turned. Safe to hear twice."""
    place = project.region.path if project.region else ""
    limits = rulesets.in_force("notices", on=on, place=place)
    if after == "red":
        if limits.get("draft_on_red") and project.light == "red" and not _excused(project, on):
            draft_for(project=project, by=None, on=on)
        return
    for notice in Notice.objects.filter(project=project, origin_type=LIGHT, state__in=OPEN):
        if notice.state == Notice.State.DRAFT and project.light != "red":
            issuing.withdraw(notice=notice, by=None, on=on, reason=_("The light is red no longer."))
        elif before == "red" and not notice.steps.filter(kind=Step.Kind.LIGHT, on=on, colour=after).exists():
            steps.add(notice, Step.Kind.LIGHT, on=on, colour=after)


def _excused(project: Project, on: date) -> bool:
    return LightException.objects.filter(project=project, since__lte=on, until__gte=on).exists()


def except_light(
    *, project: Project, by: User, reason: str, since: date, until: date, document: str = ""
) -> LightException:
    """A good reason beside the light, until a day. The colour stays what was computed."""
    if not reason.strip():
        raise NoWords
    row = LightException(
        project=project, reason=reason.strip(), document=document.strip(), since=since, until=until, by=by
    )
    return changes.create(row, by=by, action="except")


def end_exception(*, exception: LightException, by: User, on: date) -> LightException:
    """The reason holds no longer."""
    return changes.change(exception, by=by, values={"until": max(exception.since, on)}, action="end")
