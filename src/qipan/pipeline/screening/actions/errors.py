"""Why an act of this room is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class NotADraft(Exception):
    """A version put in force, or taken back, is never edited; make a new one."""


class NotYet(Exception):
    """The version is in force, or was: it is not taken back."""


class InThePast(Exception):
    """A later version of the same park and industries does not reach back."""


class DayTaken(Exception):
    """Another version of the same park and industries begins on that day."""


class NoSource(Exception):
    """No standard holds without the paper that says so."""


class CannotJudge(Exception):
    """`odd`: what is wrong with the criteria (`rules.Odd`)."""

    def __init__(self, odd: Sequence[Any]) -> None:
        super().__init__(str(odd))
        self.odd = list(odd)


class NoStandard(Exception):
    """No standard in force was named or holds for this project."""


class Decided(Exception):
    """The screening was decided or dropped; screen again."""


class Outdated(Exception):
    """Another version holds by now: judge by that one."""


class Incomplete(Exception):
    """`asked`: figures that are missing."""

    def __init__(self, asked: Sequence[str]) -> None:
        super().__init__(", ".join(asked))
        self.asked = list(asked)


class ConditionsNeeded(Exception):
    """A conditional pass names at least one condition."""


class NotFailed(Exception):
    """Only the last decided screening of a project, and only a failed one, is waived."""


class Vetoed(Exception):
    """A veto is not waived."""


class ReasonNeeded(Exception):
    """A proposal or a refusal says why."""


class SamePerson(Exception):
    """Whoever proposed a waiver does not decide it."""


class Settled(Exception):
    """The waiver was decided or withdrawn before."""


class Named(Exception):
    """The words would say who a confidential investor is."""


class NotYours(Exception):
    """This project, or this act, is not open to this person."""
