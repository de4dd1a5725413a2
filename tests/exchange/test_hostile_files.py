"""No file, however made, kills or stops the reader: each is read right or refused with a sentence, quickly and in little memory."""

from __future__ import annotations

import gc
import os
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qipan.exchange import refusal as refusals
from qipan.exchange.grid import Workbook, cell_address
from qipan.exchange.reader import read
from qipan.exchange.refusal import Refusal
from tests.exchange import corpus, crafted

SECONDS = 5.0
GROWTH = 50 * 1024 * 1024
WORDS = Path(__file__).parents[2] / "src/qipan/locale/zh_Hans/words/exchange_reader.po"


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def outcome_of(case: corpus.Case) -> tuple[str, Workbook | Refusal, float, int]:
    data = case.build()
    gc.collect()
    before, start = resident(), time.monotonic()
    try:
        result: Workbook | Refusal = read(data, case.filename)
        outcome = "reads"
    except Refusal as refusal:
        result, outcome = refusal, refusal.code
    return outcome, result, time.monotonic() - start, resident() - before


def test_the_corpus_is_large_enough_and_names_each_file_once() -> None:
    names = [case.name for case in corpus.CASES]

    assert len(names) == len(set(names)) >= 60


@pytest.mark.parametrize("case", corpus.CASES, ids=lambda case: case.name.replace(" ", "-"))
def test_a_hostile_file_is_read_right_or_refused_with_a_sentence(case: corpus.Case) -> None:
    outcome, result, seconds, growth = outcome_of(case)

    assert outcome in case.outcome
    assert seconds < SECONDS
    assert growth < GROWTH
    if isinstance(result, Refusal):
        assert "?" not in re.sub(r"\?$", "", result.sentence()), "a value is missing from the sentence"
    else:
        assert any(grid.n_rows for grid in result.grids)


@pytest.mark.parametrize("seed", range(30))
def test_a_file_with_bytes_changed_at_random_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(chance.choice([crafted.good_xls(), crafted.package(compression=0), corpus.CSV.encode("gb18030")]))
    for _ in range(chance.choice([1, 3, 10])):
        at = chance.randrange(len(data))
        data[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))

    answer: Workbook | str = ""
    try:
        answer = read(bytes(data), chance.choice(["a.xlsx", "a.xls", "a.csv"]))
    except Refusal as refusal:
        answer = refusal.sentence()

    assert answer


@pytest.mark.slow
def test_the_limits_admit_a_ledger_of_100_000_rows_by_30_columns() -> None:
    def pieces() -> Iterator[bytes]:
        yield f'{crafted.XML}<worksheet xmlns="{crafted.MAIN}"><sheetData>'.encode()
        columns = [cell_address(0, n).rstrip("1") for n in range(30)]
        texts = "".join(crafted.text_cell(f"{columns[n]}#", f"项目#之{n}") for n in range(10))
        figures = "".join(f'<c r="{columns[n]}#" s="2"><v>@</v></c>' for n in range(10, 30))
        line = f'<row r="#">{texts}{figures}</row>'.encode()
        for row in range(1, 100_001):
            yield line.replace(b"#", b"%d" % row).replace(b"@", b"%r" % (row / 7))
        yield b"</sheetData></worksheet>"

    grid = read(crafted.package(pieces()), "a.xlsx").grids[0]

    assert (grid.n_rows, grid.n_cols) == (100_000, 30)
    assert grid.value(99_999, 9) == "项目100000之9"
    assert grid.text(69, 10) == "10.00"


def chinese() -> dict[str, str]:
    text = WORDS.read_text(encoding="utf-8")
    joined = re.sub(r'"\n"', "", text)
    return dict(re.findall(r'msgid "(.*)"\nmsgstr "(.+)"', joined))


@pytest.mark.parametrize("code", [*refusals.SENTENCES, *refusals.REMARKS])
def test_every_sentence_has_its_chinese_with_the_same_places(code: str) -> None:
    english = refusals.SENTENCES.get(code) or refusals.REMARKS[code]

    translated = chinese()[english]

    assert sorted(re.findall(r"%\(\w+\)s", translated)) == sorted(re.findall(r"%\(\w+\)s", english))
