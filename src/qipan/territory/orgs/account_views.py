"""Acts on accounts: open, make a link, lock, remove factors; and the audit chain for those who read it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.core import audit
from qipan.territory.orgs import accounts, queries
from qipan.territory.orgs.forms import AccountForm, AuditFilter
from qipan.territory.orgs.models import Person
from qipan.territory.orgs.views import crumbs
from qipan.web import edits, history, paging
from qipan.web.access import needs, slow

# Fields of every room that hold how to reach somebody: the chain names them, without their values, to those who may not see them.
CONTACT_FIELDS = ("phone", "email", "owner_phone", "owner_contact", "lead_phone", "lead_contact")
ACTS = {
    "lock": (accounts.lock, gettext_lazy("The account is locked; its sessions end with the next click.")),
    "unlock": (accounts.unlock, gettext_lazy("The account is open again.")),
    "factors": (accounts.remove_factors, gettext_lazy("The second factors are gone; the person can enrol anew.")),
    "sessions": (accounts.end_sessions, gettext_lazy("Signed out everywhere.")),
}


def _person(key: UUID) -> Person:
    return get_object_or_404(Person.objects.select_related("user"), key=key)


@needs("orgs.edit")
@slow  # its answer holds the link, which must not be kept for a replay
@require_http_methods(["GET", "POST"])
def open_account(request: HttpRequest, key: UUID) -> HttpResponse:
    person = _person(key)
    back = reverse("orgs:person", args=[key])
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = edits.attempt(
            form,
            lambda: accounts.open_account(by=request.user, person=person, username=form.cleaned_data["username"]),
            (accounts.NameTaken, lambda e: _("Somebody signs in with this name already.")),
            (accounts.HasAccount, lambda e: _("This person has an account.")),
        )
        if user:
            return _link(request, person, user)
    note = _("Nobody but the person knows the password: the next page gives a link, good once, to set it.")
    return edits.draw(
        request,
        form,
        title=_("Open an account"),
        sub=person.name,
        back=back,
        save=_("Open"),
        note=note,
        crumbs=crumbs((person.name, back)),
    )


@needs("orgs.edit")
@slow
@require_POST
def reset(request: HttpRequest, key: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.select_related("user"), key=key, user__isnull=False)
    return _link(request, person, person.user)


def _link(request: HttpRequest, person: Person, user: Any) -> HttpResponse:
    """The link is shown once, never stored in an answer that could be replayed, and the making of it is audited."""
    address = request.build_absolute_uri(accounts.note_reset(by=request.user, user=user))
    answer = render(
        request, "orgs/link.html", {"person": person, "account": user, "address": address, "crumbs": crumbs()}
    )
    answer["Cache-Control"] = "no-store"
    return answer


@needs("orgs.edit")
@require_POST
def act(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    person = get_object_or_404(Person.objects.select_related("user"), key=key, user__isnull=False)
    verb, sentence = ACTS[name]
    try:
        verb(by=request.user, user=person.user)  # type: ignore[arg-type]
        messages.success(request, sentence)
    except accounts.OwnAccount:
        messages.error(request, _("Not on the account you are signed in with."))
    return redirect("orgs:person", key=key)


@needs("audit.see")
@require_GET
def audit_page(request: HttpRequest) -> HttpResponse:
    """The chain, filtered by who, what and when."""
    form = AuditFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = paging.part_of(request, queries.audit_entries(**asked))
    fields = [
        {
            "name": name,
            "label": field.label,
            "value": request.GET.get(name, ""),
            "kind": "date" if name in ("since", "until") else "text",
        }
        for name, field in form.fields.items()
    ]
    hidden = () if queries.may_see_phones(request.user) else CONTACT_FIELDS
    shown = {"rows": rows, "lines": history.lines(rows.object_list, hidden=hidden)}
    if request.htmx and not request.htmx.boosted:
        return render(request, "orgs/audit.html#rows", shown)
    return render(request, "orgs/audit.html", {**shown, "fields": fields, "head": audit.head()})


@needs("audit.see")
@slow
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Walk the whole chain now and say what does not hold."""
    breaks = []
    for found in audit.verify():
        breaks.append(found)
        if len(breaks) >= 50:
            break
    shown = {"breaks": breaks, "head": audit.head(), "was_verified": True}
    if request.htmx:
        return render(request, "orgs/audit.html#verdict", shown)
    return render(request, "orgs/verified.html", shown)
