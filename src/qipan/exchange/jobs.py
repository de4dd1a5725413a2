"""What runs without a person: reading, writing and taking back a batch. Each claims its batch, so twice does no harm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from django.utils import timezone
from django_tasks import task

from qipan.core.models import User
from qipan.exchange import actions
from qipan.exchange.models import Batch
from qipan.exchange.progress import Cancelled

log = structlog.get_logger(__name__)
SOMEBODY_WAITS = 50  # before what computes for itself: a person looks at the progress


@task(priority=SOMEBODY_WAITS)
def read(batch_id: int) -> None:
    try:
        actions.read(batch=Batch.objects.get(pk=batch_id), at=timezone.now())
    except actions.WrongState:
        log.info("exchange.read.already", batch=batch_id)


@task(priority=SOMEBODY_WAITS)
def apply(batch_id: int, user_id: int, set_aside: bool) -> None:
    batch = Batch.objects.get(pk=batch_id)
    try:
        actions.apply(batch=batch, by=User.objects.get(pk=user_id), at=timezone.now(), set_aside=set_aside)
    except actions.Outdated:
        actions.remember_failure(batch, "outdated")
    except Cancelled:
        actions.remember_failure(batch, "stopped")
    except (actions.WrongState, actions.OpenQuestions) as refused:
        log.info("exchange.apply.refused", batch=batch_id, why=str(refused))
    except Exception:
        actions.remember_failure(batch, "failed")
        raise


@task(priority=SOMEBODY_WAITS)
def correct(batch_id: int, index: int, said: dict[str, Any], user_id: int) -> None:
    """A correction of a file too large to be understood again within a request."""
    batch, by = Batch.objects.get(pk=batch_id), User.objects.get(pk=user_id)
    _again(batch, lambda: actions.correct(batch=batch, index=index, said=said, by=by, at=timezone.now()))


@task(priority=SOMEBODY_WAITS)
def answer(batch_id: int, answers: dict[str, str], user_id: int) -> None:
    """Answers to the questions of such a file."""
    batch, by = Batch.objects.get(pk=batch_id), User.objects.get(pk=user_id)
    _again(batch, lambda: actions.answer(batch=batch, answers=answers, by=by, at=timezone.now()))


def _again(batch: Batch, work: Callable[[], object]) -> None:
    try:
        work()
    except Cancelled:
        actions.remember_failure(batch, "unchanged")
    except actions.WrongState as refused:
        log.info("exchange.again.refused", batch=batch.pk, why=str(refused))
    except Exception:
        actions.remember_failure(batch, "not_understood")
        raise


@task(priority=SOMEBODY_WAITS)
def undo(batch_id: int, user_id: int) -> None:
    batch = Batch.objects.get(pk=batch_id)
    try:
        actions.undo(batch=batch, by=User.objects.get(pk=user_id), at=timezone.now())
    except actions.CannotUndo as refused:
        actions.remember_failure(batch, "newer", names=refused.names)
    except Cancelled:
        actions.remember_failure(batch, "stopped")
    except actions.WrongState:
        log.info("exchange.undo.already", batch=batch_id)
    except Exception:
        actions.remember_failure(batch, "failed")
        raise


def recover() -> int:
    """At start: what a crash left under way is put right, and what only waited is read."""
    count = actions.recover()
    for pk in Batch.objects.filter(state=Batch.State.WAITING).values_list("pk", flat=True):
        read.enqueue(pk)
    return count
