"""What stands first on whose desk. Pure."""

from __future__ import annotations

PARTS = ("waiting", "red", "changed")
# By role, in the order of a working day: a leader asks what turned red, a clerk what is owed.
ORDER = {
    "leader": ("red", "changed", "waiting"),
    "auditor": ("changed", "red", "waiting"),
    "investment-officer": ("waiting", "changed", "red"),
    "administrator": ("waiting",),
}
FALLBACK = ("waiting", "red", "changed")
# How far back a first visit looks.
FIRST_VISIT_DAYS = 7
# A visit ends after so many hours without one; until then "since my last visit" stays what it was.
VISIT_HOURS = 4


def order(roles: tuple[str, ...], *, sees_projects: bool) -> tuple[str, ...]:
    """The parts of a desk, first things first; parts about projects only for who sees any."""
    chosen = next((ORDER[role] for role in roles if role in ORDER), FALLBACK)
    return tuple(part for part in chosen if sees_projects or part == "waiting")
