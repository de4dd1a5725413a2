"""What the page of rules says about contact with leads: when silence is asked about, how age is shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qipan.core.rulesets import Body, Complaints, Field, Kind
from qipan.pipeline.leads.rules import contact

DAYS = _("days")


def check(body: Body) -> Complaints:
    """Edges that do not grow."""
    return [("age_edges", _("Whole days that grow from line to line."))] if contact.complaints(body) else []


CONTACT = Kind(
    "lead-contact",
    _("Contact with leads"),
    _("After how many days of silence the person who follows a lead is asked once, and how teams' pages show age."),
    (
        Field("silent_days", _("ask after silence of"), unit=DAYS, least=1, most=730, is_needed=True),
        Field("due_soon_days", _("a promise is due soon within"), unit=DAYS, most=90, is_needed=True),
        Field("age_edges", _("edges of the bands of age"), "numbers", unit=DAYS, is_needed=True),
        Field(
            "months", _("leads of the last months in the pipeline"), unit=_("months"), least=1, most=60, is_needed=True
        ),
    ),
    check,
)
