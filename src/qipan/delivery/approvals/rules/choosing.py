"""Which items a project needs: a dozen answers against the conditions of the catalogue's items. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TRACKS = ("filing", "verification", "approval")
PHASES = ("setup", "works", "construction", "acceptance", "operation")
# Question → the answers it takes, the usual one first. `site` takes several.
QUESTIONS: dict[str, tuple[str, ...]] = {
    "funding": ("enterprise", "government"),
    "listed": ("no", "yes"),
    "land": ("auction", "allocation", "held", "rented"),
    "conversion": ("no", "yes"),
    "assessed": ("yes", "no"),
    "building": ("new", "fit_out", "none"),
    "eia": ("form", "report", "registration"),
    "energy": ("no", "yes"),
    "soil": ("yes", "no"),
    "hazard": ("no", "yes"),
    "site": ("forest", "water", "heritage", "geology"),
    "utilities": ("yes", "no"),
}
SEVERAL = frozenset({"site"})

Answers = Mapping[str, Any]  # question → answer, or answers of `site`


@dataclass(frozen=True, slots=True)
class Step:
    """An item as the plan sees it. `days` is the promise; `outside` is time the clock does not count and that passes all the same.

    `when`: cases in which it is needed, each question → answers. `is_before_land`: served before the land (blue stamp);
    `is_at_handover`: issued with the land, in `handover_days`. Both: served before, issued with it.
    """

    code: str
    days: int
    outside: int = 0
    needs: tuple[str, ...] = ()
    when: tuple[Mapping[str, Sequence[str]], ...] = ()
    is_land: bool = False
    is_before_land: bool = False
    is_at_handover: bool = False
    handover_days: int = 0

    def __post_init__(self) -> None:
        if min(self.days, self.outside, self.handover_days) < 0:
            raise ValueError("Days cannot be below zero.")

    @property
    def length(self) -> int:
        return self.days + self.outside


class NotAnswered(ValueError):
    """Questions without an answer, or with one that is none of theirs. `names`: which."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(", ".join(self.names))


def track_of(answers: Answers) -> str:
    """Government money is approved, a listed enterprise project verified, every other enterprise project filed."""
    if answers.get("funding") == "government":
        return "approval"
    return "verification" if answers.get("listed") == "yes" else "filing"


def on_track(answers: Answers, track: str) -> dict[str, Any]:
    """The same project, had it come by another track."""
    funding = "government" if track == "approval" else "enterprise"
    return {**answers, "funding": funding, "listed": "yes" if track == "verification" else "no"}


def check(answers: Answers) -> None:
    """Raises `NotAnswered`, naming every question that lacks an answer of its own."""
    wrong = []
    for name, offered in QUESTIONS.items():
        given = answers.get(name)
        if name in SEVERAL:
            is_right = isinstance(given, list | tuple) and set(given) <= set(offered)
        else:
            is_right = given in offered
        if not is_right:
            wrong.append(name)
    if wrong:
        raise NotAnswered(wrong)


def applies(step: Step, answers: Answers) -> bool:
    """One of the item's cases is met, or it has none; a case is met when every question in it got one of the answers named.

    The track is an answer too.
    """
    known = {**answers, "track": track_of(answers)}
    return not step.when or any(
        all(_meets(known.get(name), wanted) for name, wanted in case.items()) for case in step.when
    )


def chosen(steps: Iterable[Step], answers: Answers) -> tuple[Step, ...]:
    """The items of this project, in an order in which each stands after what it needs."""
    check(answers)
    return in_order([step for step in steps if applies(step, answers)])


def in_order(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Needs before what needs them, else as the catalogue lists them. Needs not among the steps do not hold. Refuses a circle."""
    left = {step.code: step for step in steps}
    done: list[Step] = []
    while left:
        free = next((s for s in left.values() if not any(need in left for need in s.needs)), None)
        if free is None:
            raise ValueError(f"These need each other: {', '.join(sorted(left))}.")
        done.append(left.pop(free.code))
    return tuple(done)


def _meets(given: Any, wanted: Sequence[str]) -> bool:
    if isinstance(given, list | tuple):
        return bool(set(given) & set(wanted))
    return given in wanted
