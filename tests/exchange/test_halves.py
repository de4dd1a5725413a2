"""A very long list drafted in two halves says what it says in one piece."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from qipan.exchange import beside, halves, reader, understanding
from qipan.exchange.grid import Workbook
from qipan.exchange.staging import Staged
from qipan.exchange.targets import Draft, Setting
from qipan.exchange.understanding import Understood
from qipan.territory.orgs.queries import scope_of
from tests.cast import Cast

ON = date(2026, 10, 31)
HEAD = "序号,项目名称,项目业主,总投资（万元）,开工时间,2026年1-10月完成投资（万元）,备注\n"


def _ledger() -> bytes:
    """Sections on both sides of the middle, projects over two rows, cells nobody can read."""
    lines = ["2026年重点项目台账,,,,,,\n", HEAD]
    for number in range(1, 1201):
        if number in (1, 400, 900):
            lines.append(
                f"{'一二三'[(1, 400, 900).index(number)]}、{('新开工', '续建', '竣工投产')[number % 3]}项目,,,,,,\n"
            )
        money = "约三亿" if number % 97 == 0 else f"{number * 10}"
        lines.append(f"{number},项目{number}号,甲{number % 50}有限公司,{money},2026年{number % 9 + 1}月,{number},\n")
        if number % 10 == 0:
            lines.append(",,,,,5,续一行\n")
    return "".join(lines).encode()


def _drafted(workbook: Workbook, staged: Staged | None) -> tuple[list[Draft], Understood]:
    [one] = understanding.understand(workbook, {}, ON, "projects")
    setting = Setting("key", "file.csv", ON, timezone.now(), None, {0: one.reading.sheet}, with_cells=False)
    return understanding.draft(one, workbook.grids[0], setting, 0, 0, staged), one


@pytest.mark.django_db(transaction=True)
def test_two_halves_are_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "WORTH", 100)
    workbook = reader.read(_ledger(), "2026年重点项目.csv")
    whole, one = _drafted(workbook, None)
    ways: list[Any] = []
    lower = halves.lower
    monkeypatch.setattr(halves, "lower", lambda *args: ways.append(args[-1]) or lower(*args))
    with Staged(tmp_path / "staged.sqlite3") as staged, beside.ready(101, ahead=beside.ALL):
        staged.put_grid(0, workbook.grids[0])
        parts, other = _drafted(workbook, staged)
    assert len(ways) == 1
    assert [(d.row, d.name, d.data) for d in parts] == [(d.row, d.name, d.data) for d in whole]
    assert [d.cells for d in parts[:200]] == [d.cells for d in whole[:200]]
    assert [(c.row, c.column, c.code) for c in other.reading.complaints] == [
        (c.row, c.column, c.code) for c in one.reading.complaints
    ]
    assert other.fields == one.fields


@pytest.mark.django_db(transaction=True)
def test_a_merge_over_several_rows_keeps_the_sheet_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "WORTH", 100)
    monkeypatch.setattr(beside, "is_ready", lambda: True)
    workbook = reader.read(_ledger(), "2026年重点项目.csv")
    [one] = understanding.understand(workbook, {}, ON, "projects")
    [grid] = workbook.grids
    assert halves.middle(one.reading, grid) is not None
    grid.merges = [(600, 2, 603, 2)]
    assert halves.middle(one.reading, grid) is None


@pytest.mark.django_db
def test_another_process_is_told_who_acts_and_nothing_found_out_about_them() -> None:
    by = Cast().officer
    scope_of(by)  # kept on the user, and not to be handed over
    handed = pickle.loads(pickle.dumps(Setting("key", "file.csv", ON, timezone.now(), by).apart()))
    assert handed.by.pk == by.pk
