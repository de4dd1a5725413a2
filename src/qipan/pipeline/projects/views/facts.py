"""What the project's page lists under "About": only what is filled in, contacts only for those who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from qipan.core import units
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.forms.cells import choices_of
from qipan.pipeline.projects.forms.gates import detail_text
from qipan.pipeline.projects.ledger import COLUMNS
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.views.past import source_text
from qipan.pipeline.projects.views.shown import language

_CONTACTS = ("legal_person", "owner_head", "owner_contact", "owner_phone", "lead_person", "lead_contact", "lead_phone")
_FACTS = (
    "nature", "category", "industry", "node", "cooperation", "region", "park", "parcel", "site", "land_m2", "owner", "investor",
    *_CONTACTS[:4], "referrer", "lead_org", *_CONTACTS[4:], "leader", "period_text", "planned_start", "planned_end", "signed_on",
    "registered_on", "start_on", "end_on", "production_on", "reported_on", "external_id",
)  # fmt: skip
STEPS = "milestones"  # a ledger's column of free text, kept as it came
_LABELS = {column.key: column.label for column in COLUMNS}
_TEXTS = ("progress_words", "year_goal", "problems", "next_steps", "notes")
_WRITTEN = {"region": "region_text", "owner": "owner_text", "lead_org": "lead_org_text", "leader": "leader_text"}
_PRECISION = {
    "planned_start": "planned_start_precision", "planned_end": "planned_end_precision", "start_on": "start_precision",
    "end_on": "end_precision", "production_on": "production_precision",
}  # fmt: skip


def label(name: str) -> str:
    text = str(Project._meta.get_field(name).verbose_name)
    return text[:1].upper() + text[1:]


def facts(project: Project, *, with_contacts: bool) -> list[tuple[str, str]]:
    """(label, value) of every filled field."""
    names = [name for name in _FACTS if with_contacts or name not in _CONTACTS]
    found = [(label(name), _value(project, name)) for name in names]
    return [(title, value) for title, value in found if value]


def _value(project: Project, name: str) -> str:
    value: Any = getattr(project, name)
    if value in (None, "") and name in _WRITTEN:
        value = getattr(project, _WRITTEN[name])
    if value in (None, ""):
        return ""
    if isinstance(value, date):
        return units.date_text(value, getattr(project, _PRECISION[name]) if name in _PRECISION else "day", language())
    if isinstance(value, Decimal):
        return units.area_text(value, language())
    if name == "nature":
        column = next(c for c in COLUMNS if c.key == "nature")
        return dict(choices_of(column, language())).get(value, value)
    return str(value)


def texts(project: Project) -> list[tuple[str, str]]:
    found = [(label(name), getattr(project, name)) for name in _TEXTS]
    if project.progress_percent is not None:
        found.insert(0, (_("Physical progress in percent"), units.percent_text(project.progress_percent)))
    return [(title, value) for title, value in found if value]


def extras(project: Project, *, with_all: bool) -> list[tuple[str, str]]:
    """Ledger columns we have no field for, as they came. They may hold anything, so only full sight shows them."""
    if not with_all:
        return []
    held = [
        (name, value) for name, value in project.extras.items() if name != STEPS and value not in (None, "", [], {})
    ]
    return [(str(_LABELS.get(name, name)), str(value)) for name, value in held]


def steps(project: Project) -> tuple[str, str]:
    """Milestones as a ledger wrote them, in words, and the file and sheet they stand in."""
    text = str(project.extras.get(STEPS) or "")
    return (text, source_text(queries.source_of(project, STEPS))) if text else ("", "")


def details(project: Project, gates: Mapping[str, Any], *, with_money: bool) -> list[tuple[str, str]]:
    """The county's own fields of the stages, as far as they are filled."""
    own = gates.get("own", {})
    return [
        (queries.own_label(key, own), detail_text(key, value, own, project.currency))
        for key, value in project.details.items()
        if with_money or own.get(key, {}).get("type") != "money"
    ]
