"""A file comes in: kept with its hash before anything is written down; nothing is read yet."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from qipan.core import audit
from qipan.core.models import User
from qipan.exchange import places, queries
from qipan.exchange.actions.states import act
from qipan.exchange.models import Batch


def receive(*, upload: UploadedFile, by: User, on: date | None = None, once: str = "") -> Batch:
    """Keep an uploaded file with its hash; nothing is read yet. The bytes are on disk before anything is written down.

    `once`: the key of the form it came with; the same form sent again gives the same import.
    """
    once = f"{by.pk}:{once}"[:120] if once else ""
    held = Batch.objects.filter(once=once).first() if once else None
    return held or _receive(upload.name or "file", upload.chunks(), by=by, on=on, once=once)


def receive_path(*, path: PurePath | str, by: User | None, on: date | None = None) -> Batch:
    """The same from the command line."""
    with open(path, "rb") as file:
        return _receive(os.path.basename(path), iter(lambda: file.read(1 << 20), b""), by=by, on=on)


def again(*, batch: Batch, by: User) -> Batch:
    """The same file once more, for the rows left out of it with questions: all others change nothing. One under way is gone on with."""
    held = queries.taken_up(batch)
    if held is not None:
        return held
    with places.source(batch).open("rb") as file:
        return _receive(batch.name, iter(lambda: file.read(1 << 20), b""), by=by, on=batch.on)


def _receive(given: str, parts: Iterable[bytes], *, by: User | None, on: date | None, once: str = "") -> Batch:
    name = places.tidy_name(given)
    batch = Batch(name=name, by=by, on=on or places.day_of(name, timezone.localdate()), once=once or None)
    folder = places.folder(batch)
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    place = folder / f"source{PurePath(name).suffix.lower()}"
    with place.open("wb") as file:
        for part in parts:
            digest.update(part)
            size += len(part)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    batch.sha256, batch.size, batch.path = digest.hexdigest(), size, str(place.relative_to(places.root()))
    with transaction.atomic():
        batch.save(force_insert=True)
        audit.append([act("receive", batch, {"sha256": [None, batch.sha256], "size": [None, size]})], by=by)
    return batch
