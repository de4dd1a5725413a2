"""The ladder: guarantee, strive, aim."""

from __future__ import annotations

from dataclasses import dataclass

from qipan.planner.refusal import require, require_unique


@dataclass(frozen=True, slots=True)
class Tier:
    """One rung.

    Attributes
    ----------
    name : str
    level : int
        What the target must reach, in its own unit.
    reward : int
        Value of reaching it.
    must : bool
        A plan that misses it breaks a rule.
    """

    name: str
    level: int
    reward: int = 0
    must: bool = False

    def __post_init__(self) -> None:
        require(self.level >= 0, f"Rung “{self.name}” asks for less than zero.")
        require(self.reward >= 0, f"Rung “{self.name}” is rewarded below zero.")


@dataclass(frozen=True, slots=True)
class Target:
    """A figure the whole plan works towards, with its rungs from the lowest to the highest."""

    name: str
    tiers: tuple[Tier, ...]

    def __post_init__(self) -> None:
        require(bool(self.tiers), f"Target “{self.name}” has no rung.")
        require_unique([tier.name for tier in self.tiers], "rung")
        for lower, upper in zip(self.tiers, self.tiers[1:], strict=False):
            require(
                lower.level < upper.level, f"Target “{self.name}”: rung “{upper.name}” is not above “{lower.name}”."
            )
            require(
                lower.must or not upper.must,
                f"Target “{self.name}”: rung “{upper.name}” is a must, the one below it is not.",
            )

    def reward(self, reached: int) -> int:
        """Value of the rungs reached."""
        return sum(tier.reward for tier in self.tiers if reached >= tier.level)
