"""Pages of organisations and people: the tree, an organisation, a person, posts, roles."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qipan.core import access, audit
from qipan.territory.orgs import accounts, actions, queries, words
from qipan.territory.orgs.forms import HandOverForm, JoinForm, LeaveForm, OrganisationForm, PersonForm
from qipan.territory.orgs.models import Membership, Organisation, Person
from qipan.web import edits, history, paging
from qipan.web.access import needs

CONTACT_FIELDS = ("phone", "email")


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(_("Organisations"), reverse("orgs:index")), *more]


def tabs(current: str) -> list[dict[str, Any]]:
    doors = [("index", _("Organisations")), ("people", _("People")), ("roles", _("Roles"))]
    return [{"label": label, "href": reverse(f"orgs:{name}"), "is_current": name == current} for name, label in doors]


def _sees_phones(request: HttpRequest) -> bool:
    return queries.may_see_phones(request.user) or access.able(request.user, "orgs.edit")


def _history(request: HttpRequest, object_type: str, key: UUID) -> list[history.Line]:
    return history.lines(audit.of(object_type, key)[:30], hidden=() if _sees_phones(request) else CONTACT_FIELDS)


@needs("orgs.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    branches = queries.flat(queries.tree(request.user, on=timezone.localdate()))
    kinds = [
        {"label": label, "branches": [b for b in branches if b.organisation.kind == kind]}
        for kind, label in Organisation.Kind.choices
    ]
    shown = {"tabs": tabs("index"), "branches": branches, "kinds": [k for k in kinds if k["branches"]]}
    return render(request, "orgs/index.html", shown)


@needs("orgs.see")
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    rows = paging.part_of(request, queries.people(request.user, on=timezone.localdate(), text=text))
    shown: dict[str, Any] = {"rows": rows, "sees_phones": _sees_phones(request)}
    if access.able(request.user, "orgs.edit"):
        factors = accounts.factors_of([p.user_id for p in rows if p.user_id])
        for person in rows:
            person.factors = factors.get(person.user_id, [])
    if request.htmx and not request.htmx.boosted:
        return render(request, "orgs/people.html#rows", shown)
    search = {"name": "q", "value": text, "placeholder": _("Name or organisation …")}
    return render(request, "orgs/people.html", {**shown, "tabs": tabs("people"), "search": search})


@needs("orgs.see")
@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """The role table: who may do what, to what."""
    rows = list(queries.roles())
    matrix = [(words.ABILITIES.get(a, a), [a in role.abilities for role in rows]) for a in access.ABILITIES]
    return render(request, "orgs/roles.html", {"tabs": tabs("roles"), "roles": rows, "matrix": matrix})


@needs("orgs.see")
@require_GET
def organisation(request: HttpRequest, key: UUID) -> HttpResponse:
    found = get_object_or_404(queries.visible_to(request.user).select_related("parent", "region"), key=key)
    return render(
        request,
        "orgs/organisation.html",
        {
            "organisation": found,
            "crumbs": crumbs(),
            "members": queries.members_of(found),
            "parts": found.children.order_by("name"),
            "today": timezone.localdate(),
            "history": _history(request, actions.ORGANISATION, found.key),
            "sees_phones": _sees_phones(request),
        },
    )


@needs("orgs.see")
@require_GET
def person(request: HttpRequest, key: UUID) -> HttpResponse:
    found = get_object_or_404(queries.people_visible_to(request.user).select_related("user"), key=key)
    may_edit = access.able(request.user, "orgs.edit")
    return render(
        request,
        "orgs/person.html",
        {
            "person": found,
            "crumbs": crumbs((_("People"), reverse("orgs:people"))),
            "memberships": queries.memberships_of(found),
            "today": timezone.localdate(),
            "history": _history(request, "orgs.person", found.key),
            "sees_phones": _sees_phones(request),
            "factors": accounts.factors_of([found.user_id]).get(found.user_id, [])
            if may_edit and found.user_id
            else [],
            "is_self": found.user_id == request.user.pk,
        },
    )


@needs("orgs.edit")
@require_http_methods(["GET", "POST"])
def new_organisation(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        made = edits.attempt(form, lambda: actions.found(by=request.user, name=values.pop("name"), **values))
        if made:
            messages.success(request, _("%(name)s stands in the tree.") % {"name": made.name})
            return redirect("orgs:organisation", key=made.key)
    return edits.draw(request, form, title=_("New organisation"), back=reverse("orgs:index"), crumbs=crumbs())


@needs("orgs.edit")
@require_http_methods(["GET", "POST"])
def edit_organisation(request: HttpRequest, key: UUID) -> HttpResponse:
    found = get_object_or_404(queries.visible_to(request.user), key=key)
    back = reverse("orgs:organisation", args=[key])
    version = edits.version_of(request) if request.method == "POST" else found.version
    form = OrganisationForm(request.POST or None, instance=get_object_or_404(Organisation, key=key))
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        circle = (actions.Circular, lambda e: _("An organisation cannot be part of itself or of one of its parts."))
        if edits.attempt(
            form,
            lambda: actions.change_organisation(by=request.user, organisation=found, values=values, version=version),
            circle,
        ):
            messages.success(request, _("Saved."))
            return redirect(back)
    return edits.draw(request, form, title=found.name, back=back, version=version, crumbs=crumbs((found.name, back)))


@needs("orgs.edit")
@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        made = actions.add_person(by=request.user, name=values.pop("name"), **values)
        messages.success(request, _("Now give %(name)s a post.") % {"name": made.name})
        return redirect("orgs:person", key=made.key)
    return edits.draw(
        request,
        form,
        title=_("New person"),
        back=reverse("orgs:people"),
        crumbs=crumbs((_("People"), reverse("orgs:people"))),
    )


@needs("orgs.edit")
@require_http_methods(["GET", "POST"])
def edit_person(request: HttpRequest, key: UUID) -> HttpResponse:
    found = get_object_or_404(Person, key=key)
    back = reverse("orgs:person", args=[key])
    version = edits.version_of(request) if request.method == "POST" else found.version
    form = PersonForm(request.POST or None, instance=get_object_or_404(Person, key=key))
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        if edits.attempt(
            form, lambda: actions.change_person(by=request.user, person=found, values=values, version=version)
        ):
            messages.success(request, _("Saved."))
            return redirect(back)
    return edits.draw(request, form, title=found.name, back=back, version=version, crumbs=crumbs((found.name, back)))


@needs("orgs.edit")
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Give a person a post. `?person=` or `?organisation=` come from the page one stood on."""
    person_ = Person.objects.filter(key=_uuid(request.GET.get("person"))).first()
    home = Organisation.objects.filter(key=_uuid(request.GET.get("organisation"))).first()
    back = (
        reverse("orgs:person", args=[person_.key])
        if person_
        else reverse("orgs:organisation", args=[home.key])
        if home
        else reverse("orgs:people")
    )
    form = JoinForm(
        request.POST or None, initial={"person": person_, "organisation": home, "since": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        actions.join(by=request.user, **{name: form.cleaned_data[name] for name in form.Meta.fields})
        messages.success(request, _("The post is held from that day."))
        return redirect(back)
    return edits.draw(request, form, title=_("New post"), back=back, crumbs=crumbs())


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


_HELD = (actions.StillHeld, lambda e: _("The post has ended already, or this day lies before it began."))


def _membership(key: UUID) -> Membership:
    rows = Membership.objects.select_related("person", "organisation", "role")
    return get_object_or_404(rows, key=key)


@needs("orgs.edit")
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, key: UUID) -> HttpResponse:
    post = _membership(key)
    back = reverse("orgs:person", args=[post.person.key])
    version = edits.version_of(request) if request.method == "POST" else post.version
    form = LeaveForm(request.POST or None, initial={"until": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        if edits.attempt(
            form, lambda: actions.leave(by=request.user, membership=post, until=until, version=version), _HELD
        ):
            messages.success(request, _("The post ends on that day; what it opened closes then."))
            return redirect(back)
    return edits.draw(
        request,
        form,
        title=_("End a post"),
        sub=str(post),
        back=back,
        version=version,
        save=_("End"),
        crumbs=crumbs((post.person.name, back)),
    )


@needs("orgs.edit")
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, key: UUID) -> HttpResponse:
    post = _membership(key)
    back = reverse("orgs:organisation", args=[post.organisation.key])
    version = edits.version_of(request) if request.method == "POST" else post.version
    form = HandOverForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if edits.attempt(
            form,
            lambda: actions.hand_over(
                by=request.user, membership=post, to=given["to"], on=given["on"], version=version
            ),
            _HELD,
        ):
            messages.success(request, _("%(name)s holds the post from that day.") % {"name": given["to"].name})
            return redirect(back)
    note = _(
        "The post, its organisation and its role pass on; projects and tasks of the organisation stay where they are."
    )
    return edits.draw(
        request, form, title=_("Hand over a post"), sub=str(post), back=back, version=version, save=_("Hand over"), note=note,
        crumbs=crumbs((post.organisation.name, back)),
    )  # fmt: skip
