"""New values into the cells of an XLSX part, everything else byte for byte as it was: merges, widths, formats, drawings, formulas.

Only the touched `<c>` elements change. A cell with a formula keeps it and gets the value as its cached result, so the form stays a
form. Text is written as an inline string and can never become a formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from qipan.exchange import formats
from qipan.exchange.grid import cell_address, cell_position
from qipan.exchange.refusal import Refusal
from qipan.exchange.writer import LONGEST_CELL, shown, writable

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ATTRIBUTE = re.compile(rb"""\b([\w:]+)\s*=\s*("[^"]*"|'[^']*')""")


@dataclass(slots=True)
class Patch:
    """How values are written: number formats of the cell styles, and the calendar's start."""

    styles: list[str]
    since_1904: bool = False
    prefix: bytes = b""

    def sheet(self, xml: bytes, values: Mapping[tuple[int, int], Any]) -> bytes:
        """The sheet with the values in place, missing rows and cells put in where they belong."""
        if not values:
            return xml
        found = re.search(rb"<((?:\w+:)?)sheetData\s*(/?)>", xml)
        if found is None:
            raise Refusal("damaged")
        self.prefix = found.group(1)
        rows: dict[int, dict[int, Any]] = {}
        for (row, column), value in values.items():
            rows.setdefault(row, {})[column] = value
        if found.group(2):
            body, end, begin = b"", found.end(), found.start()
        else:
            begin, end = found.start(), xml.index(self._tag(b"</%ssheetData>"))
            body = xml[found.end() : end]
            end += len(self._tag(b"</%ssheetData>"))
        head = re.sub(self._tag(rb"<%sdimension\b[^>]*?(?:/>|>\s*</%sdimension>)"), b"", xml[:begin], count=1)
        return b"".join(
            (head, self._tag(b"<%ssheetData>"), self._rows(body, rows), self._tag(b"</%ssheetData>"), xml[end:])
        )

    def _tag(self, pattern: bytes) -> bytes:
        return pattern.replace(b"%s", self.prefix)

    def _rows(self, body: bytes, wanted: dict[int, dict[int, Any]]) -> bytes:
        out: list[bytes] = []
        pending = sorted(wanted)
        at = previous = 0
        for match in re.finditer(self._tag(rb"<%srow\b([^>]*?)(/?)>"), body):
            number = _position(match.group(1), previous)
            previous = number
            while pending and pending[0] < number - 1:
                out += [body[at : match.start()], self._new_row(pending[0], wanted[pending[0]])]
                at = match.start()
                pending.pop(0)
            if not pending:
                break
            if pending[0] == number - 1:
                close = self._tag(b"</%srow>")
                end = match.end() if match.group(2) else body.index(close, match.end())
                opening = body[match.start() : match.end() - (2 if match.group(2) else 1)] + b">"
                cells = b"" if match.group(2) else body[match.end() : end]
                out += [body[at : match.start()], opening, self._cells(cells, pending[0], wanted[pending[0]]), close]
                at = end if match.group(2) else end + len(close)
                pending.pop(0)
        out.append(body[at:])
        out += [self._new_row(row, wanted[row]) for row in pending]
        return b"".join(out)

    def _new_row(self, row: int, values: dict[int, Any]) -> bytes:
        cells = b"".join(self._cell(row, column, values[column], b"", b"") for column in sorted(values))
        return self._tag(b"<%srow") + b' r="%d">' % (row + 1) + cells + self._tag(b"</%srow>")

    def _cells(self, body: bytes, row: int, values: dict[int, Any]) -> bytes:
        out: list[bytes] = []
        pending = sorted(values)
        at, previous = 0, -1
        pattern = self._tag(rb"<%sc\b([^>]*?)(?:/>|>(.*?)</%sc>)")
        for match in re.finditer(pattern, body, re.DOTALL):
            column = _column(match.group(1), previous)
            previous = column
            while pending and pending[0] < column:
                out += [body[at : match.start()], self._cell(row, pending[0], values[pending[0]], b"", b"")]
                at = match.start()
                pending.pop(0)
            if not pending:
                break
            if pending[0] == column:
                out += [
                    body[at : match.start()],
                    self._cell(row, column, values[column], match.group(1), match.group(2) or b""),
                ]
                at = match.end()
                pending.pop(0)
        out.append(body[at:])
        out += [self._cell(row, column, values[column], b"", b"") for column in pending]
        return b"".join(out)

    def _cell(self, row: int, column: int, value: Any, attributes: bytes, content: bytes) -> bytes:
        kept = {key: quoted for key, quoted in _ATTRIBUTE.findall(attributes) if key not in (b"t", b"r", b"cm", b"vm")}
        head = self._tag(b"<%sc") + b' r="%s"' % cell_address(row, column).encode()
        head += b"".join(b" %s=%s" % pair for pair in kept.items())
        formula = re.search(self._tag(rb"<%sf\b[^>]*?(?:/>|>.*?</%sf>)"), content, re.DOTALL)
        style = kept.get(b"s", b'"0"')[1:-1]
        kind, text = self._coded(
            value, self.styles[int(style)] if style.isdigit() and int(style) < len(self.styles) else ""
        )
        close = self._tag(b"</%sc>")
        if formula:
            typed = {b"inlineStr": b' t="str"', b"b": b' t="b"'}.get(kind, b"")
            result = self._tag(b"<%sv>") + text + self._tag(b"</%sv>") if kind else b""
            return head + typed + b">" + formula.group() + result + close
        if not kind:
            return head + b"/>"
        if kind == b"inlineStr":
            return (
                head
                + b' t="inlineStr">'
                + self._tag(b'<%sis><%st xml:space="preserve">')
                + text
                + self._tag(b"</%st></%sis>")
                + close
            )
        return (
            head
            + (b' t="b"' if kind == b"b" else b"")
            + b">"
            + self._tag(b"<%sv>")
            + text
            + self._tag(b"</%sv>")
            + close
        )

    def _coded(self, value: Any, pattern: str) -> tuple[bytes, bytes]:
        """("", "n", "b" or "inlineStr", XML text) of a value."""
        if value is None or value == "":
            return b"", b""
        if isinstance(value, bool):
            return b"b", b"1" if value else b"0"
        if isinstance(value, int) and abs(value) <= 1 << 53:
            return b"n", str(value).encode()
        if isinstance(value, Decimal) and value.is_finite():
            return b"n", repr(float(value)).encode()
        if isinstance(value, float) and value == value and abs(value) != float("inf"):
            return b"n", repr(value).encode()
        if isinstance(value, (date, time, timedelta)) and formats.is_date(pattern):
            serial = self._serial(value)
            if serial is not None:
                return b"n", serial
        text = writable(shown(value))[:LONGEST_CELL]
        text = _CONTROL.sub(lambda match: f"_x{ord(match.group()):04X}_", _LOOKS_ESCAPED.sub("_x005F_", text))
        return b"inlineStr", escape(text).encode()

    def _serial(self, value: date | time | timedelta) -> bytes | None:
        if isinstance(value, time):
            value = timedelta(
                hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
            )
        if isinstance(value, timedelta):
            return repr(value.total_seconds() / 86400).encode()
        moment = value.replace(tzinfo=None) if isinstance(value, datetime) else datetime.combine(value, time())
        passed = moment - datetime.combine(date(1904, 1, 1) if self.since_1904 else date(1899, 12, 30), time())
        days = passed.days + passed.seconds / 86400
        return (repr(days) if passed.seconds else str(passed.days)).encode() if passed.days > 60 else None


def _position(attributes: bytes, previous: int) -> int:
    for key, quoted in _ATTRIBUTE.findall(attributes):
        if key == b"r" and quoted[1:-1].isdigit():
            return int(quoted[1:-1])
    return previous + 1


def _column(attributes: bytes, previous: int) -> int:
    for key, quoted in _ATTRIBUTE.findall(attributes):
        if key == b"r":
            try:
                return cell_position(quoted[1:-1].decode("ascii", "replace"))[1]
            except ValueError as error:
                raise Refusal("damaged") from error
    return previous + 1
