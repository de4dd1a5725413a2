"""Looking into a zip before anything reads it: names, counts, and the bytes that really come out (declared sizes can lie)."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from qipan.exchange.limits import MEGA, Limits
from qipan.exchange.refusal import Refusal

CHUNK = 1 << 20
_ENCRYPTED = 0x1


def opened(file: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """The archive, its list of members checked. Refuses too many, doubled, encrypted, escaping or linked members."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise Refusal("damaged") from error
    members = archive.infolist()
    if len(members) > limits.members:
        raise Refusal("too_many_members", {"count": len(members), "limit": limits.members})
    seen: set[str] = set()
    for member in members:
        _check(member, seen)
    return archive


def _check(member: zipfile.ZipInfo, seen: set[str]) -> None:
    name = member.filename
    key = name.lower().lstrip("/")
    parts = name.replace("\\", "/").split("/")
    if member.flag_bits & _ENCRYPTED:
        raise Refusal("password")
    bad = (
        key in seen
        or ".." in parts
        or "\0" in member.orig_filename
        or ":" in parts[0]
        or stat.S_ISLNK(member.external_attr >> 16)
        or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    )
    if bad or (name.startswith("/") and not name.startswith("/xl/")):
        raise Refusal("unsafe_archive", {"member": name[:60]})
    seen.add(key)


class Meter:
    """Counts what comes out of the archive, over all members."""

    def __init__(self, limits: Limits, packed: int) -> None:
        self.limits = limits
        self.packed = max(packed, 1)
        self.unpacked = 0

    def add(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > self.limits.unpacked:
            raise Refusal("unpacks_too_big", {"limit": self.limits.unpacked // MEGA})
        if self.unpacked > self.limits.ratio_from and self.unpacked // self.packed > self.limits.ratio:
            raise Refusal("ratio", {"ratio": self.unpacked // self.packed})


def chunks(archive: zipfile.ZipFile, name: str, meter: Meter | None = None) -> Iterator[bytes]:
    """A member's bytes as they come out, each chunk metered."""
    try:
        with archive.open(name) as stream:
            while chunk := stream.read(CHUNK):
                if meter:
                    meter.add(len(chunk))
                yield chunk
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Refusal("damaged") from error
    except Exception as error:  # zlib.error has no public base; whatever unpacking throws means damage
        if isinstance(error, Refusal):
            raise
        raise Refusal("damaged") from error


def whole(archive: zipfile.ZipFile, name: str, limit: int = 20 * MEGA) -> bytes:
    """A small member at once. Refuses one larger than `limit`."""
    out = bytearray()
    for chunk in chunks(archive, name):
        out += chunk
        if len(out) > limit:
            raise Refusal("unpacks_too_big", {"limit": limit // MEGA})
    return bytes(out)
