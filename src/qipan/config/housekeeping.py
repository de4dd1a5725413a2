"""Forgetting what nobody needs: answers kept for forms sent twice, finished jobs, ended sessions. Never a record, never the audit trail."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from qipan.core.models import IdempotencyKey, OutboxEvent

KEEP_ANSWERS = timedelta(days=7)
KEEP_JOBS = timedelta(days=30)
KEEP_FACTS = timedelta(days=90)


@task()
def tidy() -> dict[str, int]:
    """How many of each were forgotten."""
    now = timezone.now()
    answers, _each = IdempotencyKey.objects.filter(at__lt=now - KEEP_ANSWERS).delete()
    jobs, _each = DBTaskResult.objects.filter(status="SUCCESSFUL", finished_at__lt=now - KEEP_JOBS).delete()
    facts, _each = OutboxEvent.objects.filter(delivered_at__lt=now - KEEP_FACTS).delete()
    call_command("clearsessions", verbosity=0)
    return {"answers": answers, "jobs": jobs, "facts": facts}
