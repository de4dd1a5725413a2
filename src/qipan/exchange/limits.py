"""How much one uploaded file may cost. A ledger of 100,000 rows × 30 columns (25 MB, 160 MB unpacked) must fit; a bomb must not."""

from __future__ import annotations

import dataclasses
import os
from dataclasses import asdict, dataclass, replace

MEGA = 1_000_000


def _seconds() -> float:
    """How long a small file may take by the clock: more than the processor's limit, for the machine may be busy with other things."""
    given = os.environ.get("QIPAN_READ_SECONDS", "")
    return float(given) if given.isdecimal() and int(given) else 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Whoever reads may pass others (`read(…, limits=Limits(packed=…))`); they travel to the child as one JSON argument."""

    packed: int = 50 * MEGA
    unpacked: int = 400 * MEGA
    ratio: int = 200  # unpacked : packed, once more than `ratio_from` bytes came out
    ratio_from: int = 20 * MEGA
    members: int = 1_000
    sheets: int = 200
    rows: int = 200_000
    columns: int = 400
    cells: int = 6 * MEGA  # the rectangle that a dense reader would fill
    merge_spans: int = 2 * MEGA  # merged ranges × their columns
    text: int = 32 * MEGA  # bytes of cell text, plus …
    text_per_cell: int = 100  # … this for each cell: stops one long string used a million times
    field: int = 1 * MEGA  # characters in one CSV cell
    exceptions: int = 300_000  # cells whose number format differs from their column's
    memory: int = 1024 * 1024 * 1024  # RLIMIT_AS of the child
    cpu: int = 40  # seconds
    wall: float = dataclasses.field(default_factory=_seconds)  # seconds by the clock, plus …
    wall_per_mega: float = 4.0  # … this for each megabyte of the file

    def for_size(self, size: int) -> Limits:
        """The same with the clock of a file so many bytes long."""
        return replace(self, wall=self.wall + self.wall_per_mega * size / MEGA)

    def as_dict(self) -> dict[str, float]:
        return asdict(self)
