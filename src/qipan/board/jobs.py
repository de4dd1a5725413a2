"""What runs without a person: a run of the planner. It claims its run, so twice does no harm."""

from __future__ import annotations

import structlog
from django.utils import timezone
from django_tasks import task

from qipan.board import actions
from qipan.board.models import Run
from qipan.core.models import User

log = structlog.get_logger(__name__)


@task(queue_name="plans")
def compute(run_id: int) -> None:
    actions.compute(run=Run.objects.defer("trail").get(pk=run_id), at=timezone.now())


@task(queue_name="plans")
def first_plan(run_id: int, proposer_id: int, confirmer_id: int) -> None:
    """The demonstration's opening: compute, and let two of its people adopt what was found."""
    run = actions.compute(run=Run.objects.get(pk=run_id), at=timezone.now())
    if not run.is_sound or run.adoptions.exists():
        return
    adoption = actions.propose(by=User.objects.get(pk=proposer_id), run=run)
    confirmer = User.objects.get(pk=confirmer_id)
    actions.confirm(by=confirmer, adoption=adoption, on=timezone.localdate(), at=timezone.now())


def recover() -> int:
    """At start: what a crash left under way is put in the line again."""
    count = actions.recover()
    for pk in Run.objects.filter(state=Run.State.WAITING).values_list("pk", flat=True):
        compute.enqueue(pk)
    return count
