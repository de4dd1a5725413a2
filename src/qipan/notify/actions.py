"""Telling people. `tell` is the door for every room: it writes in the caller's transaction, so news exists if and only if the fact does."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from qipan.core import changes
from qipan.core.models import OutboxEvent, User
from qipan.notify import kinds, queries
from qipan.notify.models import Call, Letter, Message, Preference, Sending, Webhook

LOST = timedelta(minutes=10)  # a sending that began so long ago died with its process


def tell(
    users: Iterable[User],
    *,
    kind: str,
    words: str,
    fact: str,
    figures: Mapping[str, Any] | None = None,
    url: str = "",
    at: datetime | None = None,
) -> int:
    """Tell active people something once; answers how many heard it anew.

    `kind`: entered in `kinds`. `words`: an English sentence marked with `gettext_noop`, with named gaps for `figures` (JSON values; a name
    ending in `_on` is an ISO day, in `_minor` an amount in fen, in `_word` a code "stage:started" of a `words.vocabulary`). `fact`: what
    makes it the same news, "notice:17:escalated:red"; the same person is never told the same fact twice. `url`: where it is dealt with.
    Call it with people who may see what it says.
    """
    kinds.known(kind)
    at = at or timezone.now()
    people = {user.pk: user for user in users if user.is_active}
    with transaction.atomic():
        told = set(Message.objects.filter(fact=fact, user__in=people).values_list("user_id", flat=True))
        fresh = [user for pk, user in people.items() if pk not in told]
        Message.objects.bulk_create(
            [
                Message(user=user, kind=kind, words=words, figures=dict(figures or {}), url=url, fact=fact, at=at)
                for user in fresh
            ],
            ignore_conflicts=True,  # another process told the same fact this very moment
        )
        if fresh and queries.has_mail():
            _write_at_once(queries.wanting(fresh, kind, kinds.MAIL_NOW), fact, at)
    return len(fresh)


def _write_at_once(users: Iterable[User], fact: str, at: datetime) -> None:
    for user in users:
        letter = Letter.objects.create(user=user, due_at=at)
        Message.objects.filter(user=user, fact=fact, letter__isnull=True).update(letter=letter)


def write_daily(*, at: datetime) -> int:
    """One letter a person with what they have not read and were not written yet. Twice a day does no harm: the second finds nothing."""
    written = 0
    waiting: dict[int, list[Message]] = {}
    for message in queries.for_the_day().select_related("user"):
        waiting.setdefault(message.user_id, []).append(message)
    for messages in waiting.values():
        wishes = queries.mail_wishes(messages[0].user)
        wanted = [m.pk for m in messages if wishes.get(m.kind, kinds.MAIL_NO) == kinds.MAIL_DAILY]
        if wanted:
            with transaction.atomic():
                letter = Letter.objects.create(user=messages[0].user, due_at=at)
                Message.objects.filter(pk__in=wanted, letter__isnull=True).update(letter=letter)
            written += 1
    return written


def read(*, user: User, messages: Iterable[int] | None = None, at: datetime) -> int:
    """Mark one's own messages as read: these, or all."""
    found = queries.visible_to(user).filter(read_at__isnull=True)
    if messages is not None:
        found = found.filter(pk__in=list(messages))
    return found.update(read_at=at)


def unread(*, user: User, message: Message) -> None:
    """Take "read" back."""
    queries.visible_to(user).filter(pk=message.pk).update(read_at=None)


def choose(*, user: User, email: str, wishes: Mapping[str, str]) -> None:
    """Keep where and how somebody wishes to hear."""
    with transaction.atomic():
        if email != user.email:
            User.objects.filter(pk=user.pk).update(email=email)
        for kind, mail in wishes.items():
            Preference.objects.update_or_create(user=user, kind=kinds.known(kind).code, defaults={"mail": mail})


def claim(model: type[Letter] | type[Call], pk: int) -> bool:
    """Begin a sending: written down and committed before anything leaves, so that nobody else sends it too."""
    return bool(
        model.objects.filter(pk=pk, state=Sending.State.WAITING).update(
            state=Sending.State.SENDING, due_at=timezone.now()
        )
    )


def finish(row: Letter | Call, *, why: str = "", again_after: timedelta | None = None, at: datetime) -> None:
    """Write down how a sending went: sent, to be tried again, or given up."""
    if not why:
        row.state, row.sent_at = Sending.State.SENT, at
    elif again_after is not None:
        row.state, row.due_at = Sending.State.WAITING, at + again_after
    else:
        row.state = Sending.State.FAILED
    row.tries, row.why = row.tries + 1, why[:300]
    row.save(update_fields=["state", "sent_at", "due_at", "tries", "why"])


def settle(*, at: datetime) -> None:
    """After a crash: a letter perhaps sent is not sent again (its messages stand in the page); a call is, its receiver knows its number."""
    lost = {"state": Sending.State.SENDING, "due_at__lt": at - LOST}
    Letter.objects.filter(**lost).update(state=Sending.State.UNSURE)
    Call.objects.filter(**lost).update(state=Sending.State.WAITING)


def queue_calls(event: OutboxEvent) -> None:
    """Put a fact in the line to every webhook that asked for it; heard twice, it stands once."""
    rows = [
        Call(webhook=hook, event_id=event.pk, name=event.name, payload=event.payload, due_at=timezone.now())
        for hook in queries.webhooks_for(event.name)
    ]
    if rows:
        Call.objects.bulk_create(rows, ignore_conflicts=True)


def add_webhook(*, by: User, name: str, url: str, events: list[str]) -> Webhook:
    """A new listener with a secret made here; the history never holds the secret."""
    with transaction.atomic():
        hook = Webhook.objects.create(name=name, url=url, events=events, secret=secrets.token_urlsafe(32))
        changes.note(hook, by=by, action="create", changes={"url": [None, url], "events": [None, events]})
    return hook


def switch_webhook(*, by: User, webhook: Webhook, is_active: bool, version: int | None = None) -> Webhook:
    return changes.change(webhook, by=by, values={"is_active": is_active}, version=version, action="switch")


def drop_webhook(*, by: User, webhook: Webhook) -> None:
    with transaction.atomic():
        changes.note(webhook, by=by, action="delete", changes={"url": [webhook.url, None]})
        webhook.delete()
