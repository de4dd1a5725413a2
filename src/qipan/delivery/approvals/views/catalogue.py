"""The catalogue: an edition by phases, an item's page, and keeping both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.core import access, audit
from qipan.delivery.approvals import actions, queries
from qipan.delivery.approvals.forms.catalogue import EditionForm, ItemForm
from qipan.delivery.approvals.forms.questions import WORDS
from qipan.delivery.approvals.models import Edition, Item, Phase
from qipan.delivery.approvals.views import words
from qipan.web import edits, history
from qipan.web.access import needs

_KEPT = ("name", "acceptance_days", "thresholds", "ceilings")
REFUSALS: tuple[tuple[type[Exception], Callable[[Any], str]], ...] = (
    (actions.EditionStands, lambda e: _("An edition begins on that day already.")),
    (actions.ItemStands, lambda e: _("The edition has an item of that code.")),
    (actions.UnknownNeeds, lambda e: _("Not in this edition: %(codes)s") % {"codes": ", ".join(e.codes)}),
    (actions.Circle, lambda e: _("The items would need each other in a circle.")),
)


@needs("approvals.see")
@require_GET
def catalogue(request: HttpRequest, key: UUID | None = None) -> HttpResponse:
    """An edition, the one in force unless another is asked for."""
    on = words.today()
    in_force = queries.in_force(on)
    edition = get_object_or_404(queries.editions(), key=key) if key else in_force
    listed = queries.items(edition) if edition else []
    titles = {i.code: i.title for i in listed}
    phases = [
        {"label": phase.label, "items": [{"item": i, "needs": [(c, titles.get(c, c)) for c in i.needs]} for i in held]}
        for phase in Phase
        if (held := [i for i in listed if i.phase == phase])
    ]
    shown = {
        "edition": edition,
        "is_in_force": edition == in_force,
        "editions": queries.editions(),
        "phases": phases,
        "count": len(listed),
        "rooms": words.rooms("catalogue", access.abilities(request.user)),
    }
    return render(request, "approvals/catalogue.html", shown)


def _home(edition: Edition) -> str:
    return reverse("approvals:edition", args=[edition.key])


def _crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return words.crumbs((_("Catalogue"), reverse("approvals:catalogue")), *more)


@needs("approvals.see")
@require_GET
def item(request: HttpRequest, key: UUID) -> HttpResponse:
    """One item: days, papers, when it is needed, what comes before and after."""
    found = _item(key)
    listed = queries.items(found.edition)
    shown = {
        "item": found,
        "before": [i for i in listed if i.code in found.needs],
        "after": [i for i in listed if found.code in i.needs],
        "cases_of": [_condition(case) for case in found.when],
        "crumbs": _crumbs(),
        "history": history.lines(audit.of("approvals.item", found.key)[:20]),
    }
    return render(request, "approvals/item.html", shown)


def _condition(case: dict[str, list[str]]) -> list[tuple[Any, str]]:
    """One case of an item's condition in words."""
    said: list[tuple[Any, str]] = []
    for name, wanted in case.items():
        question = WORDS.get(name)
        labels = question.answers if question else words.TRACKS
        said.append((question.label if question else _("Track"), " / ".join(str(labels.get(w, w)) for w in wanted)))
    return said


def _item(key: UUID) -> Item:
    return get_object_or_404(queries.listed_items(), key=key)


@needs("approvals.edit")
@require_http_methods(["GET", "POST"])
def edit_item(request: HttpRequest, key: UUID) -> HttpResponse:
    found = _item(key)
    back = reverse("approvals:item", args=[key])
    version = edits.version_of(request) if request.method == "POST" else found.version
    form = ItemForm(request.POST or None, instance=_item(key))
    if request.method == "POST" and form.is_valid():
        change = lambda: actions.change_item(  # noqa: E731
            by=request.user, item=found, values=edits.values_of(form), version=version
        )
        if edits.attempt(form, change, *REFUSALS):
            messages.success(request, _("Saved. Cases received before keep their promise."))
            return redirect(back)
    return edits.draw(
        request, form, title=found.title, sub=found.edition.name, back=back, version=version,
        crumbs=_crumbs((found.title, back)), remove=reverse("approvals:drop_item", args=[key]),
    )  # fmt: skip


@needs("approvals.edit")
@require_http_methods(["GET", "POST"])
def new_item(request: HttpRequest, key: UUID) -> HttpResponse:
    edition = get_object_or_404(queries.editions(), key=key)
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add = lambda: actions.add_item(by=request.user, edition=edition, values=form.cleaned_data)  # noqa: E731
        if made := edits.attempt(form, add, *REFUSALS):
            messages.success(request, _("Added to the catalogue."))
            return redirect("approvals:item", key=made.key)
    return edits.draw(request, form, title=_("New item"), sub=edition.name, back=_home(edition), crumbs=_crumbs())


@needs("approvals.edit")
@require_POST
def drop_item(request: HttpRequest, key: UUID) -> HttpResponse:
    found = _item(key)
    try:
        actions.drop_item(by=request.user, item=found, reason="removed by hand")
    except actions.InUse:
        messages.error(request, _("Cases stand on this item; a new edition may leave it out."))
        return redirect("approvals:item", key=key)
    except actions.UnknownNeeds as needed:
        messages.error(request, _("Still needed by: %(codes)s") % {"codes": ", ".join(needed.codes)})
        return redirect("approvals:item", key=key)
    messages.success(request, _("The item is gone; the history keeps it."))
    return redirect(_home(found.edition))


@needs("approvals.edit")
@require_http_methods(["GET", "POST"])
def edit_edition(request: HttpRequest, key: UUID) -> HttpResponse:
    edition = get_object_or_404(queries.editions(), key=key)
    version = edits.version_of(request) if request.method == "POST" else edition.version
    form = EditionForm(request.POST or None, instance=get_object_or_404(queries.editions(), key=key))
    if request.method == "POST" and form.is_valid():
        change = lambda: actions.change_edition(  # noqa: E731
            by=request.user, edition=edition, values=form.values(), version=version
        )
        if edits.attempt(form, change, *REFUSALS):
            messages.success(request, _("Saved."))
            return redirect(_home(edition))
    return edits.draw(request, form, title=edition.name, back=_home(edition), version=version, crumbs=_crumbs())


@needs("approvals.edit")
@require_http_methods(["GET", "POST"])
def copy_edition(request: HttpRequest, key: UUID) -> HttpResponse:
    """A new paper: a copy of an edition that holds from another day; then its items are changed."""
    edition = get_object_or_404(queries.editions(), key=key)
    form = EditionForm(request.POST or None, initial=model_to_dict(edition, _KEPT))
    if request.method == "POST" and form.is_valid():
        given = {
            name: form.cleaned_data[name]
            for name in ("name", "effective_from", "source", "acceptance_days", "ceilings")
        }
        given["thresholds"] = form.thresholds()
        copy = lambda: actions.copy_edition(by=request.user, edition=edition, **given)  # noqa: E731
        if made := edits.attempt(form, copy, *REFUSALS):
            messages.success(request, _("The edition begins as a copy; now change what the new paper changes."))
            return redirect(_home(made))
    return edits.draw(
        request,
        form,
        title=_("New edition"),
        sub=_("It begins with everything %(name)s holds.") % {"name": edition.name},
        back=_home(edition),
        crumbs=_crumbs(),
    )
