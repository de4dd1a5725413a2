"""Words and colours of leads: what is next, by when, whose move it is; a list's rows with or without who they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from qipan.pipeline.leads import queries
from qipan.pipeline.leads.models import Identity, Lead
from qipan.pipeline.leads.rules import clock

MOVES = {
    "respond": gettext_lazy("Respond to it"),
    "triage": gettext_lazy("Triage it"),
    "answer": gettext_lazy("Answer the referrer"),
    "wake": gettext_lazy("Look at it again"),
    "decide": gettext_lazy("Decide who was first"),
    "take": gettext_lazy("Agree to take it, or not"),
    "grow": gettext_lazy("Open the project"),
}
STEPS = {
    "respond": pgettext_lazy("clock of a lead", "Response"),
    "triage": pgettext_lazy("clock of a lead", "Triage"),
    "answer": pgettext_lazy("clock of a lead", "Answer to the referrer"),
}
TONES = {"open": "accent", "followed": "green", "parked": "yellow", "refused": "", "project": "blue", "joined": ""}


@dataclass(frozen=True, slots=True)
class Row:
    """A lead in a list. `identity` is there only where it is open to this reader."""

    lead: Lead
    standing: queries.Standing
    identity: Identity | None
    on: date

    @property
    def tone(self) -> str:
        return TONES[self.lead.status]

    @property
    def next_words(self) -> Any:
        move = self.standing.next
        return MOVES[move.code] if move else ""

    @property
    def due(self) -> date | None:
        return self.standing.next.due if self.standing.next else None

    @property
    def rest(self) -> list[tuple[str, Any]]:
        """What is owed besides: who, what."""
        return [(who(self.lead, move), MOVES[move.code]) for move in self.standing.moves[1:]]

    @property
    def who(self) -> str:
        return who(self.lead, self.standing.next)


def who(lead: Lead, move: clock.Move | None) -> str:
    """Who holds the next move, in words."""
    if move is None:
        return ""
    if move.who == "office":
        return _("the investment office")
    if move.who == "taker":
        waiting = lead.transfers.filter(state="proposed").select_related("taker").first()
        return str(waiting.taker) if waiting else ""
    return " · ".join(str(x) for x in (lead.unit, lead.holder) if x) or _("nobody yet")


def rows(user: Any, leads: Iterable[Lead], on: date) -> list[Row]:
    held = list(leads)
    known, standings = queries.identities(user, held), queries.standings(held, on)
    return [Row(lead, standings[lead.pk], known.get(lead.pk), on) for lead in held]


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(_("Leads"), reverse("leads:index")), *more]
