"""One lead: the story first, its clock, whose move it is, who was first, who knows, what happened."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from qipan.core import access
from qipan.pipeline.leads import queries
from qipan.pipeline.leads.models import Transfer
from qipan.pipeline.leads.views import acts, shown
from qipan.territory.orgs import queries as orgs
from qipan.web import history
from qipan.web.access import needs

_MONEY = ("amount_minor",)
_CONTACT = ("phone", "contact")


@needs("leads.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """A lead as far as its reader may know it."""
    user, today = request.user, timezone.localdate()
    lead = queries.one(user, key)
    knows = queries.knows(user, lead)
    row = shown.rows(user, [lead], today)[0]
    sees_money, sees_contacts = access.able(user, "money.see"), access.able(user, "contacts.see")
    hidden = (() if sees_money else _MONEY) + (() if sees_contacts else _CONTACT)
    offered = queries.acts(user, lead, knows=knows)
    waiting = lead.transfers.filter(state=Transfer.State.PROPOSED).select_related("giver", "taker").first()
    ours = orgs.scope_of(user).organisation_ids
    may_edit = queries.handles(user, lead)
    return render(request, "leads/detail.html", {
        "lead": lead,
        "row": row,
        "knows": knows,
        "identity": row.identity,
        "sees_money": sees_money,
        "sees_contacts": sees_contacts,
        "steps": [(shown.STEPS[step.code], step) for step in row.standing.steps],
        "acts": acts.buttons(offered),
        "doors": queries.doors(user, lead),
        "may_edit": may_edit and knows,
        "claims": queries.claims_of(user, lead, knows=knows),
        "is_disputed": sum(1 for c in lead.claims.all() if c.state == "open") > 1,
        "credit": queries.credit_of(lead),
        "transfers": queries.transfers_of(lead),
        "waiting": waiting,
        "may_take": waiting is not None and waiting.taker_id in ours and access.able(user, "leads.edit"),
        "may_settle": waiting is not None and access.able(user, "leads.decide") and waiting.proposed_by_id != user.pk,
        "is_proposer": waiting is not None and waiting.proposed_by_id == user.pk,
        "readers": lead.readers.select_related("person", "by") if knows else None,
        "history": history.lines(queries.history(lead, knows=knows), hidden=hidden, opened=("leads.identity",)),
        "crumbs": shown.crumbs(),
    })  # fmt: skip
