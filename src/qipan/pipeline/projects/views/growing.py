"""A project opened from a lead that is followed; the lead behind a project, as far as its reader may know it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from qipan.core import access
from qipan.pipeline.leads import actions as lead_actions
from qipan.pipeline.leads import queries as leads
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.views import refused, shown
from qipan.web import edits
from qipan.web.access import needs


class GrowForm(forms.Form):
    """Only what others may read: the investor stays with the lead."""

    name = forms.CharField(label=gettext_lazy("project name"), max_length=300)
    content = forms.CharField(
        label=gettext_lazy("content and scale"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody who reaches the project reads this: name no investor before signing."),
    )
    progress = forms.CharField(
        label=gettext_lazy("physical progress"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


@needs("projects.edit")
@require_http_methods(["GET", "POST"])
def from_lead(request: HttpRequest, lead: UUID) -> HttpResponse:
    """Open the project of a lead: a neutral name and content; all else is carried over."""
    found = leads.one(request.user, lead)
    if not leads.handles(request.user, found):
        raise PermissionDenied("leads.edit")
    neutral = _("%(sector)s project %(number)s") % {"sector": found.sector, "number": found.number}
    form = GrowForm(request.POST or None, initial={"name": neutral})
    back = reverse("leads:detail", args=[lead])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        project = edits.attempt(
            form,
            lambda: projects.open_from_lead(lead=found, by=request.user, on=shown.today(), **given),
            (projects.Named, lambda why: refused.sentences(why)[0]),
            (lead_actions.NotNow, lambda _e: _("The lead no longer stands where this can be done.")),
        )
        if project:
            messages.success(request, _("The project is in discussion; everything the lead knows came along."))
            return redirect("projects:detail", key=project.key)
    note = _(
        "Carried over: sector, chain, place, land, amount, unit. Investor, contact and referrer follow when the contract is signed."
    )
    return edits.draw(
        request, form, title=_("Open the project"), sub=str(found), back=back, save=_("Open the project"), note=note,
        crumbs=[(_("Leads"), reverse("leads:index")), (found.number, back)],
    )  # fmt: skip


@needs("projects.see")
@require_GET
def lead_of(request: HttpRequest, slot: str, key: UUID) -> HttpResponse:
    """On a project: the lead it came from, who the investor is where that is open. On a lead: its project."""
    if slot == "lead":
        project = queries.visible_to(request.user).filter(lead__key=key).first()
        return render(request, "projects/parts/of_lead.html", {"project": project})
    if slot != "project":
        raise Http404(slot)
    project = queries.one(request.user, key)
    lead = project.lead if project.lead_id else None
    seen = (
        lead is not None
        and access.able(request.user, "leads.see")
        and leads.visible_to(request.user).filter(pk=lead.pk).exists()
    )
    identity = leads.identity_of(lead) if seen and lead and leads.knows(request.user, lead) else None
    return render(request, "projects/parts/of_lead.html", {
        "lead": lead, "is_seen": seen, "identity": identity, "sees_contacts": access.able(request.user, "contacts.see"),
    })  # fmt: skip
