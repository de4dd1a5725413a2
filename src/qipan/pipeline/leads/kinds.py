"""The clock of leads as the page of rules shows it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qipan.core import rulesets
from qipan.core.rulesets import Complaints, Field, Kind

DAYS = _("working days")


def describe_all() -> None:
    """Called once at start."""
    clock, shares = _("The clock"), _("Credit")
    rulesets.describe(
        Kind(
            "leads",
            _("Clock of leads"),
            _(
                "How soon a lead is responded to and triaged, when its referrer is answered, what the first contact keeps."
            ),
            (
                Field("days.respond", _("respond within"), unit=DAYS, most=30, is_needed=True, group=clock),
                Field("days.triage", _("triage within"), unit=DAYS, most=60, is_needed=True, group=clock),
                Field(
                    "days.triage_experts",
                    _("triage with experts within"),
                    unit=DAYS,
                    most=90,
                    is_needed=True,
                    group=clock,
                ),
                Field("days.answer", _("answer the referrer within"), unit=DAYS, most=90, is_needed=True, group=clock),
                Field("days.warn", _("yellow when left"), unit=DAYS, most=30, is_needed=True, group=clock),
                Field(
                    "park.longest", _("parked at most"), unit=_("days"), least=1, most=1100, is_needed=True, group=clock
                ),
                Field(
                    "credit.first_keeps",
                    _("the first contact keeps at least"),
                    unit="%",
                    most=100,
                    is_needed=True,
                    group=shares,
                ),
            ),
            check,
        )
    )


def check(body: rulesets.Body) -> Complaints:
    """Times that contradict each other."""
    days = body.get("days") or {}
    found: Complaints = []
    if (days.get("triage") or 0) < (days.get("respond") or 0):
        found.append(("days.triage", _("Triage cannot come before the response.")))
    if (days.get("triage_experts") or 0) < (days.get("triage") or 0):
        found.append(("days.triage_experts", _("With experts it takes no less time than without.")))
    return found
