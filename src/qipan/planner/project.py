"""A project: what remains to be done, in which order, in which ways, and what it brings."""

from __future__ import annotations

from dataclasses import dataclass

from qipan.planner.factor import Use, When
from qipan.planner.refusal import require, require_unique

MOMENTS = ("spread", "start", "end")


@dataclass(frozen=True, slots=True)
class Gain:
    """What carrying out an activity brings; rounded down to whole units.

    Attributes
    ----------
    amount : int
        Units of value (10,000 yuan) or of the target named.
    curve : str
        How much of it counts at which date; empty: all of it, at any date.
    at : {"spread", "start", "end"}
        Spread evenly over the periods worked, or counted at the start or at the end.
    target : str
        Empty: towards the plan's value. Otherwise towards this target.
    when : tuple of (choice, option)
    """

    amount: int
    curve: str = ""
    at: str = "end"
    target: str = ""
    when: When = ()

    def __post_init__(self) -> None:
        require(self.at in MOMENTS, f"A gain counts at “{self.at}”; it can count at {', '.join(MOMENTS)}.")


@dataclass(frozen=True, slots=True)
class Pace:
    """Another duration under an option: crash work, the fast approval track."""

    choice: str
    option: str
    duration: int

    def __post_init__(self) -> None:
        require(self.duration >= 0, f"Option “{self.option}” has a duration below zero.")


@dataclass(frozen=True, slots=True)
class Activity:
    """One step of a project.

    Attributes
    ----------
    name : str
    duration : int
        Periods worked.
    calendar : str
        Empty: every period is worked.
    uses, gains, paces : tuples
        The first pace whose option is chosen replaces the duration.
    earliest, latest : int
        Bounds of the start period; ``latest=-1`` means no bound.
    """

    name: str
    duration: int
    calendar: str = ""
    uses: tuple[Use, ...] = ()
    gains: tuple[Gain, ...] = ()
    paces: tuple[Pace, ...] = ()
    earliest: int = 0
    latest: int = -1

    def __post_init__(self) -> None:
        require(self.duration >= 0, f"Activity “{self.name}” has a duration below zero.")
        require(self.earliest >= 0, f"Activity “{self.name}” may begin before period 0.")
        require(
            self.latest == -1 or self.latest >= self.earliest,
            f"Activity “{self.name}”: its latest start is before its earliest.",
        )


@dataclass(frozen=True, slots=True)
class Link:
    """``after`` starts no earlier than ``lag`` periods after ``before`` has ended."""

    before: str
    after: str
    lag: int = 0

    def __post_init__(self) -> None:
        require(self.lag >= 0, f"The lag between “{self.before}” and “{self.after}” is below zero.")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to decide for a project: its speed, its approval track, its bank, its parcel."""

    name: str
    options: tuple[str, ...]

    def __post_init__(self) -> None:
        require(bool(self.options), f"Choice “{self.name}” offers no option.")
        require_unique(list(self.options), f"“{self.name}” option")


@dataclass(frozen=True, slots=True)
class Project:
    """One project of the board.

    Attributes
    ----------
    name : str
    activities : tuple of Activity
    links : tuple of Link
        Any graph without a circle.
    choices : tuple of Choice
        A plan takes one option of each; every combination is a mode.
    holds : tuple of Use
        Renewable units kept from the project's first start to its last end: a team slot.
    mandatory : bool
        Must be in the plan.
    value : int
        What accepting it brings whatever the dates.
    """

    name: str
    activities: tuple[Activity, ...]
    links: tuple[Link, ...] = ()
    choices: tuple[Choice, ...] = ()
    holds: tuple[Use, ...] = ()
    mandatory: bool = False
    value: int = 0

    def __post_init__(self) -> None:
        require(bool(self.activities), f"Project “{self.name}” has no activities.")
        require_unique([activity.name for activity in self.activities], "activity")
        require_unique([choice.name for choice in self.choices], "choice")
        names = {activity.name for activity in self.activities}
        for link in self.links:
            for end in (link.before, link.after):
                require(end in names, f"Project “{self.name}”: a link names the unknown activity “{end}”.")
        self.order()
        options = {(choice.name, option) for choice in self.choices for option in choice.options}
        for name, chosen in self._mentioned():
            require(
                (name, chosen) in options,
                f"Project “{self.name}” mentions option “{chosen}” of “{name}”, which it does not offer.",
            )
        require(
            all(not use.when for use in self.holds),
            f"Project “{self.name}”: what it holds throughout cannot depend on an option.",
        )

    def _mentioned(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for activity in self.activities:
            found += [pair for use in activity.uses for pair in use.when]
            found += [pair for gain in activity.gains for pair in gain.when]
            found += [(pace.choice, pace.option) for pace in activity.paces]
        return found

    def order(self) -> tuple[int, ...]:
        """The activities' places so that each comes after all before it; refuses a circle."""
        place = {activity.name: index for index, activity in enumerate(self.activities)}
        waits = [0] * len(place)
        after: list[list[int]] = [[] for _ in place]
        for link in self.links:
            waits[place[link.after]] += 1
            after[place[link.before]].append(place[link.after])
        order = [index for index, before in enumerate(waits) if not before]
        for index in order:
            for next_one in after[index]:
                waits[next_one] -= 1
                if not waits[next_one]:
                    order.append(next_one)
        require(len(order) == len(waits), f"Project “{self.name}”: its activities wait for each other in a circle.")
        return tuple(order)
