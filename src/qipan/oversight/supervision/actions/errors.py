"""What refuses."""

from __future__ import annotations


class NotNow(Exception):
    """The state does not allow this act. `act` and `state` say which."""

    def __init__(self, act: str, state: str) -> None:
        super().__init__(f"{act}: {state}")
        self.act, self.state = act, state


class NoLead(Exception):
    """A notice needs exactly one leading unit."""


class NoWords(Exception):
    """An act that must say something was given no words."""


class TooLate(Exception):
    """More time is asked for before the deadline, not after it."""


class NotLonger(Exception):
    """The new day does not lie after the deadline."""


class SamePerson(Exception):
    """Whoever answered or asked does not also judge it."""


class StillOpen(Exception):
    """Some unit's part is not verified yet, or an interview is due."""
