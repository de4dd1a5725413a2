"""One project's part in a plan."""

from __future__ import annotations

from dataclasses import dataclass

from qipan.planner.refusal import require_unique


@dataclass(frozen=True, slots=True)
class Assignment:
    """What was decided for one project.

    Attributes
    ----------
    project : str
    options : tuple of (choice, option)
    starts : tuple of (activity, period)
    """

    project: str
    options: tuple[tuple[str, str], ...]
    starts: tuple[tuple[str, int], ...]

    def __post_init__(self) -> None:
        require_unique([name for name, _ in self.options], "choice of one assignment")
        require_unique([name for name, _ in self.starts], "activity of one assignment")
