"""Leads of the small county: one two units claim, one that is followed; a second township beside the cast's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any


def leads(builder: Any) -> None:
    """The township's lead, claimed by the park too; a followed one of the investment bureau, with a leader named."""
    from qipan.pipeline.leads import actions

    cast, on = builder.cast, builder.on
    told = {
        "sector": "造纸", "amount_minor": 36_000_000_000, "investor_text": "岚州星达特种纸业有限公司", "content": "拟建特种纸生产线",
        "referrer": "商会", "phone": "13912345678", "received_on": on - timedelta(days=4),
    }  # fmt: skip
    lead = actions.register(by=cast.township, on=on, values={**told, "unit": cast.organisation("township")})
    actions.lodge(
        by=cast.park_manager, lead=lead, unit=cast.organisation("park_manager"), on=on,
        first_contact_on=on - timedelta(days=6), grounds="展会上先接触",
    )  # fmt: skip
    other = {**told, "sector": "智能装备", "investor_text": "云岫精工智能装备有限公司", "phone": ""}
    followed = actions.register(by=cast.investment, on=on, values={**other, "unit": cast.organisation("investment")})
    followed = actions.respond(by=cast.investment, lead=followed, on=on, words="已电话联系")
    actions.follow(by=cast.investment, lead=followed, on=on, reason="产业符合")
    builder.known |= {"lead": str(lead.key), "followed": str(followed.key)}
    neighbour()


def neighbour() -> None:
    """The township next door and who works there, signed in as everybody else: the name is the password."""
    from qipan.core.models import User
    from qipan.territory.orgs import actions as orgs
    from qipan.territory.orgs.models import Organisation, Role

    region = orgs.add_region(by=None, code="139902", name="槐南镇")
    home = orgs.found(by=None, name="槐南镇", kind=Organisation.Kind.TOWNSHIP, region=region)
    user = User.objects.create_user(username="neighbour", password="neighbour", display_name="neighbour")
    person = orgs.add_person(by=None, name="neighbour", user=user)
    orgs.join(by=None, person=person, organisation=home, role=Role.objects.get(code="township"))
