"""A backup is one file: a tar anybody can open, with a last line that holds the SHA-256 of all before it."""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any

MANIFEST = "manifest.json"
FORMAT = 1
MARK = b"qipan-backup-sha256 "
SEAL_LENGTH = len(MARK) + 64 + 1
CHUNK = 1024 * 1024


class Broken(Exception):
    """The file is not a whole, unaltered backup; the code says how: cut | altered | format | member."""


class _Sealing:
    """A file that is hashed while written."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self.file.write(data)


class Writer:
    """Puts files in and keeps their size and hash for the manifest."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files: dict[str, dict[str, Any]] = {}

    def add(self, name: str, path: Path) -> None:
        """Hash what is really written: a file may grow while it is read, so its length is fixed first."""
        with path.open("rb") as file:
            info = tarfile.TarInfo(name)
            info.size = os.fstat(file.fileno()).st_size
            info.mtime = int(path.stat().st_mtime)
            info.mode = 0o600
            hashing = _Reading(file)
            self._tar.addfile(info, hashing)  # type: ignore[arg-type]
        self.files[name] = {"bytes": info.size, "sha256": hashing.digest.hexdigest()}

    def add_manifest(self, manifest: dict[str, Any]) -> None:
        data = json.dumps(manifest | {"format": FORMAT, "files": self.files}, ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(data), 0o600
        self._tar.addfile(info, BytesIO(data))


class _Reading:
    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """A new backup: it has its name only once it is whole, sealed and on the disk."""
    part = path.with_name(path.name + ".part")
    try:
        with open(part, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            sealing = _Sealing(file)
            with tarfile.open(fileobj=sealing, mode="w|", format=tarfile.PAX_FORMAT) as tar:  # type: ignore[call-overload]
                yield Writer(tar)
            file.write(MARK + sealing.digest.hexdigest().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def sealed_digest(path: Path) -> str:
    """The digest of a whole, unaltered backup; refuses one in which a single bit differs."""
    left = path.stat().st_size - SEAL_LENGTH
    if left <= 0:
        raise Broken("cut")
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while left:
            data = file.read(min(CHUNK, left))
            digest.update(data)
            left -= len(data)
        seal = file.read()
    if not seal.startswith(MARK):
        raise Broken("cut")
    if seal != MARK + digest.hexdigest().encode() + b"\n":
        raise Broken("altered")
    return digest.hexdigest()


def manifest_of(path: Path) -> dict[str, Any]:
    try:
        with tarfile.open(path, "r:") as tar:
            file = tar.extractfile(MANIFEST)
            manifest = json.load(file) if file else {}
    except (tarfile.TarError, KeyError, ValueError) as error:
        raise Broken("format") from error
    if manifest.get("format") != FORMAT:
        raise Broken("format")
    return dict(manifest)


def unpack(path: Path, manifest: dict[str, Any], into: Path) -> None:
    """Write out the files the manifest names, nothing else, and compare each with its hash."""
    with tarfile.open(path, "r:") as tar:
        for name, wanted in manifest["files"].items():
            inner = PurePosixPath(name)
            if inner.is_absolute() or ".." in inner.parts:
                raise Broken("member")
            try:
                source = tar.extractfile(name)
            except KeyError as error:
                raise Broken("member") from error
            target = into.joinpath(*inner.parts)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if source is None or _copy(source, target) != wanted["sha256"]:
                raise Broken("member")


def _copy(source: IO[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as file:
        while data := source.read(CHUNK):
            digest.update(data)
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()
