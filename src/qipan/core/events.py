"""Facts told upward after commit. A room announces; rooms above listen (registered in their `apps.py`).

An event is a frozen dataclass whose fields are plain JSON values. It is stored in the outbox by the transaction it tells of, so it is
delivered even when the process dies right after commit; a hearer must bear hearing twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from importlib import import_module
from typing import Any

import structlog
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from qipan.core.models import OutboxEvent

log = structlog.get_logger(__name__)
_hearers: dict[str, list[Callable[[Any], None]]] = defaultdict(list)
_hearers_of_all: list[Callable[[OutboxEvent], None]] = []
_classes: dict[str, type] = {}


@dataclass(frozen=True, slots=True)
class RulesPutInForce:
    """A version of rules holds from a day on, at a place."""

    kind: str
    key: str
    place: str
    effective_from: str


@dataclass(frozen=True, slots=True)
class RulesTakenBack:
    """A version of rules that had not begun yet was taken back."""

    kind: str
    key: str
    place: str


def name_of(event: Any) -> str:
    kind = event if isinstance(event, type) else type(event)
    return f"{kind.__module__.removeprefix('qipan.')}.{kind.__name__}"


def listen(event_class: type, hearer: Callable[[Any], None]) -> None:
    _classes[name_of(event_class)] = event_class
    _hearers[name_of(event_class)].append(hearer)


def listen_to_all(hearer: Callable[[OutboxEvent], None]) -> None:
    """Hear every fact as it is stored, known by class or not."""
    _hearers_of_all.append(hearer)


def names() -> list[str]:
    """Every kind of fact there is, by name: what the installed rooms declare in their `events`, heard by somebody here or not."""
    found = set(_classes)
    for config in apps.get_app_configs():
        if config.module and module_has_submodule(config.module, "events"):
            module = import_module(f"{config.name}.events")
            found |= {name_of(one) for one in vars(module).values() if _is_fact(one, module.__name__)}
    return sorted(found)


def _is_fact(one: Any, module: str) -> bool:
    return isinstance(one, type) and is_dataclass(one) and one.__module__ == module


def announce(event: Any) -> None:
    """Store the fact now, tell it after commit."""
    row = OutboxEvent.objects.create(name=name_of(event), payload=asdict(event))
    transaction.on_commit(lambda: deliver(row.pk), robust=True)


def announce_all(told: Sequence[Any]) -> None:
    """Many facts of one act: stored in one go, told one by one after commit."""
    if not told:
        return
    first = OutboxEvent.objects.bulk_create([OutboxEvent(name=name_of(event), payload=asdict(event)) for event in told])
    keys = [row.pk for row in first]
    transaction.on_commit(lambda: _deliver_all(keys), robust=True)


def _deliver_all(keys: Sequence[int]) -> None:
    """Those nobody listens to are marked told at once."""
    waiting = OutboxEvent.objects.filter(pk__in=keys, delivered_at__isnull=True)
    waiting.exclude(name__in=[name for name, hearers in _hearers.items() if hearers]).update(
        delivered_at=timezone.now()
    )
    _deliver_each(waiting.order_by("pk").values_list("pk", flat=True))


def deliver(pk: int) -> None:
    """Tell one stored fact to its hearers, then mark it told; a hearer that fails leaves it waiting."""
    row = OutboxEvent.objects.filter(pk=pk, delivered_at__isnull=True).first()
    if row is None:
        return
    for hear_all in _hearers_of_all:
        hear_all(row)
    event_class = _classes.get(row.name)
    if event_class is not None:
        event = event_class(**row.payload)
        for hear in _hearers[row.name]:
            hear(event)
    OutboxEvent.objects.filter(pk=pk).update(delivered_at=timezone.now())


def deliver_waiting() -> int:
    """Catch up after a crash: tell whatever was stored and never told."""
    return _deliver_each(
        OutboxEvent.objects.filter(delivered_at__isnull=True).order_by("pk").values_list("pk", flat=True)
    )


def _deliver_each(keys: Iterable[int]) -> int:
    waiting = list(keys)
    for pk in waiting:
        try:
            deliver(pk)
        except Exception:
            log.exception("outbox.failed", event_id=pk)
    return len(waiting)
