"""The second pair of eyes: verify a report, or send it back with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from qipan.core import changes, events
from qipan.core.models import User
from qipan.pipeline.progress import telling
from qipan.pipeline.progress.actions.reporting import carry
from qipan.pipeline.progress.events import ReportReturned, ReportVerified
from qipan.pipeline.progress.models import Report


class SamePerson(Exception):
    """Nobody verifies what they reported themselves."""


class ReasonNeeded(Exception):
    """A report goes back with a reason."""


def verify(*, report: Report, by: User, at: datetime, version: int | None = None) -> Report:
    """Confirm the figures; from now on they count. Refuses who reported them (`SamePerson`). Once verified: nothing."""
    on = timezone.localtime(at).date()
    with transaction.atomic():
        held = Report.objects.select_for_update().get(pk=report.pk)
        if held.state == Report.State.VERIFIED:
            return held
        if version is not None and held.version != version:
            raise changes.Stale(held, {"state": (None, Report.State.VERIFIED, held.state)})
        if held.reported_by_id == by.pk:
            raise SamePerson
        values = {"state": Report.State.VERIFIED, "verified_by": by, "verified_at": at, "reason": ""}
        done = changes.change(held, by=by, values=values, action="verify")
        carry(done, by=held.reported_by, on=on)
        events.announce(ReportVerified(str(done.key), str(done.line.project.key), on.isoformat()))
    return done


def send_back(*, report: Report, reason: str, by: User, at: datetime) -> Report:
    """Return a report with a reason, even a verified one; it owes an answer again."""
    reason = reason.strip()
    if not reason:
        raise ReasonNeeded
    on = timezone.localtime(at).date()
    with transaction.atomic():
        values = {"state": Report.State.RETURNED, "verified_by": None, "verified_at": None, "reason": reason[:300]}
        done = changes.change(report, by=by, values=values, action="return")
        told = ReportReturned(
            str(done.key), str(done.line.project.key), str(done.reported_by.key), reason[:300], on.isoformat()
        )
        events.announce(told)
        telling.returned(done)
    return done
