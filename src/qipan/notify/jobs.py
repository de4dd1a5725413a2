"""What runs without a person: the day's letters, and whatever is due to leave."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from qipan.notify import actions, queries, rules, sending
from qipan.notify.models import Call, Letter


@task()
def write_daily() -> int:
    """The letters of the day; how many were written."""
    return actions.write_daily(at=timezone.now()) if queries.has_mail() else 0


@task()
def send() -> dict[str, int]:
    """Whatever is due leaves, each claimed first; what fails is tried again later."""
    actions.settle(at=timezone.now())
    return {"letters": _send_letters(), "calls": _make_calls()}


def _send_letters() -> int:
    count = 0
    for pk in queries.due(Letter, timezone.now()):
        if actions.claim(Letter, pk):
            letter = Letter.objects.select_related("user").get(pk=pk)
            why = sending.mail(letter)
            actions.finish(letter, why=why, again_after=rules.next_try(letter.tries + 1), at=timezone.now())
            count += not why
    return count


def _make_calls() -> int:
    count = 0
    for pk in queries.due(Call, timezone.now()):
        if actions.claim(Call, pk):
            row = Call.objects.select_related("webhook").get(pk=pk)
            why = sending.call(row, int(timezone.now().timestamp()))
            actions.finish(row, why=why, again_after=rules.next_try(row.tries + 1), at=timezone.now())
            count += not why
    return count
