"""Pages of industry chains: all chains, and one chain drawn from upstream to downstream."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.core import access, audit
from qipan.territory.chains import actions, queries
from qipan.territory.chains.forms import ChainForm, SegmentForm
from qipan.territory.chains.models import Chain, Segment
from qipan.web import edits, history
from qipan.web.access import needs


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(_("Chains"), reverse("chains:index")), *more]


def _chain(request: HttpRequest, key: UUID) -> Chain:
    return get_object_or_404(
        queries.visible_to(request.user).select_related("chief", "lead_org", "leader_firm"), key=key
    )


@needs("chains.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "chains/index.html", {"chains": queries.listed(request.user)})


@needs("chains.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    chain = _chain(request, key)
    columns = queries.columns(chain)
    return render(
        request,
        "chains/detail.html",
        {
            "chain": chain,
            "columns": columns,
            "gaps": sum(segment.is_gap for column in columns for segment in column.segments),
            "crumbs": crumbs(),
            "sees_firms": access.able(request.user, "companies.see"),
            "history": history.lines(audit.of(queries.CHAIN, chain.key)[:20]),
        },
    )


@needs("chains.edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = ChainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        chain = actions.open_chain(by=request.user, name=values.pop("name"), **values)
        messages.success(request, _("%(name)s is open; now add its segments.") % {"name": chain.name})
        return redirect("chains:detail", key=chain.key)
    return edits.draw(request, form, title=_("New chain"), back=reverse("chains:index"), crumbs=crumbs())


@needs("chains.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    chain = _chain(request, key)
    back = reverse("chains:detail", args=[key])
    version = edits.version_of(request) if request.method == "POST" else chain.version
    form = ChainForm(request.POST or None, instance=_chain(request, key))
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        if edits.attempt(
            form, lambda: actions.change_chain(by=request.user, chain=chain, values=values, version=version)
        ):
            messages.success(request, _("Saved."))
            return redirect(back)
    return edits.draw(request, form, title=chain.name, back=back, version=version, crumbs=crumbs((chain.name, back)))


_TAKEN = (actions.NameTaken, lambda e: _("The chain has a segment of this name."))


@needs("chains.edit")
@require_http_methods(["GET", "POST"])
def new_segment(request: HttpRequest, key: UUID) -> HttpResponse:
    chain = _chain(request, key)
    back = reverse("chains:detail", args=[key])
    form = SegmentForm(request.POST or None, initial={"order": None, "position": request.GET.get("position")})
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if value is not None}
        if edits.attempt(form, lambda: actions.add_segment(by=request.user, chain=chain, **values), _TAKEN):
            messages.success(request, _("The segment is part of the chain."))
            return redirect(back)
    return edits.draw(
        request, form, title=_("New segment"), sub=chain.name, back=back, crumbs=crumbs((chain.name, back))
    )


@needs("chains.edit")
@require_http_methods(["GET", "POST"])
def edit_segment(request: HttpRequest, key: UUID) -> HttpResponse:
    rows = Segment.objects.select_related("chain")
    segment = get_object_or_404(rows, key=key)
    back = reverse("chains:detail", args=[segment.chain.key])
    version = edits.version_of(request) if request.method == "POST" else segment.version
    form = SegmentForm(request.POST or None, instance=rows.get(pk=segment.pk))
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form, but=["companies"])
        if values.get("order", 0) is None:
            values.pop("order")

        def act() -> Segment:
            changed = actions.change_segment(by=request.user, segment=segment, values=values, version=version)
            actions.place(by=request.user, segment=changed, companies=form.cleaned_data["companies"])
            return changed

        if edits.attempt(form, act, _TAKEN):
            messages.success(request, _("Saved."))
            return redirect(back)
    return edits.draw(
        request, form, title=segment.name, back=back, version=version, crumbs=crumbs((segment.chain.name, back)),
        remove=reverse("chains:remove_segment", args=[key]),
    )  # fmt: skip


@needs("chains.edit")
@require_POST
def remove_segment(request: HttpRequest, key: UUID) -> HttpResponse:
    segment = get_object_or_404(
        Segment.objects.select_related("chain"), chain__in=queries.visible_to(request.user), key=key
    )
    chain = segment.chain
    try:
        actions.remove_segment(by=request.user, segment=segment, reason="removed by hand")
        messages.success(request, _("The segment is gone; the history keeps it."))
    except actions.Standing as refused:
        messages.error(
            request, _("%(count)s projects stand on this segment; move them first.") % {"count": refused.count}
        )
    return redirect("chains:detail", key=chain.key)
