"""The floors hold, and the contract that says so has teeth: each planted fault is found by the contract meant for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

# what is planted → file, line added at its end, contract that must break
PLANTED = {
    "the territory looks up into the pipeline": (
        "territory/parks/queries.py", "from qipan.pipeline.projects import models as up", "A floor looks down only",
    ),
    "the ground looks up, hidden inside a function": (
        "core/units.py", "def hidden() -> None:\n    from qipan.territory.orgs import models", "A floor looks down only",
    ),
    "a floor nobody placed": ("attic/__init__.py", '"""Nobody placed me."""', "A floor looks down only"),
    "a room nobody placed on its floor": (
        "territory/weather/__init__.py", '"""Nobody placed me."""', "Territory: orgs, then tasks",
    ),
    "a face nobody placed": ("faces/mirror/__init__.py", '"""Nobody placed me."""', "Faces do not see each other"),
    "a room looks ahead on its floor": (
        "pipeline/plans/queries.py", "from qipan.pipeline.projects import models as ahead", "Pipeline: plans, then leads",
    ),
    "neighbours that must not see each other": (
        "territory/parks/models.py", "from qipan.territory.companies import models as beside", "Territory: orgs, then tasks",
    ),
    "queries use an action": (
        "pipeline/projects/queries.py", "from qipan.pipeline.projects import actions as verbs", "Inside a room",
    ),
    "rules know Django": (
        "pipeline/projects/rules.py", "from django.utils import timezone", "Judgement and reading know no Django",
    ),
    "the reading of sheets knows Django": (
        "exchange/sheets/units.py", "from django.conf import settings", "Judgement and reading know no Django",
    ),
    "two modules of a room in a circle": (
        "core/units.py", "from qipan.core import circle", "No circles between neighbours",
    ),
}  # fmt: skip
ALSO = {"two modules of a room in a circle": ("core/circle.py", "from qipan.core import units")}


def _plant(package: Path, file: str, line: str) -> None:
    path = package / file
    path.parent.mkdir(parents=True, exist_ok=True)
    held = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{held}\n{line}\n", encoding="utf-8")


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", folder / ".importlinter"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """The house again, to be spoiled."""
    ignored = shutil.ignore_patterns("__pycache__", "static", "templates", "locale")
    shutil.copytree(root / "src" / "qipan", tmp_path / "src" / "qipan", ignore=ignored)
    shutil.copy(root / ".importlinter", tmp_path)
    return tmp_path


def test_the_floors_hold(copy: Path) -> None:
    done = _lint(copy)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(copy: Path, fault: str) -> None:
    file, line, contract = PLANTED[fault]
    _plant(copy / "src" / "qipan", file, line)
    if fault in ALSO:
        _plant(copy / "src" / "qipan", *ALSO[fault])

    done = _lint(copy)

    broken = [text for text in done.stdout.splitlines() if text.rstrip().endswith("BROKEN")]
    assert done.returncode != 0
    assert any(text.startswith(contract) for text in broken), done.stdout[-3000:] + done.stderr


def test_exceptions_to_the_floors_stay_few_and_give_a_reason(root: Path) -> None:
    lines = (root / ".importlinter").read_text(encoding="utf-8").splitlines()

    excepted = [number for number, line in enumerate(lines) if "->" in line and not line.lstrip().startswith("#")]

    assert len(excepted) <= 3
    assert all("#" in lines[number - 1] for number in excepted), "say why on the line before"
