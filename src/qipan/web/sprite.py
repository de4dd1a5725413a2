"""The icon sprite beside the built scripts, and its address with the file's mark, so that a new build is fetched anew."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static

FILE = Path(__file__).parent / "static" / "build" / "icons.svg"


@lru_cache(maxsize=4)
def _mark(changed_at: float) -> str:
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:8]


def address() -> str:
    try:
        mark = _mark(FILE.stat().st_mtime)
    except OSError:  # the front end has not been built; pages still read, without pictures
        mark = "none"
    return f"{static('build/icons.svg')}?v={mark}"
