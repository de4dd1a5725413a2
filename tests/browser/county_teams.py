"""A team at work: a member, a visit, a contact with a promise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any


def team(builder: Any) -> None:
    """Writes through the room's actions; the keys go to `builder.known`."""
    from qipan.pipeline.leads.actions import teams
    from qipan.territory.orgs.models import Person

    by, on = builder.cast.investment, builder.on
    person = Person.objects.get(user=by)
    made = teams.set_up(by=by, name="造纸产业招商组", kind="chain", chain=builder.chains["paper"], head=person)
    member = teams.join_team(by=by, team=made, person=person, since=on - timedelta(days=90))
    visit = teams.plan_visit(by=by, team=made, on=on + timedelta(days=3), days=2, place="泊宁市", led_by=person)
    teams.write_contact(
        by=by, team=made, on=on, visit=visit, kind="visit", firm="泊宁砚溪纸机集团有限公司", words="谈配套",
        promised="寄送地块资料", due_on=on + timedelta(days=2), person=person,
    )  # fmt: skip
    builder.known |= {
        "team": str(made.key), "member": str(member.key), "visit": str(visit.key),
        "promise": str(made.promises.get().key),
    }  # fmt: skip
