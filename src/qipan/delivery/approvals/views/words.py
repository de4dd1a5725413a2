"""Sentences and words the pages share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from qipan.delivery.approvals.models import Case

TRACKS = {
    "filing": gettext_lazy("Filing"),
    "verification": gettext_lazy("Verification"),
    "approval": gettext_lazy("Approval"),
}
WAYS = {
    "serial": gettext_lazy("One after another"),
    "parallel": gettext_lazy("Side by side"),
    "handover": gettext_lazy("Start on land handover"),
}
WAY_WORDS = {
    "serial": gettext_lazy("Each authority waits for the one before."),
    "parallel": gettext_lazy("Each begins as soon as what it needs is there."),
    "handover": gettext_lazy("Served before the land comes (blue stamp), issued with it (red stamp)."),
}
TRACK_WORDS = {
    "filing": gettext_lazy("An enterprise project outside the list."),
    "verification": gettext_lazy("An enterprise project in the list."),
    "approval": gettext_lazy("A project of the government."),
}
TABS = {
    "ours": pgettext_lazy("cases", "Waiting for us"),
    "open": pgettext_lazy("cases", "Under way"),
    "over": pgettext_lazy("cases", "Overdue"),
    "soon": pgettext_lazy("cases", "Due soon"),
    "paused": pgettext_lazy("cases", "Standing still"),
    "decided": pgettext_lazy("cases", "Decided"),
    "all": pgettext_lazy("cases", "All"),
}
WRONG = {
    "future": gettext_lazy("A day to come cannot be recorded."),
    "order": gettext_lazy("The days must follow each other: received, accepted, decided."),
    "pause_before_receipt": gettext_lazy("The clock cannot stop before the application came in."),
    "pause_after_decision": gettext_lazy("The clock cannot stand still beyond the decision."),
    "pauses_overlap": gettext_lazy("Two pauses overlap."),
}


def today() -> date:
    return timezone.localdate()


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(_("Approvals"), reverse("approvals:index")), *more]


def rooms(current: str, can: set[str] | frozenset[str]) -> list[dict[str, Any]]:
    """The doors inside the room, as tabs."""
    doors = [
        ("index", _("Cases"), True),
        ("know", _("Know your approvals"), "projects.see" in can),
        ("authorities", _("Authorities"), True),
        ("catalogue", _("Catalogue"), True),
    ]
    return [
        {"label": label, "href": reverse(f"approvals:{name}"), "is_current": name == current}
        for name, label, is_open in doors
        if is_open
    ]


def clock(case: Case) -> str:
    """How the clock of a dressed case stands, in a few words."""
    standing: Any = case.standing  # type: ignore[attr-defined]
    if standing.left is None:
        return _("no promise")
    if standing.state == "stopped":
        return ngettext("%(n)s day used", "%(n)s days used", standing.used) % {"n": standing.used}
    if standing.left < 0:
        return ngettext("%(n)s day over", "%(n)s days over", -standing.left) % {"n": -standing.left}
    if standing.state == "paused":
        return ngettext("stands still, %(n)s day left", "stands still, %(n)s days left", standing.left) % {
            "n": standing.left
        }
    return ngettext("%(n)s day left", "%(n)s days left", standing.left) % {"n": standing.left}


def clocked(cases: list[Case]) -> list[Case]:
    """Dressed cases with their clock in words."""
    for case in cases:
        case.clock_words = clock(case)  # type: ignore[attr-defined]
        standing: Any = case.standing  # type: ignore[attr-defined]
        length = case.promised_days if case.accepted_on else case.item.edition.acceptance_days
        case.share = min(100, round(100 * standing.used / length)) if length else 100  # type: ignore[attr-defined]
    return cases
