"""Whom a finding is news to: who signs in for the project's lead organisation, and who answered when the answer is refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from qipan.notify import actions as notify
from qipan.notify.kinds import MAIL_NOW, Kind
from qipan.pipeline.checkups.models import Answer, Finding
from qipan.territory.orgs import queries as orgs

KINDS = (
    Kind("finding-opened", _("The check-up asks our organisation something"), "stethoscope", order=18),
    Kind("finding-refused", _("An answer of mine to the check-up was refused"), "arrow-back-up", MAIL_NOW, order=19),
)
FEW = 3  # of one organisation in one round; more are told as one
OPENED = gettext_noop("The check-up asks about %(project)s: %(rule_word)s")
MANY = gettext_noop("The check-up of %(checked_on)s asks about several of your projects.")
REFUSED = gettext_noop("Your answer on %(project)s (%(rule_word)s) was refused: %(reason)s")


def opened(findings: Iterable[Finding], *, on: date) -> None:
    """Each finding, or once a day that there are several: the first check of a whole ledger is not a flood."""
    owed: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.project.lead_org_id is not None:
            owed[finding.project.lead_org_id].append(finding)
    for organisation, own in owed.items():
        people = orgs.accounts_of([organisation], on=on, ability="projects.edit")
        if len(own) > FEW:
            notify.tell(
                people,
                kind="finding-opened",
                words=MANY,
                figures={"checked_on": on.isoformat()},
                fact=f"findings:{organisation}:{on}",
                url=reverse("checkups:index"),
            )
            continue
        for finding in own:
            notify.tell(
                people,
                kind="finding-opened",
                words=OPENED,
                figures=_named(finding),
                fact=f"finding:{finding.key}:opened",
                url=_page(finding),
            )


def refused(finding: Finding, answer: Answer) -> None:
    notify.tell(
        [answer.by],
        kind="finding-refused",
        words=REFUSED,
        figures={**_named(finding), "reason": answer.reason},
        fact=f"finding:{finding.key}:refused:{answer.key}",
        url=_page(finding),
    )


def _named(finding: Finding) -> dict[str, str]:
    return {"project": finding.project.name, "rule_word": f"checkup:{finding.rule}"}


def _page(finding: Finding) -> str:
    return reverse("checkups:finding", args=[finding.key])
