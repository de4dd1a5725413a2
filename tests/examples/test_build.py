"""The committed workbooks are what the builder writes, small and in every format a county has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import county

import build  # isort: skip  (the builder lives beside its workbooks)


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    build.build(folder)
    return folder


def test_building_again_gives_the_same_files(rebuilt: Path) -> None:
    committed = [path.relative_to(county.FOLDER) for path in county.workbooks()]

    written = [path.relative_to(rebuilt) for path in county.workbooks(rebuilt)]

    assert written == committed


def test_building_again_gives_the_same_cells(rebuilt: Path) -> None:
    pairs = [(path, rebuilt / path.relative_to(county.FOLDER)) for path in county.workbooks()]

    different = [path.name for path, again in pairs if county.cells(path) != county.cells(again)]

    assert different == []


def test_building_again_gives_the_same_truth(rebuilt: Path) -> None:
    committed = (county.FOLDER / "truth.json").read_text(encoding="utf-8")

    again = (rebuilt / "truth.json").read_text(encoding="utf-8")

    assert again == committed


def test_the_workbooks_are_small() -> None:
    sizes = {
        path.name: path.stat().st_size
        for path in county.FOLDER.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert max(sizes.values()) < 400_000
    assert sum(sizes.values()) < 1_500_000


def test_both_languages_have_the_same_files_in_every_format() -> None:
    listed = county.truth()["files"]

    for language in ("zh", "en"):
        assert all((county.FOLDER / row[language]).is_file() for row in listed)
        assert {Path(row[language]).suffix for row in listed} == {".xlsx", ".xls", ".csv"}
    assert len(county.workbooks()) == 2 * len(listed)


def test_the_chinese_csv_is_gb18030_and_not_utf_8() -> None:
    path = next(path for path in county.workbooks() if path.suffix == ".csv" and path.parent == county.FOLDER)

    raw = path.read_bytes()

    assert raw.decode("gb18030").startswith("项目审批代码,")
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")


def test_both_languages_hold_the_same_shape() -> None:
    for row in county.truth()["files"]:
        chinese, english = county.cells(county.FOLDER / row["zh"]), county.cells(county.FOLDER / row["en"])

        assert [len(rows) for rows in chinese.values()] == [len(rows) for rows in english.values()], row["id"]
        assert [len(rows[0]) for rows in chinese.values()] == [len(rows[0]) for rows in english.values()], row["id"]
