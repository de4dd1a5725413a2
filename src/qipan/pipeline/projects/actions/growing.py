"""A lead that is followed becomes a project in discussion; signing brings its investor in the open."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qipan.core import changes
from qipan.core.models import User
from qipan.pipeline.leads import actions as leads
from qipan.pipeline.leads import queries as lead_queries
from qipan.pipeline.leads.models import Lead
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.actions import money, opening
from qipan.pipeline.projects.actions.opening import Named
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Stage

_AMOUNTS = {"total": "total", "phase_one": "phase_one", "fixed": "total"}


def open_from_lead(*, lead: Lead, by: User, on: date, name: str, content: str, progress: str = "") -> Project:
    """Open a project in discussion with all a lead carries. Who the investor is stays with the lead until signing.

    Carried at once: sector → industry, chain and node, park and region, land, amount by its kind, currency, unit → lead organisation,
    who follows → liaison. Carried when the lead is no longer confidential: see `carry`. Refuses a lead that is not followed, and words
    that name the investor (`Named`).
    """
    kind = _AMOUNTS[lead.amount_kind]
    values: dict[str, Any] = {
        "name": name.strip(), "content": content.strip(), "progress_words": progress.strip(), "stage": Stage.DISCUSSION, "lead": lead,
        "industry": lead.sector, "chain": lead.chain, "node": lead.node, "park": lead.park, "region": lead.region,
        "land_m2": lead.land_m2, "currency": lead.currency, "lead_org": lead.unit, "lead_contact": str(lead.holder or "")[:60],
    }  # fmt: skip
    with transaction.atomic():
        refuse_naming(Project(lead=lead), values)
        total = lead.amount_minor if kind == "total" else None
        source = {"reason": _("from lead %(number)s") % {"number": lead.number}, "lead": str(lead.key)}
        project = opening.create(values=values, by=by, on=on, total_minor=total, source=source)
        if kind != "total" and lead.amount_minor is not None:
            money.put(project=project, kind=kind, minor=lead.amount_minor, by=by, source=source)
        grown = leads.grow(by=by, lead=lead, project=str(project.key), on=on)
        if not grown.is_confidential:
            carry(project=project, by=by)
    project.refresh_from_db()
    return project


def refuse_naming(project: Project, values: dict[str, Any]) -> None:
    """What others read does not name an investor who is confidential."""
    if fields := queries.names_somebody(project, values):
        raise Named(fields)


def unveil(project: Project, *, by: User | None) -> None:
    """The contract is signed: the lead is no longer confidential, and its investor stands in the project."""
    if project.lead is not None and project.lead.is_confidential:
        leads.open_up(by=by, lead=project.lead, reason=_("the contract is signed"))
        carry(project=Project.objects.get(pk=project.pk), by=by)


def carry(*, project: Project, by: User | None) -> Project:
    """Investor, contact, telephone, referrer and the lead's content, wherever the project does not say them itself. Bears doing twice."""
    if project.lead is None:
        return project
    identity = lead_queries.identity_of(project.lead)
    wanted = {name: getattr(identity, own) for name, own in queries.CARRIED_LATER.items()}
    wanted["notes"] = identity.content
    if identity.investor and identity.investor.is_local and project.owner_id is None:
        wanted["owner"] = identity.investor
    values = {name: value for name, value in wanted.items() if value and not getattr(project, name)}
    limits = {f.name: getattr(f, "max_length", None) for f in Project._meta.concrete_fields}
    values = {n: v[: limits[n]] if isinstance(v, str) and limits[n] else v for n, v in values.items()}
    source = {"reason": _("from lead %(number)s") % {"number": project.lead.number}}
    if values:
        with transaction.atomic():
            project = changes.change(project, by=by, values=values, source=source)
            opening.make_findable([project])
    return project
