"""Questions about approvals. Each starts from what the asker may see (`sight.visible_to`)."""

from __future__ import annotations

from qipan.delivery.approvals.queries.catalogue import circle, editions, in_force, items, listed_items, step, steps
from qipan.delivery.approvals.queries.clocks import (
    Calendars,
    dressed,
    due_soon,
    open_pause,
    overdue,
    pauses_of,
    standing,
    waiting_for,
)
from qipan.delivery.approvals.queries.known import answered, enquiry_of, prefilled
from qipan.delivery.approvals.queries.lists import TABS, counts, listed
from qipan.delivery.approvals.queries.planned import Line, Planned, beside, planned
from qipan.delivery.approvals.queries.sight import (
    handles_for,
    may_handle,
    may_handle_for,
    may_receive,
    one,
    shown,
    visible_to,
)
from qipan.delivery.approvals.queries.speed import Speed, by_authority, by_item

__all__ = [
    "TABS",
    "Calendars",
    "Line",
    "Planned",
    "Speed",
    "answered",
    "beside",
    "by_authority",
    "by_item",
    "circle",
    "counts",
    "dressed",
    "due_soon",
    "editions",
    "enquiry_of",
    "handles_for",
    "in_force",
    "items",
    "listed",
    "listed_items",
    "may_handle",
    "may_handle_for",
    "may_receive",
    "one",
    "open_pause",
    "overdue",
    "pauses_of",
    "planned",
    "prefilled",
    "shown",
    "standing",
    "step",
    "steps",
    "visible_to",
    "waiting_for",
]
