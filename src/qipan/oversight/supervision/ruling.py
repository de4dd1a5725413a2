"""What the page of rules says about notices: deadlines in working days, the ladder, the form of a number."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qipan.core.rulesets import Body, Complaints, Field, Kind
from qipan.oversight.supervision.models import Notice

DAYS = _("working days")
DEADLINES = _("Deadline")
FIELDS = (
    Field(
        "number",
        _("form of the number"),
        "text",
        hint=_("{year} and {number} stand for the year and the running number."),
        is_needed=True,
    ),
    *(
        Field(f"deadlines.{basis.value}", basis.label, unit=DAYS, least=1, most=250, is_needed=True, group=DEADLINES)
        for basis in Notice.Basis
    ),
    Field("next.orange", _("new deadline after blue was missed"), unit=DAYS, least=1, most=60, is_needed=True),
    Field("next.red", _("new deadline after orange was missed"), unit=DAYS, least=1, most=60, is_needed=True),
    Field("interview", _("interview after red was missed, within"), unit=DAYS, least=1, most=60, is_needed=True),
    Field("draft_on_red", _("draft a notice when a light turns red"), "yes"),
)


def check(body: Body) -> Complaints:
    """The number must name its running number, and nothing that is not known."""
    try:
        one, other = (str(body.get("number", "")).format(year=2026, number=n) for n in (1, 2))
    except (KeyError, IndexError, ValueError):
        return [("number", _("Only {year} and {number} may stand in braces."))]
    return [] if one != other else [("number", _("The running number is missing: {number}."))]


NOTICES = Kind(
    "notices",
    _("Supervision notices"),
    _("Deadlines of notices, what follows a missed one, how they are numbered."),
    FIELDS,
    check,
)
