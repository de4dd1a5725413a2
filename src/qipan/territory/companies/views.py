"""Pages of companies: the list, a firm, its contacts, and the merge of two records."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.core import access, audit
from qipan.territory.companies import actions, queries, references
from qipan.territory.companies.forms import CompanyForm, ContactForm
from qipan.territory.companies.models import Company, Contact
from qipan.territory.orgs.models import Region
from qipan.web import edits, history, paging
from qipan.web.access import needs, signed_in

MONEY_FIELDS = ("registered_capital_minor",)


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(_("Companies"), reverse("companies:index")), *more]


def _firm(request: HttpRequest, key: UUID) -> Company:
    rows = queries.visible_to(request.user).select_related("region", "organisation")
    return get_object_or_404(rows, key=key)


def _editable(request: HttpRequest, key: UUID) -> Company:
    if not access.able(request.user, "companies.edit"):
        raise PermissionDenied("companies.edit")
    return _firm(request, key)


@needs("companies.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "region", "industry", "local")}
    region_id = int(asked["region"]) if asked["region"].isdigit() else None
    rows = queries.listed(
        request.user, text=asked["q"], region_id=region_id, industry=asked["industry"], local=asked["local"]
    )
    shown = {"rows": paging.part_of(request, rows)}
    if request.htmx and not request.htmx.boosted:
        return render(request, "companies/index.html#rows", shown)
    regions = list(Region.objects.values_list("pk", "name"))
    locals_ = [("yes", _("Local")), ("no", _("From outside"))]
    fields = [
        {"name": "region", "label": _("Region"), "value": asked["region"], "choices": regions},
        {
            "name": "industry",
            "label": _("Industry"),
            "value": asked["industry"],
            "choices": [(i, i) for i in queries.industries(request.user)],
        },
        {"name": "local", "label": _("Where from"), "value": asked["local"], "choices": locals_},
    ]
    on = paging.chips(
        request,
        [
            ("q", _("Text"), asked["q"]),
            ("region", _("Region"), dict(regions).get(region_id or 0)),
            ("industry", _("Industry"), asked["industry"]),
            ("local", _("Where from"), dict(locals_).get(asked["local"])),
        ],
    )
    search = {"name": "q", "value": asked["q"], "placeholder": _("Name, pinyin initials, credit code …")}
    return render(
        request,
        "companies/index.html",
        {**shown, "fields": fields, "on": on, "search": search, "counted": queries.counted(rows)},
    )


@signed_in
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """A firm. One that was merged away leads to the record that stands for it."""
    gone = Company.objects.filter(key=key, merged_into__isnull=False).first()
    if gone:
        return redirect("companies:detail", key=_firm(request, queries.standing(gone).key).key)
    company = _firm(request, key)
    sees_money = access.able(request.user, "money.see")
    return render(
        request,
        "companies/detail.html",
        {
            "company": company,
            "crumbs": crumbs(),
            "contacts": queries.contacts_of(company) if access.able(request.user, "contacts.see") else None,
            "merges": queries.merges_of(company),
            "references": references.counts(company),
            "history": history.lines(
                audit.of(queries.TYPE, company.key)[:30], hidden=() if sees_money else MONEY_FIELDS
            ),
            "sees_money": sees_money,
        },
    )


_REFUSALS = (
    (actions.BadCode, lambda e: _("This is not a unified social credit code.")),
    (
        actions.CodeTaken,
        lambda e: _("%(name)s has this credit code. If both are one firm, merge them.") % {"name": e.company.name},
    ),
)


@needs("companies.edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = CompanyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        company = edits.attempt(
            form, lambda: actions.register(by=request.user, name=values.pop("name"), **values), *_REFUSALS
        )
        if company:
            messages.success(request, _("%(name)s is registered.") % {"name": company.name})
            return redirect("companies:detail", key=company.key)
    return edits.draw(request, form, title=_("New company"), back=reverse("companies:index"), crumbs=crumbs())


@needs("companies.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    company = _editable(request, key)
    back = reverse("companies:detail", args=[key])
    version = edits.version_of(request) if request.method == "POST" else company.version
    form = CompanyForm(request.POST or None, instance=_editable(request, key))
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        if edits.attempt(
            form, lambda: actions.change(by=request.user, company=company, values=values, version=version), *_REFUSALS
        ):
            messages.success(request, _("Saved."))
            return redirect(back)
    return edits.draw(
        request, form, title=company.name, back=back, version=version, crumbs=crumbs((company.name, back))
    )


def _contact_form(request: HttpRequest, company: Company, contact: Contact | None) -> HttpResponse:
    back = reverse("companies:detail", args=[company.key])
    version = edits.version_of(request) if request.method == "POST" else getattr(contact, "version", None)
    form = ContactForm(request.POST or None, instance=contact)
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)

        def act() -> Contact:
            if contact is None:
                return actions.add_contact(by=request.user, company=company, name=values.pop("name"), **values)
            return actions.change_contact(by=request.user, contact=contact, values=values, version=version)

        if edits.attempt(form, act):
            messages.success(request, _("Saved."))
            return redirect(back)
    title = contact.name if contact else _("New contact")
    return edits.draw(request, form, title=title, back=back, version=version, crumbs=crumbs((company.name, back)))


@needs("contacts.see")
@require_http_methods(["GET", "POST"])
def new_contact(request: HttpRequest, key: UUID) -> HttpResponse:
    return _contact_form(request, _editable(request, key), None)


@needs("contacts.see")
@require_http_methods(["GET", "POST"])
def edit_contact(request: HttpRequest, key: UUID, contact: UUID) -> HttpResponse:
    company = _editable(request, key)
    return _contact_form(request, company, get_object_or_404(company.contacts, key=contact))


@needs("contacts.see")
@require_POST
def remove_contact(request: HttpRequest, key: UUID, contact: UUID) -> HttpResponse:
    company = _editable(request, key)
    actions.remove_contact(
        by=request.user, contact=get_object_or_404(company.contacts, key=contact), reason="removed by hand"
    )
    messages.success(request, _("The contact is gone; the history keeps it."))
    return redirect("companies:detail", key=key)
