"""Where a batch keeps its things on disk: the file as it came, the staging file, its progress."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings

from qipan.exchange import progress as notes
from qipan.exchange.progress import Progress
from qipan.exchange.staging import Staged

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_MONTH = re.compile(r"(?<!\d)(20\d\d)\s*[年._-]\s*(?:\d{1,2}\s*[-–—－~至到]\s*(?=\d{1,2}\s*月))?(\d{1,2})\s*月?(?!\d)")


def root() -> Path:
    return Path(settings.MEDIA_ROOT)


def folder(batch: Any) -> Path:
    return root() / "exchange" / str(batch.key)


def source(batch: Any) -> Path:
    return root() / batch.path


def staged(batch: Any, *, fresh: bool = False) -> Staged:
    return Staged(folder(batch) / "staged.sqlite3", fresh=fresh)


def progress(batch: Any) -> Progress:
    place = folder(batch)
    place.mkdir(parents=True, exist_ok=True)
    return Progress(place)


def held(batch: Any) -> AbstractContextManager[None]:
    """Hold a batch while working on it, so that a server that starts meanwhile leaves it alone."""
    return notes.held(folder(batch))


def tidy_name(given: str) -> str:
    """The bare name of an upload: no path, no control characters, not too long."""
    bare = "".join(c for c in given.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable()).strip(" .") or "file"
    name = PurePath(bare)
    return f"{name.stem[:180]}{name.suffix[:12]}"


def day_of(name: str, today: date) -> date:
    """The day a file speaks of, by its name: the end of the year, month or months it names if that is past, else today."""
    month = _MONTH.search(name)
    if month and 1 <= int(month[2]) <= 12:
        last = date(int(month[1]) + int(month[2]) // 12, int(month[2]) % 12 + 1, 1).toordinal() - 1
        return min(date.fromordinal(last), today)
    years = [int(y) for y in _YEAR.findall(name) if int(y) <= today.year]
    return min(date(max(years), 12, 31), today) if years else today
