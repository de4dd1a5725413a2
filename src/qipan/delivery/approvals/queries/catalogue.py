"""Questions about the catalogue: the edition in force, its items, as the rules see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, QuerySet

from qipan.delivery.approvals import rules
from qipan.delivery.approvals.models import Edition, Item


def in_force(on: date) -> Edition | None:
    """The edition that holds on a day; the first one where none holds yet."""
    held = Edition.objects.filter(effective_from__lte=on).order_by("-effective_from").first()
    return held or Edition.objects.order_by("effective_from").first()


def editions() -> QuerySet[Edition]:
    return Edition.objects.annotate(item_count=Count("items"))


def listed_items() -> QuerySet[Item]:
    """Items of every edition: the catalogue is open to whoever sees approvals."""
    return Item.objects.select_related("edition", "authority")


def items(edition: Edition) -> list[Item]:
    """In the catalogue's order, with authorities."""
    return list(edition.items.select_related("authority", "edition").order_by("place", "code"))


def step(item: Item) -> rules.Step:
    """An item as the rules see it."""
    return rules.Step(
        code=item.code,
        days=item.promised_days,
        outside=item.outside_days,
        needs=tuple(item.needs),
        when=tuple(item.when),
        is_land=item.is_land,
        is_before_land=item.is_before_land,
        is_at_handover=item.is_at_handover,
        handover_days=item.handover_days,
    )


def steps(listed: Iterable[Item]) -> list[rules.Step]:
    return [step(item) for item in listed]


def circle(listed: Iterable[Item]) -> str:
    """The codes that need each other, when the needs run in a circle; "" when they do not."""
    try:
        rules.in_order(steps(listed))
    except ValueError as wrong:
        return str(wrong)
    return ""
