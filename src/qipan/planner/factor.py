"""What projects share: labour and desks week by week, quota and credit by date, parcels."""

from __future__ import annotations

from dataclasses import dataclass

from qipan.planner.refusal import require

When = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Renewable:
    """A factor that is free again when an activity ends: labour, an approval desk, team slots.

    Attributes
    ----------
    name : str
    capacity : tuple of int, shape (horizon,)
        Units (persons, dossiers in hand, slots) in each period.
    """

    name: str
    capacity: tuple[int, ...]

    def __post_init__(self) -> None:
        require(all(units >= 0 for units in self.capacity), f"Factor “{self.name}” has a capacity below zero.")


@dataclass(frozen=True, slots=True)
class Supply:
    """A factor that is used up: land quota of a park, credit of a bank, energy, emission.

    Attributes
    ----------
    name : str
    steps : tuple of (int, int)
        ``(from period, total made available so far)``, beginning with period 0; the total never falls.
    """

    name: str
    steps: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        require(
            bool(self.steps) and self.steps[0][0] == 0, f"Supply “{self.name}” must say what there is from period 0."
        )
        require(self.steps[0][1] >= 0, f"Supply “{self.name}” begins below zero.")
        for (before, less), (after, more) in zip(self.steps, self.steps[1:], strict=False):
            require(before < after, f"Supply “{self.name}”: its dates are not in order.")
            require(less <= more, f"Supply “{self.name}”: the total made available falls from {less} to {more}.")


@dataclass(frozen=True, slots=True)
class Parcel:
    """A piece of land. Undivided, it takes one project; divisible, as many as its size holds.

    Attributes
    ----------
    name : str
    size : int
        In the unit in which activities use it (0.1 mu).
    divisible : bool
    """

    name: str
    size: int
    divisible: bool = False

    def __post_init__(self) -> None:
        require(self.size > 0, f"Parcel “{self.name}” has no size.")

    @property
    def room(self) -> int:
        """What there is to take: its size if it may be shared, otherwise one project's place."""
        return self.size if self.divisible else 1


@dataclass(frozen=True, slots=True)
class Use:
    """What an activity asks of a factor.

    Attributes
    ----------
    factor : str
    amount : int
        Of a renewable: units in every period from start to end. Of a supply or parcel: units drawn once, at the start.
    when : tuple of (choice, option)
        Only under these options; always, if empty.
    """

    factor: str
    amount: int
    when: When = ()

    def __post_init__(self) -> None:
        require(self.amount >= 0, f"A use of “{self.factor}” is below zero.")
