"""The documents cannot lie: what they list is what the code has."""

from __future__ import annotations

import re

import pytest

from scripts import reference
from tests.house.rooms import ROOT, rooms


def test_the_reference_is_as_the_code_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")

    assert reference.TARGET.read_text(encoding="utf-8") == reference.text(), "run `make reference`"


def test_every_room_stands_in_the_map() -> None:
    text = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")

    absent = [room for room in rooms() if f"`{room.rsplit('.', 1)[-1]}`" not in text]

    assert not absent


def test_every_setting_stands_in_the_deployment_guide() -> None:
    settings = (ROOT / "src/qipan/config/settings.py").read_text(encoding="utf-8")
    guide = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    shortened = {"QIPAN_OIDC_NAME", "QIPAN_OIDC_CLIENT", "QIPAN_OIDC_SECRET"}
    of_the_demo = {"QIPAN_DEMO"}

    named = set(re.findall(r"\"(QIPAN_[A-Z_]+|DATABASE_URL)\"", settings))

    assert not {name for name in named - shortened - of_the_demo if f"`{name}`" not in guide}


def test_no_document_points_nowhere() -> None:
    wrong = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists():
                wrong.append(f"{path.relative_to(ROOT)} → {target}")

    assert not wrong
