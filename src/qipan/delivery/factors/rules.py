"""Judging factors: what an amount is worth in our units, and how much is short month by month. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

# Kinds whose units are free again when the work ends: an amount holds from its day on. The others add up and are used up.
RETURNING = frozenset({"labour", "desk", "team"})
_MU = Decimal(2000) / 3
# Unit words met in ledgers → how many of our units (m², fen, tce, t, persons, files, teams) one of theirs is, by kind of factor.
_UNITS: dict[str, dict[str, Decimal]] = {
    "land": {
        "亩": _MU,
        "mu": _MU,
        "公顷": Decimal(10_000),
        "ha": Decimal(10_000),
        "平方米": Decimal(1),
        "m²": Decimal(1),
        "m2": Decimal(1),
    },
    "credit": {
        "亿元": Decimal(10) ** 10,
        "万元": Decimal(10) ** 6,
        "元": Decimal(100),
        "cnybillion": Decimal(10) ** 11,
        "cnymillion": Decimal(10) ** 8,
        "cny": Decimal(100),
    },
    "energy": {"万吨标准煤": Decimal(10_000), "吨标准煤": Decimal(1), "tce": Decimal(1)},
    "emission": {"吨": Decimal(1), "t": Decimal(1), "千克": Decimal("0.001"), "kg": Decimal("0.001")},
    "labour": {"人": Decimal(1), "persons": Decimal(1), "万人": Decimal(10_000)},
    "desk": {"件": Decimal(1), "files": Decimal(1)},
    "team": {"个": Decimal(1), "支": Decimal(1), "teams": Decimal(1)},
}


def stored(kind: str, figure: Decimal, unit: str) -> Decimal | None:
    """A figure with its unit word in our units; None when the unit does not belong to the kind."""
    plain = "".join((unit or "").split()).lower()
    factor = _UNITS.get(kind, {}).get(plain) if plain else None
    return None if factor is None else (figure * factor).quantize(Decimal("0.01"), ROUND_HALF_EVEN)


def kind_of(unit: str) -> str:
    """The kind of factor a unit belongs to; no two kinds share one."""
    plain = "".join((unit or "").split()).lower()
    return next((kind for kind, words in _UNITS.items() if plain in words), "")


@dataclass(frozen=True, slots=True)
class Month:
    """One month of one factor: what there is, what is asked, what is missing. Of what is used up: totals to the month's end."""

    first: date
    there: Decimal
    asked: Decimal

    @property
    def short(self) -> Decimal:
        return max(self.asked - self.there, Decimal(0))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a project asks: from when, until when (returning kinds), how much. Without a date it is asked from the first month shown."""

    amount: Decimal
    since: date | None = None
    until: date | None = None


def months(first: date, count: int) -> list[date]:
    """The first days of so many months, beginning with the month of `first`."""
    start = first.year * 12 + first.month - 1
    return [date((start + k) // 12, (start + k) % 12 + 1, 1) for k in range(count)]


def end_of(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def monthly(
    kind: str, first: date, count: int, supplies: Iterable[tuple[date, Decimal]], asked: Iterable[Asked]
) -> list[Month]:
    """What there is and what is asked, month by month."""
    offers, wishes = sorted(supplies), list(asked)
    found = []
    for month in months(first, count):
        last = end_of(month)
        known = [amount for since, amount in offers if since <= last]
        if kind in RETURNING:
            there = known[-1] if known else Decimal(0)
            wanted = sum((w.amount for w in wishes if _overlaps(w, month, last)), Decimal(0))
        else:
            there = sum(known, Decimal(0))
            wanted = sum((w.amount for w in wishes if w.since is None or w.since <= last), Decimal(0))
        found.append(Month(month, there, wanted))
    return found


def _overlaps(one: Asked, first: date, last: date) -> bool:
    return (one.since is None or one.since <= last) and (one.until is None or one.until >= first)
