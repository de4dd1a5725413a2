"""Who is told what: the units a notice goes to, those who issue and verify, nobody twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop

from qipan.core.models import User
from qipan.notify import actions as notify
from qipan.oversight.supervision.models import Branch, Notice
from qipan.territory.orgs import queries as orgs

KIND = "supervision"
WORDS = {
    "issued": gettext_noop("Supervision notice %(number)s, %(title)s: answer by %(due_on)s."),
    "escalated": gettext_noop("Supervision notice %(number)s, %(title)s, stepped up: its deadline was missed. Answer by %(due_on)s."),
    "returned": gettext_noop("Your answer to notice %(number)s, %(title)s, was sent back."),
    "replied": gettext_noop("%(unit)s answered notice %(number)s, %(title)s: to be verified."),
    "asked": gettext_noop("%(unit)s asks for more time for notice %(number)s, %(title)s."),
    "granted": gettext_noop("More time was granted for notice %(number)s, %(title)s: until %(due_on)s."),
    "refused": gettext_noop("More time was refused for notice %(number)s, %(title)s."),
    "interview": gettext_noop("Notice %(number)s, %(title)s: %(unit)s is to be interviewed by %(due_on)s."),
    "closed": gettext_noop("Notice %(number)s, %(title)s, is closed."),
}  # fmt: skip


def units(notice: Notice, what: str, *, on: date, branches: Iterable[Branch] | None = None, **figures: Any) -> None:
    """The people of the units."""
    rows = notice.branches.all() if branches is None else branches
    _tell(notice, what, orgs.accounts_of([b.organisation_id for b in rows], on=on, ability="supervision.see"), figures)


def watchers(notice: Notice, what: str, *, on: date, ability: str = "supervision.notify", **figures: Any) -> None:
    """Who looks after the notice: the office that issued it."""
    ids = [notice.issuer_id] if notice.issuer_id else []
    people: list[User] = orgs.accounts_of(ids, on=on, ability=ability)
    if not people and notice.issued_by:
        people = [notice.issued_by]
    _tell(notice, what, people, figures)


def _tell(notice: Notice, what: str, people: Iterable[User], figures: dict[str, Any]) -> None:
    said = {"number": notice.number, "title": notice.title, **figures}
    mark = ":".join(str(said[name]) for name in ("unit", "due_on", "turn") if name in said)
    notify.tell(
        people,
        kind=KIND,
        words=WORDS[what],
        fact=f"notice:{notice.key}:{what}:{notice.colour}:{mark}",
        figures={name: value for name, value in said.items() if name != "turn"},
        url=reverse("supervision:notice", args=[notice.key]),
    )
