"""Pages that change: a chain, its segments, their nodes, the firms that are wanted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from qipan.territory.chains import actions, queries
from qipan.territory.chains.forms import ChainForm, NodeForm, SegmentForm, TargetForm
from qipan.territory.chains.models import Chain, Node, Segment, Target
from qipan.territory.chains.views.shown import chain_crumb, chain_or_404, crumbs
from qipan.web import edits
from qipan.web.access import needs

_TAKEN = (actions.NameTaken, lambda e: _("There is one of this name here already."))


def _segment(request: HttpRequest, key: UUID) -> Segment:
    rows = Segment.objects.filter(chain__in=queries.visible_to(request.user)).select_related("chain")
    return get_object_or_404(rows, key=key)


def _node(request: HttpRequest, key: UUID) -> Node:
    return get_object_or_404(queries.nodes_visible_to(request.user), key=key)


def _target(request: HttpRequest, key: UUID) -> Target:
    return get_object_or_404(queries.targets_visible_to(request.user), key=key)


def _at(chain: Chain) -> str:
    return reverse("chains:detail", args=[chain.key])


def _at_node(node: Node) -> str:
    return reverse("chains:node", args=[node.key])


def _node_crumbs(node: Node) -> list[tuple[Any, str]]:
    return crumbs(chain_crumb(node.segment.chain), (node.name, _at_node(node)))


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """An order left empty is not written: new ones go to the end, old ones keep theirs."""
    return {name: value for name, value in values.items() if name != "order" or value is not None}


@needs("chains.edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = ChainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        chain = actions.open_chain(by=request.user, name=values.pop("name"), **values)
        messages.success(request, _("%(name)s is open; now add its segments.") % {"name": chain.name})
        return redirect(_at(chain))
    return edits.draw(request, form, title=_("New chain"), back=reverse("chains:index"), crumbs=crumbs())


@needs("chains.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    chain = chain_or_404(request, key)
    version = edits.version_of(request) if request.method == "POST" else chain.version
    form = ChainForm(request.POST or None, instance=chain_or_404(request, key))
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        if edits.attempt(
            form, lambda: actions.change_chain(by=request.user, chain=chain, values=values, version=version)
        ):
            messages.success(request, _("Saved."))
            return redirect(_at(chain))
    back = _at(chain)
    return edits.draw(request, form, title=chain.name, back=back, version=version, crumbs=crumbs(chain_crumb(chain)))


@needs("chains.edit")
@require_http_methods(["GET", "POST"])
def new_segment(request: HttpRequest, key: UUID) -> HttpResponse:
    chain = chain_or_404(request, key)
    form = SegmentForm(request.POST or None, initial={"order": None, "position": request.GET.get("position")})
    if request.method == "POST" and form.is_valid():
        values = _filled(form.cleaned_data)
        segment = edits.attempt(form, lambda: actions.add_segment(by=request.user, chain=chain, **values), _TAKEN)
        if segment:
            messages.success(request, _("The segment is part of the chain; now add its nodes."))
            return redirect("chains:new_node", key=segment.key)
    return edits.draw(
        request, form, title=_("New segment"), sub=chain.name, back=_at(chain), crumbs=crumbs(chain_crumb(chain))
    )


@needs("chains.edit")
@require_http_methods(["GET", "POST"])
def edit_segment(request: HttpRequest, key: UUID) -> HttpResponse:
    segment = _segment(request, key)
    back = _at(segment.chain)
    version = edits.version_of(request) if request.method == "POST" else segment.version
    form = SegmentForm(request.POST or None, instance=_segment(request, key))
    if request.method == "POST" and form.is_valid():
        values = _filled(edits.values_of(form))
        act = edits.attempt(
            form,
            lambda: actions.change_segment(by=request.user, segment=segment, values=values, version=version),
            _TAKEN,
        )
        if act:
            messages.success(request, _("Saved."))
            return redirect(back)
    return edits.draw(
        request, form, title=segment.name, back=back, version=version, crumbs=crumbs(chain_crumb(segment.chain)),
        remove=reverse("chains:remove_segment", args=[key]),
    )  # fmt: skip


@needs("chains.edit")
@require_http_methods(["GET", "POST"])
def new_node(request: HttpRequest, key: UUID) -> HttpResponse:
    segment = _segment(request, key)
    form = NodeForm(request.POST or None, initial={"order": None})
    if request.method == "POST" and form.is_valid():
        values = _filled(form.cleaned_data)
        node = edits.attempt(form, lambda: actions.add_node(by=request.user, segment=segment, **values), _TAKEN)
        if node:
            messages.success(request, _("The node is part of the segment."))
            return redirect(_at_node(node))
    return edits.draw(
        request, form, title=_("New node"), sub=f"{segment.chain.name} · {segment.name}", back=_at(segment.chain),
        crumbs=crumbs(chain_crumb(segment.chain)),
    )  # fmt: skip


@needs("chains.edit")
@require_http_methods(["GET", "POST"])
def edit_node(request: HttpRequest, key: UUID) -> HttpResponse:
    node = _node(request, key)
    version = edits.version_of(request) if request.method == "POST" else node.version
    form = NodeForm(
        request.POST or None, instance=_node(request, key), initial={"companies": list(node.companies.all())}
    )
    if request.method == "POST" and form.is_valid():
        values = _filled(edits.values_of(form, but=["companies"]))

        def act() -> Node:
            changed = actions.change_node(by=request.user, node=node, values=values, version=version)
            actions.place(by=request.user, node=changed, companies=form.cleaned_data["companies"])
            return changed

        if edits.attempt(form, act, _TAKEN):
            messages.success(request, _("Saved."))
            return redirect(_at_node(node))
    return edits.draw(
        request, form, title=node.name, sub=node.segment.name, back=_at_node(node), version=version,
        crumbs=_node_crumbs(node), remove=reverse("chains:remove_node", args=[key]),
    )  # fmt: skip


@needs("chains.edit")
@require_http_methods(["GET", "POST"])
def new_target(request: HttpRequest, key: UUID) -> HttpResponse:
    node = _node(request, key)
    form = TargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        if edits.attempt(form, lambda: actions.want(by=request.user, node=node, **values), _TAKEN):
            messages.success(request, _("The firm is on the list of this node."))
            return redirect(_at_node(node))
    return edits.draw(
        request, form, title=_("Name a target firm"), sub=node.name, back=_at_node(node), crumbs=_node_crumbs(node)
    )


@needs("chains.edit")
@require_http_methods(["GET", "POST"])
def edit_target(request: HttpRequest, key: UUID) -> HttpResponse:
    target = _target(request, key)
    back = _at_node(target.node)
    version = edits.version_of(request) if request.method == "POST" else target.version
    form = TargetForm(request.POST or None, instance=_target(request, key))
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        act = edits.attempt(
            form, lambda: actions.change_target(by=request.user, target=target, values=values, version=version), _TAKEN
        )
        if act:
            messages.success(request, _("Saved."))
            return redirect(back)
    return edits.draw(
        request, form, title=target.name, sub=target.node.name, back=back, version=version,
        crumbs=_node_crumbs(target.node), remove=reverse("chains:remove_target", args=[key]),
    )  # fmt: skip


def _remove(request: HttpRequest, record: Segment | Node | Target) -> None:
    try:
        actions.remove(by=request.user, record=record, reason="removed by hand")
        messages.success(request, _("It is gone; the history keeps it."))
    except actions.Standing as refused:
        sentence = ngettext(
            "%(count)s record stands on it; move it first.", "%(count)s records stand on it; move them first.",
            refused.count,
        )  # fmt: skip
        messages.error(request, sentence % {"count": refused.count})


@needs("chains.edit")
@require_POST
def remove_segment(request: HttpRequest, key: UUID) -> HttpResponse:
    segment = _segment(request, key)
    _remove(request, segment)
    return redirect(_at(segment.chain))


@needs("chains.edit")
@require_POST
def remove_node(request: HttpRequest, key: UUID) -> HttpResponse:
    node = _node(request, key)
    _remove(request, node)
    return redirect(_at(node.segment.chain))


@needs("chains.edit")
@require_POST
def remove_target(request: HttpRequest, key: UUID) -> HttpResponse:
    target = _target(request, key)
    _remove(request, target)
    return redirect(_at_node(target.node))
