"""What rooms above ask of a move into a stage. A room registers one in its `apps.py` (`require`);
every gate asks it, and no exception stands in for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from qipan.pipeline.projects.models import Project

PREFIX = "above"


@dataclass(frozen=True, slots=True)
class Requirement:
    """`asks(project, stage, on)`: codes of what is missing, none when the move may go on; `words(code)`: what to say of one;
    `place(project)`: where it is put right."""

    asks: Callable[[Project, str, date], Sequence[str]]
    words: Callable[[str], str]
    place: Callable[[Project], str]


_registered: dict[str, Requirement] = {}


def require(name: str, requirement: Requirement) -> None:
    """The same name twice replaces the first."""
    _registered[name] = requirement


def missing(project: Project, stage: str, on: date) -> list[str]:
    """What rooms above ask for and is not there: "above:screening:none"."""
    return [f"{PREFIX}:{name}:{code}" for name, one in _registered.items() for code in one.asks(project, stage, on)]


def _of(code: str) -> tuple[Requirement, str]:
    _prefix, name, what = code.split(":", 2)
    return _registered[name], what


def words(code: str) -> str:
    requirement, what = _of(code)
    return requirement.words(what)


def place(project: Project, code: str) -> str:
    return _of(code)[0].place(project)
