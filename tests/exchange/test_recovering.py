"""What a process left that ended in the middle is put right at start; what a living one works on is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from qipan.exchange import actions, places, progress
from qipan.exchange.models import Batch

HEAD = "项目名称,项目代码,总投资（万元）,业主单位,项目阶段,存在问题\n"
ROWS = "白塔纸业三期,C1,12000,白塔纸业有限公司,在建,无地\n槐北物流园,C2,8000,槐北物流有限公司,前期,\n"


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def made(text: str = HEAD + ROWS, name: str = "台账.csv") -> Path:
        place = tmp_path / name
        place.write_text(text, encoding="utf-8")
        return place

    return made


def read(path: Path, by: Any, on: date = date(2026, 6, 30)) -> Batch:
    return actions.read(batch=actions.receive_path(path=path, by=by, on=on), at=timezone.now())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("left", "then"),
    [("applying", "preview"), ("undoing", "applied"), ("reading", "waiting"), ("correcting", "preview")],
)
def test_what_a_dead_process_left_is_put_right_at_start(file: Any, cast: Any, left: str, then: str) -> None:
    batch = read(file(), cast.officer)
    Batch.objects.update(state=left)

    actions.recover()

    batch.refresh_from_db()
    assert batch.state == then


_HOLDING = """
import pathlib, sys, time
from qipan.exchange import progress
with progress.held(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.mark.django_db
def test_what_a_living_process_works_on_is_left_alone_at_start(file: Any, cast: Any) -> None:
    batch = read(file(), cast.officer)
    Batch.objects.update(state="applying")
    command = [sys.executable, "-c", _HOLDING, str(places.folder(batch))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={"PYTHONPATH": os.pathsep.join(sys.path)}) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"

        actions.recover()
        batch.refresh_from_db()
        assert batch.state == "applying"
        other.kill()

    actions.recover()
    batch.refresh_from_db()
    assert batch.state == "preview"


@pytest.mark.django_db
def test_while_an_import_is_written_its_process_holds_it(file: Any, cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = read(file(), cast.officer)
    seen: list[bool] = []
    tick = progress.Progress.tick

    def looking(note: Any, *args: Any) -> None:
        seen.append(progress.is_held(places.folder(batch)))
        tick(note, *args)

    monkeypatch.setattr(progress.Progress, "tick", looking)
    actions.apply(batch=batch, by=cast.officer, at=timezone.now())

    assert seen
    assert all(seen)
    assert not progress.is_held(places.folder(batch))
