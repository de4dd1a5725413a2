"""What runs by the clock runs once a day, also after a machine slept through the night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from qipan.config import housekeeping, schedule
from qipan.core.models import IdempotencyKey, OutboxEvent, User
from qipan.notify.models import Letter

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)  # half past midnight of the 23rd in the county


DAILY = [line.words for line in schedule.TABLE if line.every is None]


def line_up(moment: datetime) -> list[str]:
    """Look at the clock at this moment, as if the jobs put in the line got in then."""
    begun = schedule.tick(moment)
    DBTaskResult.objects.filter(enqueued_at__gt=timezone.now() - timedelta(minutes=1)).update(enqueued_at=moment)
    return begun


def test_a_job_is_due_once_a_day() -> None:
    first = line_up(NIGHT)
    again = line_up(NIGHT + timedelta(minutes=1))
    next_night = line_up(NIGHT + timedelta(days=1))

    assert first == DAILY  # a new installation has never done any of it
    assert again == []
    assert next_night == DAILY


def test_a_night_slept_through_is_made_up_for_once() -> None:
    line_up(NIGHT)

    later = line_up(NIGHT + timedelta(days=5, hours=9))

    assert sorted(later) == sorted(DAILY)
    assert DBTaskResult.objects.count() == 2 * len(DAILY)


def test_what_runs_every_minute_runs_only_when_something_is_due() -> None:
    line_up(NIGHT)
    user = User.objects.create(username="wang")
    Letter.objects.create(user=user, due_at=NIGHT)

    begun = [line_up(NIGHT + timedelta(minutes=n)) for n in (1, 2)]

    assert begun == [["every minute: letters and calls that are due"]] * 2


def test_lights_are_of_the_countys_day_not_of_greenwich() -> None:
    line_up(NIGHT)

    arguments = DBTaskResult.objects.get(task_path__endswith="refresh_lights").args_kwargs

    assert arguments["kwargs"] == {"on": "2026-11-23"}


def test_tidying_forgets_the_old_and_keeps_what_waits() -> None:
    user = User.objects.create(username="wang")
    old, new = (IdempotencyKey.objects.create(key=key, user=user, path="/") for key in ("old", "new"))
    IdempotencyKey.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=8))
    waiting = OutboxEvent.objects.create(name="x")
    OutboxEvent.objects.filter(pk=waiting.pk).update(at=timezone.now() - timedelta(days=400))

    forgotten = housekeeping.tidy.call()

    assert forgotten == {"answers": 1, "jobs": 0, "facts": 0}
    assert IdempotencyKey.objects.get() == new
    assert OutboxEvent.objects.get() == waiting
