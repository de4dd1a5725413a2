"""The staged file of a batch: cells as read, each row's class, each record's step. One SQLite file beside the source.

A ledger of 100,000 rows is staged in seconds, a preview page reads two blocks of it, and it is thrown away with the batch's folder.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from qipan.exchange import wire
from qipan.exchange.grid import Cell, Grid
from qipan.exchange.reading import RowReading
from qipan.exchange.stored import row_json
from qipan.exchange.targets import Ask, Choice, Draft, Step

BLOCK = 200
_SCHEMA = """
CREATE TABLE IF NOT EXISTS cells (sheet INTEGER, block INTEGER, body BLOB, PRIMARY KEY (sheet, block)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shapes (sheet INTEGER PRIMARY KEY, body BLOB);
CREATE TABLE IF NOT EXISTS classes (sheet INTEGER, block INTEGER, body BLOB, PRIMARY KEY (sheet, block)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS steps (n INTEGER PRIMARY KEY, sheet INTEGER, row INTEGER, state TEXT, name TEXT, body TEXT);
CREATE INDEX IF NOT EXISTS steps_row ON steps (sheet, row);
CREATE INDEX IF NOT EXISTS steps_state ON steps (state, n);
"""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class Staged:
    """`with Staged(path) as staged:` — everything written is there at the end, or nothing when the block raises."""

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        if fresh:
            for name in (path, path.with_name(path.name + "-journal")):
                with suppress(FileNotFoundError):
                    name.unlink()
        self.held = sqlite3.connect(path, timeout=20)
        self.held.execute("PRAGMA synchronous=OFF")  # made again from the source when lost
        self.held.executescript(_SCHEMA)

    def __enter__(self) -> Staged:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.held.commit()
        else:
            self.held.rollback()
        self.held.close()

    def settle(self) -> None:
        """What was written so far can be read by others; the rest of the block may still be taken back."""
        self.held.commit()

    # -- the sheet as it came

    def put_grid(self, sheet: int, grid: Grid) -> None:
        shape = {
            "name": grid.name,
            "merges": grid.merges,
            "hidden_rows": sorted(grid.hidden_rows),
            "hidden_cols": sorted(grid.hidden_cols),
            "hidden": grid.hidden,
            "formats": [[r, c, f] for (r, c), f in grid.formats.items()],
            "columns": list(grid.column_formats.items()),
            "n_cols": grid.n_cols,
        }
        self.held.execute("INSERT OR REPLACE INTO shapes VALUES (?, ?)", (sheet, wire.encoded(shape)))
        blocks = (
            (sheet, at // BLOCK, wire.encoded(grid.rows[at : at + BLOCK])) for at in range(0, len(grid.rows), BLOCK)
        )
        self.held.executemany("INSERT OR REPLACE INTO cells VALUES (?, ?, ?)", blocks)

    def grid(self, sheet: int) -> Grid:
        grid = self._shaped(sheet)
        for (body,) in self.held.execute("SELECT body FROM cells WHERE sheet = ? ORDER BY block", (sheet,)):
            grid.rows += wire.decoded(body)
        return grid

    def window(self, sheet: int, start: int, count: int) -> Grid:
        """The sheet with only these rows filled (and the first block, where titles and headers stand): enough to show them."""
        wanted = {0, *range(start // BLOCK, (start + count - 1) // BLOCK + 1)}
        return self._filled(sheet, f"block IN ({', '.join(map(str, wanted))})")

    def below(self, sheet: int, start: int, rows: Collection[int]) -> Grid:
        """The sheet with the rows from `start` on filled, and those named besides."""
        wanted = {row // BLOCK for row in rows}
        return self._filled(sheet, f"(block >= {start // BLOCK} OR block IN ({', '.join(map(str, wanted))}))")

    def _filled(self, sheet: int, where: str) -> Grid:
        grid = self._shaped(sheet)
        query = f"SELECT block, body FROM cells WHERE sheet = ? AND {where} ORDER BY block"  # noqa: S608
        for block, body in self.held.execute(query, (sheet,)):
            empty: list[Cell] = []
            grid.rows += [empty] * (block * BLOCK - len(grid.rows))
            grid.rows += wire.decoded(body)
        return grid

    def _shaped(self, sheet: int) -> Grid:
        found = self.held.execute("SELECT body FROM shapes WHERE sheet = ?", (sheet,)).fetchone()
        if found is None:
            raise KeyError(sheet)
        shape = wire.decoded(found[0])
        return Grid(
            shape["name"],
            [],
            [(a, b, c, d) for a, b, c, d in shape["merges"]],
            set(shape["hidden_rows"]),
            set(shape["hidden_cols"]),
            shape["hidden"],
            {(r, c): f for r, c, f in shape["formats"]},
            dict(shape["columns"]),
            n_cols=shape["n_cols"],
        )

    # -- what was understood of its rows

    def put_classes(self, sheet: int, rows: Sequence[RowReading]) -> None:
        self.held.execute("DELETE FROM classes WHERE sheet = ?", (sheet,))
        blocks = (
            (sheet, at // BLOCK, _encode([row_json(r) for r in rows[at : at + BLOCK]]))
            for at in range(0, len(rows), BLOCK)
        )
        self.held.executemany("INSERT INTO classes VALUES (?, ?, ?)", blocks)

    def classes(self, sheet: int, start: int, count: int) -> list[list[Any]]:
        first, last = start // BLOCK, (start + count - 1) // BLOCK
        found: list[list[Any]] = []
        query = "SELECT body FROM classes WHERE sheet = ? AND block BETWEEN ? AND ? ORDER BY block"
        for (body,) in self.held.execute(query, (sheet, first, last)):
            found += json.loads(body)
        return found[start - first * BLOCK : start - first * BLOCK + count]

    def next_of(self, sheet: int, kind: str, after: int) -> int | None:
        """The next row of a class after a row; from the top again when there is none below."""
        for start, blocks in ((after, "block >= ?"), (-1, "block <= ?")):
            query = f"SELECT body FROM classes WHERE sheet = ? AND {blocks} ORDER BY block"  # noqa: S608
            for (body,) in self.held.execute(query, (sheet, max(after, 0) // BLOCK)):
                for index, found, *_rest in json.loads(body):
                    if found == kind and index > start:
                        return int(index)
        return None

    # -- what applying would do

    def put_steps(self, steps: Iterable[Step]) -> None:
        self.held.execute("DELETE FROM steps")
        rows = ((s.draft.sheet, s.draft.row, s.state, s.draft.name[:300], _encode(_step_json(s))) for s in steps)
        self.held.executemany("INSERT INTO steps (sheet, row, state, name, body) VALUES (?, ?, ?, ?, ?)", rows)

    def steps(self, *, state: str = "", sheet: int | None = None, start: int = 0, count: int = -1) -> Iterator[Step]:
        """Steps in the order of the file; `state` "" = all."""
        where, values = ["1"], []
        if state:
            where.append("state = ?")
            values.append(state)
        if sheet is not None:
            where.append("sheet = ?")
            values.append(sheet)  # type: ignore[arg-type]
        return _read(self.held, " AND ".join(where), (*values, count, start), "LIMIT ? OFFSET ?")

    def of(self, sheets: Collection[int], states: Sequence[str]) -> Steps:
        """The steps of these sheets and states, to be gone through without holding them all."""
        return Steps(self.path, tuple(sheets), tuple(states))

    def step_at(self, sheet: int, row: int) -> Step | None:
        found = self.held.execute(
            "SELECT sheet, row, state, name, body FROM steps WHERE sheet = ? AND row = ?", (sheet, row)
        ).fetchone()
        return _step(found, json.loads(found[-1])) if found else None

    def states(self, sheet: int, start: int, count: int) -> dict[int, str]:
        query = "SELECT row, state FROM steps WHERE sheet = ? AND row >= ? AND row < ?"
        return dict(self.held.execute(query, (sheet, start, start + count)))

    def count(self, state: str = "") -> int:
        found = self.held.execute("SELECT COUNT(*) FROM steps WHERE ? IN ('', state)", (state,))
        return int(found.fetchone()[0])

    def counted(self) -> dict[int, dict[str, int]]:
        """Sheet → state → how many."""
        found: dict[int, dict[str, int]] = {}
        for sheet, state, count in self.held.execute("SELECT sheet, state, COUNT(*) FROM steps GROUP BY sheet, state"):
            found.setdefault(sheet, {})[state] = count
        return found

    def drafts(self, *, but: int | None = None) -> list[Draft]:
        """The drafts of every sheet but one, to be planned again."""
        query = "SELECT sheet, row, name, body FROM steps WHERE sheet IS NOT ? ORDER BY n"
        found = []
        rows = self.held.execute(query, (but,)).fetchall()
        for (sheet, row, name, _body), kept in zip(rows, _decoded(rows), strict=True):
            found.append(Draft(sheet, row, kept.get("n", name), kept["d"], kept.get("c") or {}))
        return found


@dataclass(frozen=True)
class Steps(Sequence[Step]):
    """Steps as they lie staged: counted without reading them, read a block at a time, any number of times, in the order of the file.

    Opens the file itself, so it can be handed to another process.
    """

    path: Path
    sheets: tuple[int, ...]
    states: tuple[str, ...]
    start: int = 0

    def __len__(self) -> int:
        with closing(sqlite3.connect(self.path)) as held:
            found = held.execute(f"SELECT COUNT(*) FROM steps WHERE {self._where}", self.states)  # noqa: S608
            return max(0, int(found.fetchone()[0]) - self.start)

    def __iter__(self) -> Iterator[Step]:
        with closing(sqlite3.connect(self.path)) as held:
            yield from _read(held, self._where, (*self.states, self.start), "LIMIT -1 OFFSET ?")

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice) and (at.start or 0) >= 0 and (at.stop, at.step) == (None, None):
            return replace(self, start=self.start + (at.start or 0))
        return list(self)[at]

    @property
    def _where(self) -> str:
        return f"sheet IN ({', '.join(map(str, self.sheets))}) AND state IN ({', '.join('?' * len(self.states))})"


def _read(held: sqlite3.Connection, where: str, values: Sequence[Any], limit: str = "") -> Iterator[Step]:
    query = f"SELECT sheet, row, state, name, body FROM steps WHERE {where} ORDER BY n {limit}"  # noqa: S608
    found = held.execute(query, values)
    while rows := found.fetchmany(BLOCK):
        yield from map(_step, rows, _decoded(rows))


def _step_json(step: Step) -> dict[str, Any]:
    kept: dict[str, Any] = {"d": step.draft.data}
    if len(step.draft.name) > 300:
        kept["n"] = step.draft.name
    if step.draft.cells:
        kept["c"] = step.draft.cells
    if step.object_id is not None:
        kept["o"] = [step.object_id, step.object_key, step.version]
    if step.changes and step.state != "new":
        kept["x"] = step.changes
    if step.asks:
        kept["q"] = [asdict(ask) for ask in step.asks]
    if step.why:
        kept["w"] = step.why
    if step.merged_into:
        kept["m"] = step.merged_into
    if step.remarks:
        kept["r"] = step.remarks
    return kept


def _decoded(rows: Sequence[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    """The bodies (last of each row), a block at a time: the names in them are then held once, not once a record."""
    for at in range(0, len(rows), BLOCK):
        yield from json.loads(f"[{','.join([row[-1] for row in rows[at : at + BLOCK]])}]")


def _step(row: tuple[Any, ...], kept: dict[str, Any]) -> Step:
    sheet, at, state, name, _body = row
    object_id, object_key, version = kept.get("o") or (None, None, None)
    asks = [Ask(q["name"], q["code"], q["values"], [Choice(**c) for c in q["choices"]]) for q in kept.get("q", ())]
    draft = Draft(sheet, at, kept.get("n", name), kept["d"], kept.get("c") or {})
    merged = kept.get("m")
    return Step(
        draft,
        state,
        object_id,
        object_key,
        version,
        changes=kept.get("x") or {},
        asks=asks,
        why=kept.get("w", ""),
        merged_into=(merged[0], merged[1]) if merged else None,
        remarks=kept.get("r") or [],
    )
