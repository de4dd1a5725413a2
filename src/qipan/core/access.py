"""May this user do that? Abilities are words ("projects.edit"); who has them is data in room `orgs`, which provides the answer here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied

# Every ability there is, in words; a view that names another fails the build (tests/house).
ABILITIES = (
    "board.see",
    "projects.see",
    "projects.edit",
    "projects.advance",
    "projects.confirm",
    "projects.correct",
    "projects.except",
    "money.see",
    "contacts.see",
    "import.preview",
    "import.apply",
    "export",
    "companies.see",
    "companies.edit",
    "companies.merge",
    "parks.see",
    "parks.edit",
    "chains.see",
    "chains.edit",
    "plans.see",
    "plans.edit",
    "tasks.see",
    "tasks.assign",
    "leads.see",
    "leads.edit",
    "leads.decide",
    "screening.see",
    "screening.edit",
    "screening.waive",
    "approvals.see",
    "approvals.handle",
    "approvals.edit",
    "factors.see",
    "factors.edit",
    "moves.see",
    "moves.run",
    "moves.adopt",
    "supervision.see",
    "supervision.notify",
    "supervision.verify",
    "meetings.see",
    "meetings.edit",
    "rules.see",
    "rules.edit",
    "orgs.see",
    "orgs.edit",
    "audit.see",
)

# Abilities that open a class of fields, not an act: of several posts the narrowest decides (`orgs.queries`).
FIELD_CLASSES = frozenset({"money.see", "contacts.see"})

_provider: Callable[[Any], frozenset[str]] = lambda user: frozenset()  # noqa: E731


def provide(provider: Callable[[Any], frozenset[str]]) -> None:
    """Room `orgs` says what a user may do; called once at start."""
    global _provider
    _provider = provider


def abilities(user: Any) -> frozenset[str]:
    if not getattr(user, "is_authenticated", False):
        return frozenset()
    return _provider(user)


def able(user: Any, ability: str) -> bool:
    """Unknown abilities are refused, not ignored."""
    if ability not in ABILITIES:
        raise ValueError(f"No such ability: {ability}")
    return ability in abilities(user)


def demand(user: Any, ability: str) -> None:
    """Refuse who lacks it; what follows is done under it (see `act_under`)."""
    if not able(user, ability):
        raise PermissionDenied(ability)
    act_under(user, ability)


def act_under(user: Any, ability: str) -> None:
    """From here on this reader's records are those reached through posts that hold the ability: said once, when a view is opened.
    What one may do for one organisation is not to be done to another's records, which one only sees."""
    user.acting_under = ability


def acting_under(user: Any) -> str:
    return getattr(user, "acting_under", "")
