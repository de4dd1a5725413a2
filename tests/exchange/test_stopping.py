"""A large import asked to stop leaves nothing half-done, and says how far it is while it runs."""

from __future__ import annotations

import csv
import gc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from qipan.core import audit
from qipan.core.models import AuditEntry, SearchEntry
from qipan.exchange import actions, beside, collecting, places, progress
from qipan.exchange.models import Batch, Change
from qipan.pipeline.projects.models import Amount, Project, StageMove
from qipan.territory.companies.models import Company

ROWS = 8_000  # several times what is noted, prepared and written at once
HEADER = ("序号", "项目名称", "项目代码", "项目业主", "所属行业", "建设性质", "总投资（万元）")
LEFT = (Project, Amount, StageMove, Company, Change, SearchEntry)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "2026年重点项目.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for n in range(1, ROWS + 1):
            writer.writerow(
                (
                    n,
                    f"白塔{n}号特种纸项目",
                    f"2606-130599-04-01-{n:06}",
                    f"白塔{n % 500}号纸业有限公司",
                    "造纸",
                    "新建",
                    n,
                )
            )
    return path


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, int]]:
    """Every tick of the progress."""
    ticks: list[tuple[str, int, int]] = []
    tick = progress.Progress.tick

    def listening(note: progress.Progress, step: str, done: int = 0, total: int = 0) -> None:
        ticks.append((step, done, total))
        tick(note, step, done, total)

    monkeypatch.setattr(progress.Progress, "tick", listening)
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    return ticks


def received(path: Path, by: Any) -> Batch:
    return actions.receive_path(path=path, by=by, on=date(2026, 10, 31))


def stop_at(monkeypatch: pytest.MonkeyPatch, batch: Batch, step: str, row: int) -> None:
    tick = progress.Progress.tick

    def stopping(note: progress.Progress, at: str, done: int = 0, total: int = 0) -> None:
        if at == step and done >= row:
            progress.ask_to_stop(places.folder(batch))
        tick(note, at, done, total)

    monkeypatch.setattr(progress.Progress, "tick", stopping)


@pytest.mark.parametrize("apart", [True, False])
def test_stopped_while_writing_nothing_was_written_and_it_can_be_applied_afterwards(
    ledger: Path, cast: Any, heard: list[tuple[str, int, int]], monkeypatch: pytest.MonkeyPatch, apart: bool
) -> None:
    monkeypatch.setattr(beside, "WORTH", 0 if apart else ROWS)  # rows are prepared in another process, or here
    batch = received(ledger, cast.officer)
    actions.read(batch=batch, at=timezone.now())
    entries, before = AuditEntry.objects.count(), [model.objects.count() for model in LEFT]

    with monkeypatch.context() as patch:
        stop_at(patch, batch, "write", ROWS // 2)
        with pytest.raises(progress.Cancelled):
            actions.apply(batch=batch, by=cast.officer, at=timezone.now(), set_aside=True)

    batch.refresh_from_db()
    assert batch.state == Batch.State.PREVIEW
    assert [model.objects.count() for model in LEFT] == before
    assert AuditEntry.objects.count() == entries
    assert not progress.noted(places.folder(batch))
    assert gc.isenabled()

    actions.apply(batch=batch, by=cast.officer, at=timezone.now(), set_aside=True)

    assert Project.objects.count() == ROWS
    assert Company.objects.count() == 500
    assert not Project.objects.exclude(
        owner__name=F("owner_text")
    ).exists()  # whoever prepared them meant the same firms
    assert not list(audit.verify())
    seen = {
        step: max(done for at, done, _total in heard if at == step) for step in ("read", "understand", "match", "write")
    }
    assert all(done >= ROWS // 2 for done in seen.values()), seen


def test_stopped_while_reading_nothing_is_staged(ledger: Path, cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = received(ledger, cast.officer)

    stop_at(monkeypatch, batch, "understand", ROWS // 2)
    actions.read(batch=batch, at=timezone.now())

    batch.refresh_from_db()
    assert batch.state == Batch.State.CANCELLED
    assert not batch.sheets.exists()
    with places.staged(batch) as staged:
        assert not list(staged.steps())


def test_the_collector_waits_for_the_last_of_several_imports() -> None:
    with collecting.paused():
        with collecting.paused():
            assert not gc.isenabled()
        assert not gc.isenabled()

    assert gc.isenabled()
