"""Whom a broken promise is news to: the authority that holds the application."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from qipan.delivery.approvals.models import Case
from qipan.notify import actions as notify
from qipan.notify.kinds import MAIL_NOW, Kind
from qipan.territory.orgs import queries as orgs

KINDS = (Kind("case-overdue", _("An approval of ours is overdue"), "clock", MAIL_NOW, order=16),)
OVERDUE = gettext_noop("%(item)s for %(project)s was promised by %(due_on)s and is not decided.")


def overdue(case: Case, *, on: date) -> None:
    """Once a case, however often its clock is looked at."""
    figures = {"item": str(case.item), "project": case.project.name, "due_on": case.due_on and case.due_on.isoformat()}
    notify.tell(
        orgs.accounts_of([case.authority_id], on=on, ability="approvals.handle"),
        kind="case-overdue",
        words=OVERDUE,
        figures=figures,
        fact=f"case:{case.key}:overdue",
        url=reverse("approvals:case", args=[case.key]),
    )
