"""How the planner says no to data that makes no sense."""

from __future__ import annotations


class Refusal(ValueError):
    """A problem, a plan or a file that contradicts itself; the message is a plain sentence."""


def require(holds: bool, sentence: str) -> None:
    """Refuse with the sentence unless it holds."""
    if not holds:
        raise Refusal(sentence)


def require_unique(names: list[str], what: str) -> None:
    """Refuse two things of one name."""
    seen: set[str] = set()
    for name in names:
        require(name != "", f"A {what} has no name.")
        require(name not in seen, f"Two {what}s are called “{name}”.")
        seen.add(name)
