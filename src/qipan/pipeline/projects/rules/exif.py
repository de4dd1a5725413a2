"""When and where a photo says it was taken, read from its EXIF block and nothing else. Pure; no pixel is ever decoded.

The bytes are untrusted: only the first `LIMIT` are looked at, every offset is checked, every list is cut, directories are not followed
in circles. Whatever is odd is read as "says nothing".
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

LIMIT = 256 * 1024
ENTRIES = 512
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
_EXIF, _GPS, _TAKEN, _STAMPED = 0x8769, 0x8825, 0x9003, 0x0132


@dataclass(frozen=True, slots=True)
class Shot:
    """`taken_at` is the camera's own clock, without a time zone."""

    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None


def read(content: bytes) -> Shot:
    """Of a JPEG, a PNG with an eXIf chunk or a WebP with an EXIF chunk. Never raises."""
    block = _block(content[:LIMIT])
    if block is None or block[:2] not in (b"II", b"MM"):
        return Shot()
    tiff = _Tiff(block, "<" if block[:2] == b"II" else ">")
    try:
        first = tiff.directory(tiff.number("I", 4))
        details = tiff.directory(_pointer(first, _EXIF)) if _EXIF in first else {}
        places = tiff.directory(_pointer(first, _GPS)) if _GPS in first else {}
        taken = _moment(details.get(_TAKEN) or first.get(_STAMPED))
        latitude, longitude = _degrees(places, 1, 2, "S", 90), _degrees(places, 3, 4, "W", 180)
    except (struct.error, ValueError, OverflowError):
        return Shot()
    if latitude is None or longitude is None:
        return Shot(taken)
    return Shot(taken, latitude, longitude)


def _block(content: bytes) -> bytes | None:
    """The TIFF structure inside the file."""
    for signature, find in ((b"\xff\xd8", _in_jpeg), (b"\x89PNG\r\n\x1a\n", _in_png), (b"RIFF", _in_webp)):
        if content.startswith(signature):
            return find(content)
    return None


def _in_jpeg(content: bytes) -> bytes | None:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack_from(">H", content, at + 2)[0]
        if marker == 0xDA or length < 2:
            return None
        body = content[at + 4 : at + 2 + length]
        if marker == 0xE1 and body.startswith(b"Exif\x00\x00"):
            return body[6:]
        at += 2 + length
    return None


def _in_png(content: bytes) -> bytes | None:
    return next((body for kind, body in _chunks(content, 8, ">I4s", False) if kind == b"eXIf"), None)


def _in_webp(content: bytes) -> bytes | None:
    body = next((body for kind, body in _chunks(content, 12, "<4sI", True) if kind == b"EXIF"), None)
    return body.removeprefix(b"Exif\x00\x00") if body else None


def _chunks(content: bytes, at: int, shape: str, is_webp: bool) -> Iterator[tuple[bytes, bytes]]:
    while at + 8 <= len(content):
        one, two = struct.unpack_from(shape, content, at)
        kind, length = (one, two) if is_webp else (two, one)
        yield kind, content[at + 8 : at + 8 + length]
        at += 8 + length + (length % 2 if is_webp else 4)


class _Tiff:
    def __init__(self, block: bytes, order: str) -> None:
        self.block, self.order = block, order

    def number(self, shape: str, at: int) -> int:
        return int(struct.unpack_from(self.order + shape, self.block, at)[0])

    def directory(self, at: int) -> dict[int, tuple[int, bytes]]:
        """Tag → (type, bytes) of one directory; a value that does not lie inside the block is left out."""
        found: dict[int, tuple[int, bytes]] = {}
        for entry in range(min(self.number("H", at), ENTRIES)):
            place = at + 2 + 12 * entry
            tag, kind, count = struct.unpack_from(self.order + "HHI", self.block, place)
            size = _SIZES.get(kind, 0) * count
            start = place + 8 if size <= 4 else self.number("I", place + 8)
            value = self.block[start : start + size]
            if 0 < size <= 1024 and len(value) == size:
                found[tag] = (kind, self._native(kind, value))
        return found

    def _native(self, kind: int, value: bytes) -> bytes:
        """Numbers big-endian whatever the camera wrote."""
        width = {3: 2, 4: 4, 5: 4}.get(kind, 1)
        if self.order == ">" or width == 1:
            return value
        return b"".join(value[i : i + width][::-1] for i in range(0, len(value), width))


def _pointer(directory: dict[int, tuple[int, bytes]], tag: int) -> int:
    return int.from_bytes(directory[tag][1][:4], "big")


def _moment(entry: tuple[int, bytes] | None) -> datetime | None:
    if entry is None:
        return None
    try:
        text = entry[1].split(b"\x00")[0].decode("ascii").strip()
        return datetime.strptime(text, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 — a camera's clock knows no zone
    except ValueError:
        return None


def _degrees(places: dict[int, tuple[int, bytes]], side: int, angle: int, negative: str, bound: int) -> float | None:
    if side not in places or angle not in places or len(places[angle][1]) < 24:
        return None
    parts = struct.unpack_from(">6I", places[angle][1])
    if 0 in parts[1::2]:
        return None
    degrees = parts[0] / parts[1] + parts[2] / parts[3] / 60 + parts[4] / parts[5] / 3600
    if not 0 <= degrees <= bound:
        return None
    return round(-degrees if places[side][1][:1] == negative.encode() else degrees, 6)
