"""Lays a .gz beside every built script and style, so that the server sends a third of the bytes without squeezing at every request."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

BUILT = Path(__file__).resolve().parent.parent / "src" / "qipan" / "web" / "static" / "build"
KINDS = {".js", ".css", ".svg"}
LEAST = 1024


def squeeze(folder: Path = BUILT) -> int:
    """How many were squeezed. The same input gives the same bytes (no time inside)."""
    count = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix in KINDS and path.stat().st_size >= LEAST:
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
            count += 1
    return count


if __name__ == "__main__":
    sys.exit(0 if squeeze() else 1)
