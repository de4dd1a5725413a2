"""Facts of the check-up other rooms may hear."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FindingOpened:
    """A rule complains of a project that it did not complain of before. Keys; ask `queries` for the figures."""

    key: str
    project: str
    rule: str
    on: str


@dataclass(frozen=True, slots=True)
class FindingCleared:
    """The figures no longer give cause, or the answer was accepted."""

    key: str
    project: str
    rule: str
    on: str


@dataclass(frozen=True, slots=True)
class FindingAnswered:
    """Somebody explained, disputed or mended. `kind`: explain | dispute | mend."""

    key: str
    project: str
    kind: str
    on: str
