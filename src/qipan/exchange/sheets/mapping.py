"""From header paths to the ledger's columns: which target, period and unit each column of a sheet has, and what must be asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from qipan.core.columns import Column, Kind
from qipan.exchange.reading import ColumnReading, Complaint, Corrections, Period, Severity, Unit
from qipan.exchange.sheets import outcome
from qipan.exchange.sheets.frame import MONTHLY, Frame
from qipan.exchange.sheets.periods import Named, combine, narrow, read_period, year_period
from qipan.exchange.sheets.units import split_header, unit_of, with_source
from qipan.exchange.sheets.vocabulary import ASKED_BELOW, Candidate, Vocabulary
from qipan.exchange.sheets.words import flat, is_chinese

_CUMULATIVE_WORDS = ("累计", "以来", "todate", "cumulative")
_ANNUAL_WORDS = ("计划", "plan", "budget", "baseline", "目标")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's header as understood before any target is chosen."""

    index: int
    path: tuple[str, ...]
    named: Named
    unit: Unit | None
    own_unit: Unit | None
    percent: bool
    candidates: tuple[Candidate, ...] = ()


@dataclass(slots=True)
class Mapping:
    """The columns of a sheet and the complaints about them."""

    columns: list[ColumnReading] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)

    def of(self, target: str) -> ColumnReading | None:
        return next((column for column in self.columns if column.target == target), None)


def printed(text: str) -> str:
    """A header cell on one line: newlines go, in English they become spaces."""
    return "".join(text.split()) if is_chinese(text) else " ".join(text.split())


def heading(index: int, path: tuple[str, ...], words: Vocabulary, frame: Frame) -> Heading:
    """Take unit, percent and period out of a header path and look up what it may mean."""
    named = Named(None, "")
    unit: Unit | None = None
    own: Unit | None = None
    percent = False
    for at, part in enumerate(path):
        plain, found, is_percent = split_header(part)
        inner = read_period(plain, _year(named, frame))
        if plain in ("上旬", "中旬", "下旬") and named.period is not None:
            named = replace(named, period=narrow(named.period, plain))
        else:
            named = combine(named, inner)
        unit = with_source(found, "header") or unit
        leaf = at == len(path) - 1
        own = with_source(found, "header") if leaf else own
        percent = is_percent if leaf else percent
    candidates = words.candidates(path, percent)
    usable = tuple(c for c in candidates if _fits(c.column, own, percent))
    return Heading(index, tuple(map(printed, path)), named, unit, own, percent, usable)


def _year(named: Named, frame: Frame) -> int | None:
    if named.period is not None and named.period.until:
        return int(named.period.until[:4])
    return frame.year


def _fits(column: Column, own: Unit | None, percent: bool) -> bool:
    """A header with a money unit names money; one with an area unit names land."""
    if own is None or percent:
        return True
    return column.kind is Kind.MONEY if own.currency else column.kind is Kind.AREA


def map_columns(
    paths: Iterable[tuple[str, ...]],
    words: Vocabulary,
    frame: Frame,
    sheet: str,
    corrections: Corrections,
    on: date | None,
) -> Mapping:
    """Give every column its target: a person's word first, then the surest header words; one column a target unless periods differ."""
    headings = [heading(index, path, words, frame) for index, path in enumerate(paths)]
    mapping = Mapping([ColumnReading(h.index, h.path, None, "none", 0.0) for h in headings])
    taken: dict[tuple[str, str], int] = {}
    for index, target in corrections.columns.items():
        if 0 <= index < len(headings):
            column = mapping.columns[index]
            column.target, column.how, column.score = target or None, "person", 1.0
            if target and target in words.by_key:
                taken[_slot(words.by_key[target], headings[index], frame)] = index
    claims = sorted(
        (
            (c.score, -words.rank[c.column.key], -h.index, h, c)
            for h in headings
            for c in h.candidates
            if h.index not in corrections.columns
        ),
        key=lambda claim: claim[:3],
        reverse=True,
    )
    for _score, _rank, _index, head, candidate in claims:
        column = mapping.columns[head.index]
        slot = _slot(candidate.column, head, frame)
        if column.target is None and slot not in taken:
            column.target, column.how, column.score = candidate.column.key, candidate.how, candidate.score
            taken[slot] = head.index
    for head in headings:
        _finish(mapping, head, words, frame, sheet, corrections, taken, on)
    outcome.settle(mapping.columns, words, on)
    return mapping


def _slot(column: Column, head: Heading, frame: Frame) -> tuple[str, str]:
    """What may be there once: a target, or a target and period."""
    if not column.periodic:
        return column.key, ""
    period = head.named.period
    if period is None:
        return column.key, f"{head.named.missing}|{'/'.join(head.path)}" if head.named.missing else ""
    return (
        column.key,
        f"{period.since}|{period.until}|{period.cumulative}|{period.text if period.until is None else ''}",
    )


def _finish(
    mapping: Mapping,
    head: Heading,
    words: Vocabulary,
    frame: Frame,
    sheet: str,
    corrections: Corrections,
    taken: dict[tuple[str, str], int],
    on: date | None,
) -> None:
    """Settle a column's unit and period, and ask what the header leaves open."""
    column = mapping.columns[head.index]
    target = words.by_key.get(column.target or "")
    if target is None:
        _ask_duplicate(mapping, head, frame, sheet, taken)
        return
    if target.kind in (Kind.MONEY, Kind.AREA):
        column.unit = _unit(head, target, frame, corrections)
    if target.periodic:
        _settle_period(mapping, head, column, target, frame, sheet, corrections, on)
    if column.how == "fuzzy" and column.score < ASKED_BELOW:
        mapping.complaints.append(
            Complaint(
                sheet,
                None,
                head.index,
                "column_guessed",
                {"header": "/".join(head.path), "target": target.key},
                Severity.WARNING,
            )
        )


def _ask_duplicate(
    mapping: Mapping, head: Heading, frame: Frame, sheet: str, taken: dict[tuple[str, str], int]
) -> None:
    """Two columns that surely mean the same thing: a person must say which counts."""
    for candidate in head.candidates:
        other = taken.get(_slot(candidate.column, head, frame))
        if (
            other is not None
            and candidate.how != "fuzzy"
            and candidate.score >= ASKED_BELOW
            and mapping.columns[other].score <= candidate.score + 0.001
        ):
            values = {
                "header": "/".join(head.path),
                "target": candidate.column.key,
                "other": "/".join(mapping.columns[other].path),
            }
            if mapping.columns[head.index].how != "person":
                mapping.complaints.append(Complaint(sheet, None, head.index, "column_twice", values, Severity.QUESTION))
            return


def _unit(head: Heading, target: Column, frame: Frame, corrections: Corrections) -> Unit | None:
    """A person's word beats the header, the header beats the row above, the row beats the sheet."""
    said = corrections.units.get(head.index)
    if said is not None:
        return with_source(unit_of(flat(said)), "person")
    wanted_money = target.kind is Kind.MONEY
    if head.unit is not None and bool(head.unit.currency) == wanted_money:
        return head.unit
    whole = corrections.units.get(None)
    if whole is not None and wanted_money:
        return with_source(unit_of(flat(whole)), "person")
    return frame.money if wanted_money else frame.area


def _settle_period(
    mapping: Mapping,
    head: Heading,
    column: ColumnReading,
    target: Column,
    frame: Frame,
    sheet: str,
    corrections: Corrections,
    on: date | None,
) -> None:
    said = corrections.periods.get(head.index)
    column.period = said or head.named.period
    if column.period is not None or target.kind is not Kind.MONEY:
        return
    header = "/".join(head.path)
    annual = any(word in flat(header) for word in _ANNUAL_WORDS)
    if head.named.missing == "year" and frame.year is None:
        if not any(complaint.code == "year_missing" for complaint in mapping.complaints):
            values: dict[str, object] = {"header": header, "proposal": on.year if on else None}
            mapping.complaints.append(Complaint(sheet, None, None, "year_missing", values, Severity.QUESTION))
        return
    if not head.named.missing:
        column.period = _from_frame(frame, annual, any(word in flat(header) for word in _CUMULATIVE_WORDS))
        if column.period is not None:
            return
    proposal = _proposal(head.named.missing, frame, on, annual)
    code = "period_blank" if head.named.missing else "period_missing"
    values = {"header": header, "target": target.key, "missing": head.named.missing or "year", "proposal": proposal}
    mapping.complaints.append(Complaint(sheet, None, head.index, code, values, Severity.QUESTION))


def _from_frame(frame: Frame, annual: bool, cumulative: bool) -> Period | None:
    """A header without period speaks of the sheet's: a plan of its year, a result of its months, 累计 of all up to their end."""
    if frame.period is None:
        return None
    if frame.period.precision in MONTHLY:
        if annual:
            return year_period(int(str(frame.period.until)[:4]))
        return replace(frame.period, since=None, cumulative=True) if cumulative else frame.period
    return frame.period if annual else None


def _proposal(missing: str, frame: Frame, on: date | None, annual: bool) -> dict[str, str] | None:
    """What a person will most likely answer: the month of the report, or the sheet's year."""
    if on is not None and missing in ("month", "ten_days"):
        return {"since": f"{on:%Y-%m}-01", "until": on.isoformat(), "precision": "month"}
    year = frame.year or (on.year if on else None)
    if missing in ("month", "ten_days"):
        return None
    return {"since": f"{year}-01-01", "until": f"{year}-12-31", "precision": "year"} if year else None
