"""Who was told what, and what is on its way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from qipan.core import access
from qipan.core.models import User
from qipan.notify import kinds
from qipan.notify.models import Call, Letter, Message, Preference, Sending, Webhook


def visible_to(user: Any) -> QuerySet[Message]:
    """A person's own messages and nobody else's."""
    if not getattr(user, "is_authenticated", False):
        return Message.objects.none()
    return Message.objects.filter(user=user)


def unread(user: Any) -> int:
    """The number beside the bell: one question."""
    return visible_to(user).filter(read_at__isnull=True).count()


def listed(user: Any, *, only: str = "", kind: str = "") -> QuerySet[Message]:
    found = visible_to(user)
    if only == "unread":
        found = found.filter(read_at__isnull=True)
    return found.filter(kind=kind) if kind else found


def mail_wishes(user: User) -> dict[str, str]:
    """Kind → how this person hears of it by mail: as chosen, else as the kind has it."""
    chosen = dict(Preference.objects.filter(user=user).values_list("kind", "mail"))
    return {kind.code: chosen.get(kind.code, kind.mail) for kind in kinds.all_kinds()}


def wanting(users: Iterable[User], kind: str, mail: str) -> list[User]:
    """Of these, who has an address and hears of this kind in this way."""
    reachable = [user for user in users if user.email]
    chosen = dict(Preference.objects.filter(user__in=reachable, kind=kind).values_list("user_id", "mail"))
    return [user for user in reachable if chosen.get(user.pk, kinds.known(kind).mail) == mail]


def has_mail() -> bool:
    """Does this installation send mail at all?"""
    return bool(settings.MAIL_READY)


def for_the_day() -> QuerySet[Message]:
    """Unread messages that no letter has told yet, of people with an address."""
    return Message.objects.filter(letter__isnull=True, read_at__isnull=True, user__is_active=True).exclude(
        user__email=""
    )


def due(model: type[Letter] | type[Call], at: datetime) -> list[int]:
    rows = model.objects.filter(state=Sending.State.WAITING, due_at__lte=at).order_by("due_at", "pk")
    return list(rows.values_list("pk", flat=True))


def is_anything_due(at: datetime) -> bool:
    waiting = Q(state=Sending.State.WAITING, due_at__lte=at) | Q(state=Sending.State.SENDING)
    return Letter.objects.filter(waiting).exists() or Call.objects.filter(waiting).exists()


def webhooks_for(event: str) -> list[Webhook]:
    return [hook for hook in Webhook.objects.filter(is_active=True) if not hook.events or event in hook.events]


def webhooks_visible_to(user: Any) -> QuerySet[Webhook]:
    """Webhooks: for who keeps the organisations and accounts, nobody else."""
    return Webhook.objects.all() if access.able(user, "orgs.edit") else Webhook.objects.none()
