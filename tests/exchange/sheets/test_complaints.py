"""Every code the reader can say has words in English and Chinese; every reason too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qipan.exchange import sheets
from qipan.exchange.sheets.complaints import COMPLAINTS, REASONS
from qipan.pipeline.projects.ledger import COLUMNS
from tests.exchange import mess

SOURCE = Path(sheets.__file__).parent


def said_in_source() -> set[str]:
    text = "\n".join(path.read_text() for path in SOURCE.glob("*.py") if path.name != "complaints.py")
    codes = set(re.findall(r"Complaint\([^\"{]*?\"([a-z_]+)\"", text)) | set(
        re.findall(r"\(\"([a-z_]+)\", Severity\.", text)
    )
    return codes | {"row_name_missing", "row_not_understood", "period_blank", "period_missing"}


def test_every_code_has_a_sentence_and_an_advice() -> None:
    assert said_in_source() <= set(COMPLAINTS)
    assert all(sentence.endswith(".") and advice.endswith(".") for sentence, advice in COMPLAINTS.values())


@pytest.mark.parametrize("name", mess.CASES)
def test_every_sentence_can_be_filled_from_its_values_and_every_reason_has_words(name: str) -> None:
    grid = mess.CASES[name]().grid
    reading = sheets.understand(grid, COLUMNS)

    said = [*reading.complaints, *(c for record in sheets.records(grid, reading, COLUMNS) for c in record.complaints)]

    for complaint in said:
        assert COMPLAINTS[complaint.code][0] % complaint.values
        assert COMPLAINTS[complaint.code][1] % complaint.values
    assert {reason for row in reading.rows for reason in row.reasons} <= set(REASONS)


def test_every_sentence_has_its_chinese() -> None:
    words = (SOURCE.parents[1] / "locale/zh_Hans/words/projects_ledger.po").read_text()
    known = {
        "".join(re.findall(r'"(.*)"', entry)).replace('\\"', '"')
        for entry in re.findall(r"msgid ((?:\".*\"\n?)+)", words)
    }

    sentences = {text for pair in COMPLAINTS.values() for text in pair} | set(REASONS.values())

    assert sentences <= known
