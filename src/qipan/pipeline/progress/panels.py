"""What this room shows elsewhere: reports owed and reports to verify on the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qipan.pipeline.progress import queries
from qipan.web.waiting import Line


def owed(user: Any, on: date, most: int) -> Sequence[Line]:
    """Rounds my organisations still owe reports in, the first to close first."""
    found = []
    for schedule, count, returned in queries.to_report(user, on)[:most]:
        words = ngettext("%(count)s report missing", "%(count)s reports missing", count) % {"count": count}
        if returned:
            words += _(", %(count)s of them returned") % {"count": returned}
        tone = "red" if schedule.closes_on < on or returned else "yellow" if (schedule.closes_on - on).days <= 1 else ""
        address = reverse("progress:report", args=[schedule.key])
        found.append(Line(schedule.title, address, words, schedule.closes_on, tone))
    return found


def unverified(user: Any, on: date, most: int) -> Sequence[Line]:
    """Rounds with reports that wait for a second person."""
    found = []
    for schedule, count in queries.to_verify(user).most_common(most):
        words = ngettext("%(count)s report waits", "%(count)s reports wait", count) % {"count": count}
        found.append(Line(schedule.title, reverse("progress:verify", args=[schedule.key]), words))
    return found
