"""A header set's fingerprint: the same next month, whatever the order of columns, the spaces, the width, the years and months."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from qipan.exchange.sheets.periods import blanked
from qipan.exchange.sheets.units import split_header
from qipan.exchange.sheets.words import key, unbracketed


def path_key(path: Sequence[str]) -> str:
    """A header path as remembered: units, brackets, width, spaces, years and months gone."""
    parts = []
    for part in path:
        plain = blanked(split_header(part)[0])
        parts.append(key(unbracketed(plain).replace("#", "")) or key(plain.replace("#", "")) or "period")
    return "/".join(parts)


def numbered(paths: Iterable[Sequence[str]]) -> list[str]:
    """Path keys made distinct: the second of the same is "…#2"; columns without a header are told by their place among such."""
    seen: dict[str, int] = {}
    result = []
    for path in paths:
        name = path_key(path)
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return result


def of_paths(paths: Iterable[Sequence[str]], kind: str = "list") -> str:
    """The fingerprint of a header set: a hash of its sorted keys."""
    keys = sorted(key for key in numbered(paths) if key)
    return hashlib.sha256("\n".join([kind, *keys]).encode()).hexdigest()[:32]
