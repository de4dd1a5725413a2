"""From a kept file to staged steps: read in the child, understood sheet by sheet, drafted, planned. Writes only beside the file.

Also used by the command line's preview, which has no batch in the database at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from qipan.exchange import halves, sheets, stored, targets
from qipan.exchange.grid import Grid, Workbook
from qipan.exchange.reading import Complaint, Corrections, SheetKind, SheetReading
from qipan.exchange.staging import Staged
from qipan.exchange.targets import Draft, Setting, Step, Target

SAMPLE_ROWS = 60  # how much of a sheet is tried with each target's columns
CELLS_KEPT_TO = 5000  # records of a file whose steps name each cell; beyond, row and column tell it


@dataclass(slots=True)
class Understood:
    """One sheet as understood: the reading, where its records go, and what was corrected or remembered."""

    index: int
    reading: SheetReading
    target: str
    corrections: Corrections
    fields: dict[str, str] = field(default_factory=dict)  # field → column letters, learned from the drafts' cells
    is_remembered: bool = False
    size: tuple[int, int] = (0, 0)  # rows and columns of the sheet as it lies


Profiles = Mapping[str, Mapping[str, Any]]  # fingerprint → {"target", "corrections"}


def choose(grid: Grid, on: date) -> Target:
    """The target whose columns fit the sheet's header best; the first registered when none does."""
    listed = targets.registered()
    if len(listed) == 1:
        return listed[0]
    head = replace(grid, rows=grid.rows[:SAMPLE_ROWS], _by_column=None)
    fits = [targets.fit(sheets.understand(head, target.columns, on=on), target) for target in listed]
    # Equal fits: the target that demands more of a sheet was the harder to satisfy.
    scored = [
        (round(fit, 2), len(target.required) if fit else 0, -number)
        for number, (fit, target) in enumerate(zip(fits, listed, strict=True))
    ]
    return listed[-max(scored)[2]]


def understand(workbook: Workbook, profiles: Profiles, on: date, only: str = "") -> list[Understood]:
    """Every sheet with the target it fits and what is remembered of its header."""
    chosen = [targets.get(only) or choose(grid, on) for grid in workbook.grids]
    found: list[Understood] = []
    for target in dict.fromkeys(chosen):
        kept = {
            fingerprint: p["corrections"] for fingerprint, p in profiles.items() if p["target"] in ("", target.code)
        }
        part = replace(workbook, grids=[g for g, t in zip(workbook.grids, chosen, strict=True) if t is target])
        indexes = [n for n, t in enumerate(chosen) if t is target]
        for index, reading in zip(indexes, sheets.understand_workbook(part, target.columns, kept, on), strict=True):
            if not getattr(target, "is_named_once", True):  # one name on many lines is this ledger's nature
                reading.complaints = [c for c in reading.complaints if c.code != "project_on_two_sheets"]
            is_known = reading.fingerprint in kept
            corrections = (
                sheets.profile_to_corrections(reading, dict(kept[reading.fingerprint])) if is_known else Corrections()
            )
            found.append(Understood(index, reading, target.code, corrections, is_remembered=is_known))
    return sorted(found, key=lambda one: one.index)


def again(grid: Grid, index: int, target: str, corrections: Corrections, on: date) -> Understood:
    """One sheet anew, after a correction."""
    chosen = targets.get(target) or choose(grid, on)
    return Understood(index, sheets.understand(grid, chosen.columns, corrections, on), chosen.code, corrections)


def draft(
    one: Understood, grid: Grid, setting: Setting, at: int = 0, total: int = 0, staged: Staged | None = None
) -> list[Draft]:
    """The sheet's records as its target would store them; complaints about their cells join the reading's.

    With the `staged` cells the lower half of a very long sheet may be drafted by the other process meanwhile (`halves`).
    """
    one.size = (grid.n_rows, grid.n_cols)
    target = targets.get(one.target)
    if target is None or one.reading.kind in (SheetKind.EMPTY, SheetKind.SUMMARY, SheetKind.UNKNOWN):
        return []
    end = halves.middle(one.reading, grid) if staged is not None else None
    rest: Iterator[halves.Part] = iter(())
    if staged is not None and end is not None:
        staged.settle()
        rest = halves.lower(staged.path, one.index, one.reading, one.target, setting, end)
        halves.emptied(grid, end)
    make = target.drafter(one.reading, one.index, setting)
    drafts: list[Draft] = []
    share = 1 if end is None else 2
    for number, record in enumerate(sheets.records(grid, one.reading, target.columns)):
        if end is not None and record.row >= end:
            break
        if number % 1000 == 0:
            setting.tick("understand", at + number * share, total)
        drafts.append(make(record))
        _complain(one, record.complaints)
    for more, complaints in rest:
        drafts += more
        _complain(one, complaints)
    _learn(one, drafts)
    return drafts


def _complain(one: Understood, complaints: Sequence[Complaint]) -> None:
    if complaints and len(one.reading.complaints) < stored.KEPT_COMPLAINTS:
        one.reading.complaints += complaints


def _learn(one: Understood, drafts: Sequence[Draft]) -> None:
    """In a list each field has its column; forms and transposed sheets keep the cell itself."""
    if one.reading.kind is not SheetKind.LIST:
        return
    for made in drafts[:200]:
        row = str(made.row + 1)
        for name, cell in made.cells.items():
            if cell.endswith(row) and cell[: -len(row)].isalpha():
                one.fields.setdefault(name, cell[: -len(row)])


def plan(
    drafts: Sequence[Draft], by_sheet: Mapping[int, str], answers: Mapping[str, str], setting: Setting
) -> list[Step]:
    """Every draft's step, each target planning its own; in the order of the file."""
    steps: dict[tuple[int, int], Step] = {}
    for code in dict.fromkeys(by_sheet.values()):
        target = targets.get(code)
        mine = [d for d in drafts if by_sheet.get(d.sheet) == code]
        if target is not None and mine:
            for step in target.plan(mine, answers, setting):
                steps[step.draft.sheet, step.draft.row] = step
    return [steps[d.sheet, d.row] for d in drafts if (d.sheet, d.row) in steps]


def stage(staged: Staged, understood: Sequence[Understood], steps: Sequence[Step]) -> None:
    for one in understood:
        staged.put_classes(one.index, one.reading.rows)
    staged.put_steps(steps)


def counted(steps: Sequence[Step]) -> dict[str, int]:
    """How many records stand how, and how many questions are open."""
    counts: dict[str, int] = dict(Counter(step.state for step in steps if step.merged_into is None))
    counts["merged"] = sum(1 for step in steps if step.merged_into is not None)
    counts["questions"] = sum(len(step.asks) for step in steps)
    counts["records"] = len(steps)
    return counts


def folder_of(path: str, root: Path) -> Path:
    return (root / path).parent
