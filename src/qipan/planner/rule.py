"""Rules between projects, and what people have fixed."""

from __future__ import annotations

from dataclasses import dataclass

from qipan.planner.refusal import require, require_unique


@dataclass(frozen=True, slots=True)
class Exclusive:
    """At most so many of these projects."""

    projects: tuple[str, ...]
    at_most: int = 1

    def __post_init__(self) -> None:
        require_unique(list(self.projects), "project of one rule")
        require(self.at_most >= 0, "A rule allows fewer than zero projects.")


@dataclass(frozen=True, slots=True)
class Bundle:
    """All of these projects or none."""

    projects: tuple[str, ...]

    def __post_init__(self) -> None:
        require_unique(list(self.projects), "project of one rule")
        require(len(self.projects) > 1, "A bundle needs at least two projects.")


@dataclass(frozen=True, slots=True)
class Gap:
    """If both are in the plan, the second starts no earlier than ``lag`` periods after the first has ended."""

    first: str
    second: str
    lag: int = 0

    def __post_init__(self) -> None:
        require(self.first != self.second, f"Project “{self.first}” cannot keep a distance to itself.")


@dataclass(frozen=True, slots=True)
class Pin:
    """A decision a person has fixed.

    Attributes
    ----------
    project : str
    accept : bool or None
        In the plan, out of it, or open.
    options : tuple of (choice, option)
    starts : tuple of (activity, period)
    """

    project: str
    accept: bool | None = None
    options: tuple[tuple[str, str], ...] = ()
    starts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Stability:
    """What it costs to leave the plan in force, in units of value.

    Attributes
    ----------
    move : int
        Per activity and period by which its start moves.
    switch : int
        Per option changed.
    drop : int
        Per project taken out.
    """

    move: int = 0
    switch: int = 0
    drop: int = 0

    def __post_init__(self) -> None:
        require(min(self.move, self.switch, self.drop) >= 0, "A cost of change is below zero.")


Rule = Exclusive | Bundle | Gap
