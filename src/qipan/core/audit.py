"""The audit chain: who did what to which record, old and new, each entry hashed over the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.utils import timezone

from qipan.core import bulk
from qipan.core.models import AuditEntry, User

GENESIS = "0" * 64
COLUMNS = (
    "seq", "at", "actor_id", "actor_name", "action", "object_type", "object_key", "object_name",
    "changes", "source", "digest", "prev_hash", "hash",
)  # fmt: skip


@dataclass(slots=True)
class Act:
    """One act to be written: `changes` is field → [old, new]."""

    action: str
    object_type: str
    object_key: UUID | None
    object_name: str = ""
    changes: dict[str, list[Any]] = field(default_factory=dict)
    source: dict[str, Any] = field(default_factory=dict)


def plain(value: Any) -> Any:
    """A value as JSON keeps it, the same on every database."""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value


def canonical(value: Any) -> str:
    return _encode(value)


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain).encode


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _link(prev: str, seq: int, stamp: str, row: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join((prev, str(seq), stamp, *row)).encode()).hexdigest()


def _head() -> tuple[int, str]:
    """Last number and hash, holding the chain until the transaction ends."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('qipan.audit'))")
        cursor.execute("SELECT seq, hash FROM core_auditentry ORDER BY seq DESC LIMIT 1")
        last = cursor.fetchone()
    return (last[0], last[1]) if last else (0, GENESIS)


# An act as it will stand in the chain, all but its place there: action, object type, key in hexadecimal ("" = none), name, changes,
# source, digest of the changes. May be made in another process.
Ready = tuple[str, str, str, str, str, str, str]


def ready(act: Act) -> Ready:
    changes = canonical(act.changes)
    digest = hashlib.sha256(changes.encode()).hexdigest()
    key = act.object_key.hex if act.object_key else ""
    return (act.action, act.object_type, key, act.object_name, changes, canonical(act.source), digest)


def append(acts: Iterable[Act | Ready], *, by: User | None, at: datetime | None = None) -> int:
    """Write acts to the end of the chain, inside the caller's transaction. Returns how many."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An audit entry is written in the transaction of its change.")
    at = at or timezone.now()
    first, prev = _head()
    seq = first
    actor_name = str(by) if by else "–"
    actor_id = by.pk if by else None
    stored, stamp, actor = bulk.moment(at), _stamp(at), str(actor_id or "")
    rows: list[tuple[Any, ...]] = []
    for act in acts:
        action, kind, key, name, changes, source, digest = ready(act) if isinstance(act, Act) else act
        seq += 1
        prev_hash = prev
        prev = _link(prev, seq, stamp, (actor, actor_name, action, kind, key, name, source, digest))
        rows.append(
            (
                seq,
                stored,
                actor_id,
                actor_name,
                action,
                kind,
                key or None,
                name,
                changes,
                source,
                digest,
                prev_hash,
                prev,
            )
        )
    bulk.insert(AuditEntry, COLUMNS, rows)
    return seq - first


def of(object_type: str, object_key: UUID) -> models.QuerySet[AuditEntry]:
    """The history of one record, newest first."""
    return AuditEntry.objects.filter(object_type=object_type, object_key=object_key).order_by("-seq")


def named(object_type: str, name: str) -> models.QuerySet[AuditEntry]:
    """The history of what has a name and no key (a role), oldest first."""
    return AuditEntry.objects.filter(object_type=object_type, object_name=name).order_by("seq")


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold, and why: gap | changes | chain."""

    seq: int
    why: str


def verify(start: int = 1) -> Iterator[Break]:
    """Walk the chain and yield every entry that was altered, lost, inserted or moved."""
    expected = start
    prev: str | None = GENESIS if start == 1 else None
    for entry in AuditEntry.objects.filter(seq__gte=start).order_by("seq").iterator(chunk_size=5000):
        if entry.seq != expected:
            yield Break(expected, "gap")
        if hashlib.sha256(canonical(entry.changes).encode()).hexdigest() != entry.digest:
            yield Break(entry.seq, "changes")
        key = entry.object_key.hex if entry.object_key else ""
        row = (str(entry.actor_id or ""), entry.actor_name, entry.action, entry.object_type, key, entry.object_name,
               canonical(entry.source), entry.digest)  # fmt: skip
        if (prev is not None and entry.prev_hash != prev) or _link(
            entry.prev_hash, entry.seq, _stamp(entry.at), row
        ) != entry.hash:
            yield Break(entry.seq, "chain")
        prev = entry.hash
        expected = entry.seq + 1


def head() -> tuple[int, str]:
    """Last number and hash: printed in backups so that a cut-off tail is found too."""
    last = AuditEntry.objects.order_by("-seq").first()
    return (last.seq, last.hash) if last else (0, GENESIS)
