"""Who knows the investor, who follows: leaders the team names, the team, the person; and the end of secrecy."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from qipan.core import changes, events
from qipan.core.models import User
from qipan.pipeline.leads.actions.keeping import demand_words, write
from qipan.pipeline.leads.events import IdentityOpened
from qipan.pipeline.leads.models import Lead, Reader
from qipan.territory.orgs.models import Person


def name_reader(*, by: User, lead: Lead, person: Person, on: date) -> Reader:
    """A leader is told who the investor is. The history says who named whom, not what they read."""
    with transaction.atomic():
        reader, is_new = Reader.objects.get_or_create(lead=lead, person=person, defaults={"on": on, "by": by})
        if is_new:
            changes.note(lead, by=by, action="name", changes={"readers": [None, str(person)]})
    return reader


def forget_reader(*, by: User, reader: Reader) -> None:
    """From here on the investor is closed to this person again."""
    with transaction.atomic():
        changes.note(reader.lead, by=by, action="forget-reader", changes={"readers": [str(reader.person), None]})
        reader.delete()


def open_up(*, by: User | None, lead: Lead, reason: str) -> Lead:
    """The investor agreed, or the contract is signed: no longer confidential."""
    with transaction.atomic():
        told = {"reason": demand_words(reason)}
        done = write(lead, {"is_confidential": False}, by=by, action="open-up", source=told)
        events.announce(IdentityOpened(done.key.hex))
    return done
