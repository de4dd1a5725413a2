"""What every page of one import shares: the batch its reader may see, steps, tabs, who sees money and contacts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from qipan.core import access
from qipan.core.columns import Secrecy
from qipan.exchange import actions, queries
from qipan.exchange.models import Batch, Sheet

HIDDEN = "•••"
_SEEN_WITH = {Secrecy.MONEY: "money.see", Secrecy.CONTACT: "contacts.see"}


def batch_of(request: HttpRequest, key: UUID) -> Batch:
    return get_object_or_404(queries.visible_to(request.user), key=key)


def hidden_from(user: Any) -> frozenset[Secrecy]:
    """The field classes this reader may not see."""
    return frozenset(secrecy for secrecy, ability in _SEEN_WITH.items() if not access.able(user, ability))


def sheet_label(sheet: Sheet) -> str:
    return sheet.name or _("Sheet %(number)s") % {"number": sheet.index + 1}


def steps(batch: Batch) -> list[dict[str, Any]]:
    """Upload → preview → apply → result."""
    at = {"waiting": 0, "reading": 0, "failed": 0, "cancelled": 0, "preview": 1, "applying": 2}.get(batch.state, 3)
    labels = (_("Upload"), _("Preview"), _("Apply"), _("Result"))
    return [{"label": label, "is_done": number < at, "is_current": number == at} for number, label in enumerate(labels)]


def tabs(batch: Batch, here: str) -> list[dict[str, Any]]:
    """Overview, questions, records, then each sheet."""
    key = batch.key
    listed = [
        {"label": _("Overview"), "href": reverse("exchange:detail", args=[key]), "is_current": here == "overview"},
        {
            "label": _("Questions"),
            "href": reverse("exchange:questions", args=[key]),
            "is_current": here == "questions",
            "count": actions.open_questions(batch),
        },
        {
            "label": _("Records"),
            "href": reverse("exchange:records", args=[key]),
            "is_current": here == "records",
            "count": batch.counts.get("records", 0),
        },
    ]
    for sheet in batch.sheets.all():
        href = reverse("exchange:sheet", args=[key, sheet.index])
        listed.append(
            {
                "label": sheet_label(sheet),
                "href": href,
                "is_current": here == f"sheet-{sheet.index}",
                "count": sheet.reading["records"],
            }
        )
    return listed


def context(request: HttpRequest, batch: Batch, here: str, **more: Any) -> dict[str, Any]:
    return {
        "batch": batch,
        "steps": steps(batch),
        "tabs": tabs(batch, here),
        "crumbs": [(_("Import"), reverse("exchange:index"))],
        "may_apply": access.able(request.user, "import.apply"),
        "questions": actions.open_questions(batch),
        **more,
    }
