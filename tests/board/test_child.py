"""The planning process itself: stopped by a person it answers with the best so far; it does not outlive who asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qipan.planner import to_json
from tests.planner.boards import long_chain

pytestmark = pytest.mark.slow
PATIENCE = 120.0
SERVER = "import subprocess, sys; subprocess.run([sys.executable, '-m', 'qipan.board.child', sys.argv[1]])"


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """A folder with a request that would take ten minutes."""
    request = {
        "problem": to_json(long_chain(21)), "changes": [], "start": "", "seconds": 600, "seed": 0, "exact": False, "probes": {},
        "probed": 0, "proves": False, "futures": 50, "uncertainty": {},
    }  # fmt: skip
    (tmp_path / "request.json").write_text(json.dumps(request), encoding="utf-8")
    return tmp_path


def _environment() -> dict[str, str]:
    return os.environ | {"QIPAN_PLANNER_PLAIN": "1", "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")}


def _until(folder: Path, *, it_plans: bool) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        noted = folder / "progress.json"
        if noted.exists() and (not it_plans or json.loads(noted.read_text(encoding="utf-8"))["trail"]):
            return
        time.sleep(0.1)
    raise AssertionError("It does not begin.")


def test_a_run_stopped_by_a_person_answers_with_the_best_plan_so_far(asked: Path) -> None:
    child = subprocess.Popen([sys.executable, "-m", "qipan.board.child", str(asked)], env=_environment())
    try:
        _until(asked, it_plans=True)
        (asked / "cancel").touch()
        assert child.wait(PATIENCE) == 0
    finally:
        child.kill()

    found = json.loads((asked / "result.json").read_text(encoding="utf-8"))
    assert found["stopped"] is True
    assert found["violations"] == []
    assert found["value"] <= found["bound"]


def test_it_ends_with_the_server_that_asked(asked: Path) -> None:
    server = subprocess.Popen([sys.executable, "-c", SERVER, str(asked)], env=_environment(), stdout=subprocess.PIPE)
    _until(asked, it_plans=False)
    server.kill()

    # The pipe is held open by whoever still lives; read to its end, both are gone.
    server.communicate(timeout=PATIENCE)
    assert not (asked / "result.json").exists()
