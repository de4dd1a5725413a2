"""Rule sets: figures of the trade with dates and a source document. The one in force on a day, or the shipped default."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from qipan.core.models import RuleSet

_shipped: dict[str, dict[str, Any]] = {}


def ship(kind: str, body: dict[str, Any]) -> None:
    """A room's default for a kind; a county's own rule set overrides it from its effective date."""
    _shipped[kind] = body


def in_force(kind: str, *, on: date) -> dict[str, Any]:
    """The body of the rule set of this kind that holds on `on`."""
    held = Q(kind=kind, effective_from__lte=on) & (Q(effective_to__isnull=True) | Q(effective_to__gte=on))
    row = RuleSet.objects.filter(held).order_by("-effective_from").first()
    return row.body if row else _shipped[kind]
