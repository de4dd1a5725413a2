"""The lead behind a project. While it is confidential, who the investor is stays with the lead: nothing of it stands in the project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from qipan.core import search
from qipan.pipeline.leads import queries as sight
from qipan.pipeline.leads.models import Identity
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.queries.filters import TYPE
from qipan.pipeline.projects.queries.sight import visible_to
from qipan.territory.companies.rules import alike

# Field of a project → of the lead's identity: counted by the gates before signing, written into the project with it.
CARRIED_LATER = {"investor": "name", "owner_contact": "contact", "owner_phone": "phone", "referrer": "referrer"}
SHORTEST_NAME = 2
FOUND = 10


def secret_of(project: Project) -> Identity | None:
    """Who stands behind a project whose lead is confidential still."""
    if project.lead is None or not project.lead.is_confidential:
        return None
    return sight.identity_of(project.lead)


def held_by_lead(project: Project) -> set[str]:
    """Fields a gate asks for that the confidential lead holds."""
    identity = secret_of(project)
    return {name for name, own in CARRIED_LATER.items() if getattr(identity, own)} if identity else set()


def names_somebody(project: Project, values: dict[str, Any]) -> list[str]:
    """Fields of an edit that would say who the investor is: its name, its contact or telephone in a field others read."""
    identity = secret_of(project)
    if identity is None:
        return []
    names = [root for text in (identity.name, identity.investor_text) if len(root := alike.root(text)) >= SHORTEST_NAME]
    phones = alike.telephones(identity.phone)
    return [
        field
        for field, value in values.items()
        if isinstance(value, str) and value and _tells(value, names, phones, identity)
    ]


def _tells(value: str, names: Sequence[str], phones: Sequence[str], identity: Identity) -> bool:
    plain, figures = alike.root(value), "".join(c for c in value if c.isdigit())
    said = any(name in plain or name in value for name in names) or any(phone in figures for phone in phones)
    return said or bool(identity.credit_code and identity.credit_code in value.upper())


def like_investor(user: Any, asked: sight.Asked, firm: alike.Firm) -> list[sight.Other]:
    """For the room of leads: projects this reader sees whose investor or owner may be the one asked for."""
    ids = [pk for root in firm.roots[:2] for pk in search.find(root, TYPE, within=visible_to(user), limit=FOUND)]
    rows: QuerySet[Project] = visible_to(user).filter(pk__in=ids).select_related("owner")
    found = []
    for project in rows:
        names = tuple(filter(None, (project.investor, project.owner_text, project.owner.name if project.owner else "")))
        verdict = alike.judge(alike.Firm(firm.names), alike.Firm(names))
        if verdict:
            words = sight.WHY[verdict.why]
            href = reverse("projects:detail", args=[project.key])
            found.append(sight.Other(pgettext_lazy("duplicate", "Project"), project.name, href, words))
    return found
