"""How much one uploaded file may cost. A ledger of 100,000 rows × 30 columns (25 MB, 160 MB unpacked) must fit; a bomb must not."""

from __future__ import annotations

from dataclasses import asdict, dataclass

MEGA = 1_000_000


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
    wall: float = 60.0  # seconds

    def as_dict(self) -> dict[str, float]:
        return asdict(self)
