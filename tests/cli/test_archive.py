"""A backup in which one bit differs is refused, wherever the bit is."""

from __future__ import annotations

import random
import tarfile
from pathlib import Path

import pytest

from qipan.cli import archive


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    content.write_bytes(random.Random(1).randbytes(30_000))
    path = tmp_path / "one.backup.tar"
    with archive.writing(path) as out:
        out.add("media/一月.xlsx", content)
        out.add_manifest({"tables": {}})
    return path


def test_a_whole_backup_opens_with_its_list_and_its_files(backup: Path, tmp_path: Path) -> None:
    archive.sealed_digest(backup)
    manifest = archive.manifest_of(backup)
    archive.unpack(backup, manifest, tmp_path / "out")

    assert list(manifest["files"]) == ["media/一月.xlsx"]
    assert (tmp_path / "out" / "media" / "一月.xlsx").read_bytes() == (tmp_path / "content").read_bytes()


def test_anybodys_tar_opens_it(backup: Path) -> None:
    with tarfile.open(backup) as tar:
        assert tar.getnames() == ["media/一月.xlsx", "manifest.json"]


def test_one_flipped_bit_is_found_in_each_of_two_hundred_places(backup: Path) -> None:
    whole, chance = backup.read_bytes(), random.Random(2)
    missed = []
    for _round in range(200):
        place, bit = chance.randrange(len(whole)), chance.randrange(8)
        spoiled = bytearray(whole)
        spoiled[place] ^= 1 << bit
        backup.write_bytes(spoiled)
        try:
            archive.sealed_digest(backup)
            missed.append((place, bit))
        except archive.Broken:
            pass

    assert not missed


@pytest.mark.parametrize("kept", [0, 10, 84, 85, 5_000])
def test_a_backup_cut_short_is_refused(backup: Path, kept: int) -> None:
    backup.write_bytes(backup.read_bytes()[:kept])

    with pytest.raises(archive.Broken):
        archive.sealed_digest(backup)


def test_a_backup_broken_off_while_written_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "one.backup.tar"

    with pytest.raises(RuntimeError, match="power"), archive.writing(path):
        raise RuntimeError("power")

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["../outside", "/outside", "media/../../outside"])
def test_a_name_that_leads_outside_is_refused(backup: Path, tmp_path: Path, name: str) -> None:
    manifest = archive.manifest_of(backup) | {"files": {name: {"sha256": ""}}}

    with pytest.raises(archive.Broken, match="member"):
        archive.unpack(backup, manifest, tmp_path / "out")


def test_a_file_that_differs_from_the_list_is_refused(backup: Path, tmp_path: Path) -> None:
    manifest = archive.manifest_of(backup)
    manifest["files"]["media/一月.xlsx"]["sha256"] = "0" * 64

    with pytest.raises(archive.Broken, match="member"):
        archive.unpack(backup, manifest, tmp_path / "out")
