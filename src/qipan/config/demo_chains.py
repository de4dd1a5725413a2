"""The demonstration's chains: projects and leads stand on the nodes their products name; a few wanted firms have settled or are past."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from qipan.core.models import User
from qipan.pipeline.leads import actions as leads
from qipan.pipeline.leads.models import Identity, Lead
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import Project
from qipan.territory.chains import actions as chains
from qipan.territory.chains.models import Node, Target


def load(*, by: User, today: date) -> int:
    """How many projects and leads found their node; nothing where some stand on one already."""
    if Project.objects.filter(node__isnull=False).exists() or not Node.objects.exists():
        return 0
    with transaction.atomic():
        count = _projects(by, today) + _leads(by)
        _targets(by, today)
    return count


def _by_chain() -> dict[int, list[Node]]:
    """Chain → its nodes, the longest name first, so that it is met before a shorter one within it."""
    found: dict[int, list[Node]] = {}
    for node in sorted(Node.objects.select_related("segment"), key=lambda node: -len(node.name)):
        found.setdefault(node.segment.chain_id, []).append(node)
    return found


def _named(nodes: list[Node], words: str) -> Node | None:
    return next((node for node in nodes if node.name.casefold() in words.casefold()), None)


def _projects(by: User, today: date) -> int:
    nodes, count = _by_chain(), 0
    for project in Project.objects.filter(chain__isnull=False):
        node = _named(nodes.get(project.chain_id or 0, []), f"{project.name} {project.content}")
        if node:
            projects.edit(project=project, values={"node": node}, by=by, on=today)
            count += 1
    return count


def _leads(by: User) -> int:
    nodes, count = _by_chain(), 0
    words = dict(Identity.objects.values_list("lead_id", "content"))
    for lead in Lead.objects.filter(chain__isnull=False, node__isnull=True):
        node = _named(nodes.get(lead.chain_id or 0, []), f"{lead.sector} {words.get(lead.pk, '')}")
        if node:
            leads.change(by=by, lead=lead, values={"node": node})
            count += 1
    return count


def _targets(by: User, today: date) -> None:
    for number, target in enumerate(Target.objects.order_by("pk")[:14]):
        values = {"checked_on": date(today.year, 1 + number % today.month, 9)}
        if number in (4, 11):
            values["state"] = Target.State.SETTLED if number == 4 else Target.State.DROPPED  # type: ignore[assignment]
        chains.change_target(by=by, target=target, values=values)
