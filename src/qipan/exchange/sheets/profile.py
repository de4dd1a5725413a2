"""What a person corrected, kept by header words instead of positions, so that next month's file asks nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from qipan.exchange.reading import Corrections, Period, SheetKind, SheetReading
from qipan.exchange.sheets.fingerprint import numbered

SHEET = "*"


def corrections_to_profile(reading: SheetReading, corrections: Corrections) -> dict[str, Any]:
    """A JSON-ready profile. Rows are not kept: they belong to one file only. Nor is a year."""
    names = dict(zip((c.index for c in reading.columns), numbered(c.path for c in reading.columns), strict=True))
    profile: dict[str, Any] = {"version": 1, "fingerprint": reading.fingerprint}
    profile["columns"] = {names[index]: target for index, target in corrections.columns.items() if index in names}
    profile["units"] = {
        SHEET if index is None else names[index]: text
        for index, text in corrections.units.items()
        if index is None or index in names
    }
    profile["periods"] = {
        names[index]: {"header": "/".join(_path(reading, index)), "period": asdict(period)}
        for index, period in corrections.periods.items()
        if index in names
    }
    if corrections.kind is not None:
        profile["kind"] = corrections.kind.value
    if corrections.header is not None:
        profile["header"] = list(corrections.header)
    profile["cells"] = dict(corrections.cells)
    profile["defaults"] = dict(corrections.defaults)
    return profile


def profile_to_corrections(reading: SheetReading, profile: dict[str, Any]) -> Corrections:
    """The corrections a profile means for this sheet. A remembered period counts only under the very same header words."""
    indexes = dict(zip(numbered(c.path for c in reading.columns), (c.index for c in reading.columns), strict=True))
    corrections = Corrections()
    corrections.columns = {
        indexes[name]: target for name, target in profile.get("columns", {}).items() if name in indexes
    }
    for name, text in profile.get("units", {}).items():
        if name == SHEET:
            corrections.units[None] = text
        elif name in indexes:
            corrections.units[indexes[name]] = text
    for name, kept in profile.get("periods", {}).items():
        if (
            name in indexes
            and "/".join(_path(reading, indexes[name])) == kept["header"]
            and _dated(kept["header"], kept["period"])
        ):
            corrections.periods[indexes[name]] = Period(**kept["period"])
    if profile.get("kind"):
        corrections.kind = SheetKind(profile["kind"])
    if profile.get("header"):
        first, last = profile["header"]
        corrections.header = (int(first), int(last))
    corrections.cells = dict(profile.get("cells", {}))
    corrections.defaults = dict(profile.get("defaults", {}))
    return corrections


def _path(reading: SheetReading, index: int) -> tuple[str, ...]:
    return next((column.path for column in reading.columns if column.index == index), ())


def _dated(header: str, period: dict[str, Any]) -> bool:
    """Is the remembered period bound to a year the header prints, or to none at all? A blank "1-  月" must be asked every month."""
    until = period.get("until")
    return until is None or str(until)[:4] in header
