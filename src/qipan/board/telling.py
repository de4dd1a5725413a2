"""Whom a plan is news to: those who may adopt it hear that it was put forward, who proposed it hears what became of it."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from qipan.board.models import Adoption
from qipan.core.models import User
from qipan.notify import actions as notify
from qipan.notify.kinds import MAIL_NOW, Kind
from qipan.territory.orgs import queries as orgs

KINDS = (Kind("plan-proposed", _("A plan waits for a second person"), "chess", MAIL_NOW, order=30),)
PROPOSED = gettext_noop("%(who)s proposes a plan to adopt: %(run)s.")
ADOPTED = gettext_noop("The plan you proposed is in force: %(run)s.")
TURNED_DOWN = gettext_noop("The plan you proposed was turned down: %(run)s. %(reason)s")


def _tell(adoption: Adoption, people: list[User], words: str, what: str, **figures: str) -> None:
    notify.tell(
        people,
        kind="plan-proposed",
        words=words,
        figures={"run": str(adoption.run), **figures},
        fact=f"plan:{adoption.key}:{what}",
        url=reverse("board:detail", args=[adoption.run.key]),
    )


def proposed(adoption: Adoption) -> None:
    """Never who proposed it: a second person confirms."""
    people = [
        user for user in orgs.holders("moves.adopt", on=timezone.localdate()) if user.pk != adoption.proposed_by_id
    ]
    _tell(adoption, people, PROPOSED, "proposed", who=str(adoption.proposed_by))


def adopted(adoption: Adoption) -> None:
    _tell(adoption, [adoption.proposed_by], ADOPTED, "adopted")


def turned_down(adoption: Adoption, *, by: User) -> None:
    if adoption.proposed_by_id != by.pk:
        _tell(adoption, [adoption.proposed_by], TURNED_DOWN, "turned-down", reason=adoption.reason)
