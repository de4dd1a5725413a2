"""The child that opens files may die in any way: the parent stays whole, says a sentence, and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from qipan.exchange import confined
from qipan.exchange.limits import Limits
from qipan.exchange.reader import read
from qipan.exchange.refusal import Refusal
from tests.exchange import crafted

SRC = Path(__file__).parents[2] / "src"


def test_a_small_file_takes_less_than_a_second() -> None:
    data = crafted.good_xlsx()
    best = 9.0
    for _ in range(3):
        start = time.monotonic()
        read(data, "a.xlsx")
        best = min(best, time.monotonic() - start)

    assert best < 1.0


def test_the_child_knows_no_django() -> None:
    modules = "qipan.exchange.child, qipan.exchange.filling"
    code = f"import sys; sys.path.insert(0, sys.argv[1]); import {modules}; print('django' in sys.modules)"

    out = subprocess.run([sys.executable, "-I", "-c", code, str(SRC)], capture_output=True, text=True, check=True)

    assert out.stdout.strip() == "False"


def test_the_child_inherits_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIPAN_SECRET_KEY", "do not tell")
    seen: dict[str, str] = {}
    start = subprocess.Popen

    def spy(*args: object, **kwargs: object) -> object:
        seen.update(kwargs["env"])  # type: ignore[call-overload]
        return start(*args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(confined.subprocess, "Popen", spy)
    read(crafted.good_xlsx(), "a.xlsx")

    assert set(seen) == {"LANG", "MALLOC_ARENA_MAX"}


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("import time; time.sleep(60)", "too_slow"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "damaged"),
        ("import os; os.abort()", "too_much_memory"),
        ("import os; os._exit(3)", "damaged"),
        ("import os; os.write(1, b'\\xff' * 100)", "damaged"),
        ("import os, struct; os.write(1, struct.pack('<I', 4) + b'nope')", "damaged"),
        ("import os, struct; os.write(1, struct.pack('<I', 9) + b'[1,2')", "damaged"),
        ("import os, struct\nfor _ in range(9): os.write(1, struct.pack('<I', 4) + b'[[1]]'[:4])", "damaged"),
        ("raise SystemExit(0)", "damaged"),
    ],
    ids=["silent", "segfault", "abort", "exit", "garbage", "no JSON", "torn", "rows before a sheet", "nothing"],
)
def test_whatever_becomes_of_the_child_the_parent_says_a_sentence(
    monkeypatch: pytest.MonkeyPatch, script: str, code: str
) -> None:
    monkeypatch.setattr(confined, "_START", script)

    with pytest.raises(Refusal) as refusal:
        read(b"a,b\r\n1,2\r\n", "a.csv", limits=Limits(wall=1.5))

    assert refusal.value.code == code


def test_no_child_stays_behind() -> None:
    def children() -> set[str]:
        return set(Path(f"/proc/{os.getpid()}/task/{threading.get_native_id()}/children").read_text().split())

    before = children()
    with pytest.raises(Refusal):
        read(b"%PDF", "a.xlsx")
    read(b"a,b\r\n1,2\r\n", "a.csv")

    assert children() == before


def test_progress_is_told_and_can_cancel() -> None:
    told: list[int] = []

    class Cancelled(Exception):
        pass

    def cancel(rows: int) -> None:
        told.append(rows)
        if rows >= 1000:
            raise Cancelled

    with pytest.raises(Cancelled):
        read(b"a,b\r\n" * 5000, "a.csv", progress=cancel)

    assert told == [500, 1000]


def test_a_file_over_the_limit_is_refused_with_its_size() -> None:
    with pytest.raises(Refusal) as refusal:
        read(b"x" * 3_000_000, "a.csv", limits=Limits(packed=2_000_000))

    assert refusal.value.code == "too_big"
    assert "3 MB" in refusal.value.sentence()


def test_a_refusal_speaks_the_readers_language() -> None:
    words = dict.fromkeys([Refusal("password").sentence()], "有密码")

    assert Refusal("password").sentence(lambda message: words[message]) == "有密码"


def test_an_unknown_code_from_a_broken_child_is_still_a_sentence() -> None:
    assert Refusal("x" * 50).sentence().startswith("The file is damaged")
