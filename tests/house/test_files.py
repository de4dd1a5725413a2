"""Files stay small and say nothing of the machine they were written on."""

from __future__ import annotations

import json
import re
import socket
import subprocess
from pathlib import Path

import pytest

from tests.house.rooms import ROOT

LONGEST = 400
CODE = {".py", ".html", ".js", ".sh"}
# Long by nature: not written by hand, or a table.
LONG_BY_NATURE = {"LICENSE"}
FOLDERS_OF_A_MACHINE = re.compile(r"(?<![\w.$}-])/(?:work|root|home/\w+|Users/\w+)/")
LOCKS = [
    "frontend/package-lock.json",
    "frontend/.npmrc",
    "requirements/run.txt",
    "requirements/dev.txt",
    "Makefile",
    ".ci/run",
]


def tracked() -> list[Path]:
    """The files of the repository; outside git (an unpacked sdist) there is nothing to hold to this."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_grows_past_its_room() -> None:
    long = {}
    for path in tracked():
        if path.suffix in CODE and path.name not in LONG_BY_NATURE and "migrations" not in path.parts:
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > LONGEST:
                long[str(path.relative_to(ROOT))] = lines

    assert not long, "split it by noun"


def test_no_file_names_the_machine_it_was_written_on() -> None:
    host = socket.gethostname().split(".")[0].lower()
    wrong = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if FOLDERS_OF_A_MACHINE.search(line) or (len(host) > 8 and host in line.lower()):
                wrong.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")

    assert not wrong


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_stands_in_what_installs(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    assert not re.findall(r"https?://[^\s\"']+", text) or name.endswith(".json")
    assert '"resolved"' not in text


def test_no_package_of_the_pages_is_fetched_from_elsewhere() -> None:
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text(encoding="utf-8"))

    assert all("integrity" in entry for name, entry in lock["packages"].items() if name)


def test_what_git_must_not_hold_is_not_held() -> None:
    names = [str(path.relative_to(ROOT)) for path in tracked()]

    assert not [n for n in names if n.endswith((".mo", ".sqlite3")) or "/static/build/" in n or "node_modules/" in n]
