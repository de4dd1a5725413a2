"""The container of old Office files (OLE compound file): which streams it holds and their bytes. Only reading, never trusting a length."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from qipan.exchange.refusal import Refusal

_END = 0xFFFFFFFA  # and above: end of chain, free, FAT sectors


@dataclass(slots=True)
class Entry:
    name: str
    kind: int  # 1 storage, 2 stream, 5 root
    start: int
    size: int


class Container:
    """Directory and streams. Refuses what is torn as "damaged"."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            self._read_header()
        except (struct.error, IndexError, ValueError) as error:
            raise Refusal("damaged") from error

    def names(self) -> set[str]:
        return {entry.name for entry in self.entries}

    def stream(self, *names: str) -> bytes:
        """The first stream of one of these names."""
        for entry in self.entries:
            if entry.kind == 2 and entry.name in names:
                try:
                    if entry.size < self.mini_cutoff:
                        return self._chain(self.mini, self.minifat, entry.start, self.mini_size, 0)[: entry.size]
                    return self._chain(self.data, self.fat, entry.start, self.size, 1)[: entry.size]
                except (struct.error, IndexError, ValueError) as error:
                    raise Refusal("damaged") from error
        return b""

    def _read_header(self) -> None:
        head = self.data
        shift, mini_shift = struct.unpack_from("<HH", head, 30)
        if shift not in (9, 12) or mini_shift > 9:
            raise Refusal("damaged")
        self.size, self.mini_size = 1 << shift, 1 << mini_shift
        directory, _, self.mini_cutoff, minifat, _, difat, difat_count = struct.unpack_from("<IIIIIII", head, 48)
        sectors = list(struct.unpack_from("<109I", head, 76))
        for _ in range(min(difat_count, len(head) // self.size)):
            if difat >= _END:
                break
            block = struct.unpack_from(f"<{self.size // 4}I", head, (difat + 1) * self.size)
            sectors += block[:-1]
            difat = block[-1]
        self.fat: list[int] = []
        for sector in sectors:
            if sector < _END and (sector + 2) * self.size <= len(head) + self.size:
                part = head[(sector + 1) * self.size : (sector + 2) * self.size]
                self.fat += struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])
        raw = self._chain(head, self.fat, directory, self.size, 1)
        self.entries = [self._entry(raw, at) for at in range(0, len(raw) - 127, 128)][:4096]
        root = next((entry for entry in self.entries if entry.kind == 5), None)
        self.mini = self._chain(head, self.fat, root.start, self.size, 1) if root else b""
        packed = self._chain(head, self.fat, minifat, self.size, 1) if minifat < _END else b""
        self.minifat = list(struct.unpack(f"<{len(packed) // 4}I", packed[: len(packed) // 4 * 4]))

    @staticmethod
    def _entry(raw: bytes, at: int) -> Entry:
        length = min(struct.unpack_from("<H", raw, at + 64)[0], 64)
        name = raw[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", raw, at + 116)
        return Entry(name, raw[at + 66], start, size)

    @staticmethod
    def _chain(data: bytes, table: list[int], sector: int, size: int, skip: int) -> bytes:
        """Sectors in a row; a loop or a way out of the file ends it."""
        out: list[bytes] = []
        left = len(table)
        while sector < len(table) and left > 0:
            out.append(data[(sector + skip) * size : (sector + skip + 1) * size])
            sector = table[sector]
            left -= 1
        return b"".join(out)
