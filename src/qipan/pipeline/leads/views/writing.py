"""Writing a lead down, with what may be meant already shown before it is saved; correcting it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qipan.core import access
from qipan.pipeline.leads import actions, queries
from qipan.pipeline.leads.forms import LeadForm
from qipan.pipeline.leads.models import Lead
from qipan.pipeline.leads.views import shown
from qipan.web import edits
from qipan.web.access import needs

_FUTURE = (actions.Future, lambda _e: _("A day lies ahead."))
_CLAIMED = {
    actions.Twice: _("This unit has a claim on it already."),
    actions.NotNow: _("It is no longer open to claims."),
}


@needs("leads.edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new lead. Matches stop the first saving; the second, with the same matches in sight, goes through."""
    today = timezone.localdate()
    initial = {
        "received_on": today,
        "unit": queries.units_of(request.user).first() if not _is_office(request) else None,
    }
    form = LeadForm(request.POST or None, user=request.user, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _draw(request, form)
    asked = form.asked()
    found, others = queries.leads_like(request.user, asked), queries.others(request.user, asked)
    if claimed := next((m for m in found if str(m.lead.key) == request.POST.get("claim")), None):
        return _claim(request, form, claimed, found, others)
    sighted = " ".join(sorted([str(m.lead.key) for m in found] + [o.name for o in others]))
    if (found or others) and request.POST.get("sighted") != sighted:
        actions.met(by=request.user, leads=[m.lead for m in found if not m.is_open])
        return _draw(request, form, found=found, others=others, sighted=sighted)
    values = dict(form.cleaned_data)
    first = values.pop("first_contact_on")
    lead = edits.attempt(
        form, lambda: actions.register(by=request.user, on=today, values=values, first_contact_on=first), _FUTURE
    )
    if lead is None:
        return _draw(request, form)
    messages.success(request, _("%(number)s is registered; its clock runs.") % {"number": lead.number})
    return redirect("leads:detail", key=lead.key)


def _is_office(request: HttpRequest) -> bool:
    return access.able(request.user, "leads.decide")


def _claim(request: HttpRequest, form: LeadForm, match: queries.Match, found: Any, others: Any) -> HttpResponse:
    """Instead of a second lead: this unit claims the first contact of the one that is held."""
    given = form.cleaned_data
    if match.why == "amount" or given["unit"] is None:
        form.add_error("unit", _("Say which unit claims it."))
        return _draw(request, form, found=found, others=others)
    try:
        actions.lodge(
            by=request.user, lead=match.lead, unit=given["unit"], on=timezone.localdate(),
            first_contact_on=given["first_contact_on"] or given["received_on"], grounds=request.POST.get("grounds", ""),
        )  # fmt: skip
    except actions.NoReason:
        form.add_error(None, _("Say on what the claim rests."))
        return _draw(request, form, found=found, others=others)
    except (actions.Twice, actions.NotNow) as why:
        form.add_error(None, str(_CLAIMED[type(why)]))
        return _draw(request, form, found=found, others=others)
    messages.success(request, _("The claim is lodged; the office decides."))
    return redirect("leads:detail", key=match.lead.key)


def _draw(request: HttpRequest, form: LeadForm, **more: Any) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    shown_ = {"form": form, "crumbs": shown.crumbs(), "back": reverse("leads:index"), **more}
    return render(request, "leads/new.html", shown_, status=status)


@needs("leads.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Correct a lead: for who handles it and knows who it is."""
    lead = queries.one(request.user, key)
    if not (queries.handles(request.user, lead) and queries.knows(request.user, lead)):
        raise PermissionDenied("leads.edit")
    identity = queries.identity_of(lead)
    held = {name: getattr(identity, name) for name in actions.IDENTITY_FIELDS}
    version = edits.version_of(request) if request.method == "POST" else lead.version
    form = LeadForm(request.POST or None, user=request.user, instance=Lead.objects.get(pk=lead.pk), initial=held)
    _narrow(form, lead)
    back = reverse("leads:detail", args=[key])
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        if edits.attempt(form, lambda: actions.change(by=request.user, lead=lead, values=values, version=version)):
            messages.success(request, _("Saved."))
            return redirect(back)
    return edits.draw(
        request, form, title=str(lead), back=back, version=version, crumbs=shown.crumbs((lead.number, back))
    )


def _narrow(form: LeadForm, lead: Lead) -> None:
    """First contact and the unit have acts of their own."""
    for name in ("first_contact_on", "received_on", *(("unit",) if lead.unit_id else ())):
        del form.fields[name]
