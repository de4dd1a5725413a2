"""Scripts speak only sentences the server knows, and the server keeps none that nobody says."""

from __future__ import annotations

import re
from pathlib import Path

from qipan.web.words import WORDS

SOURCES = Path(__file__).resolve().parents[2] / "frontend" / "src"
PLAIN = re.compile(r"""\bword\(\s*["'](\w+)["']""")
NAMED = re.compile(r"""["'](\w+)["']""")


def scripts() -> str:
    return "\n".join(path.read_text() for path in sorted(SOURCES.rglob("*.js")))


def test_every_sentence_a_script_says_is_known() -> None:
    said = set(PLAIN.findall(scripts()))

    assert said - WORDS.keys() == set()


def test_no_known_sentence_is_said_by_nobody() -> None:
    named = set(NAMED.findall(scripts()))
    by_status = {key for key in WORDS if re.fullmatch(r"status_\d+", key)}

    assert WORDS.keys() - named - by_status == set()


def test_a_place_in_a_sentence_is_written_in_braces() -> None:
    wrong = [key for key, text in WORDS.items() if re.search(r"%\(|%s", str(text))]

    assert wrong == []
