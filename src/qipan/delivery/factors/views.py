"""Pages of factors: shortage by month, one factor with its supplies, the ledger of needs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.core import access, audit, units
from qipan.delivery.factors import actions, ledger, queries, rules
from qipan.delivery.factors.forms import FactorForm, NeedForm, SupplyForm
from qipan.delivery.factors.models import Factor, Kind, Need, Supply
from qipan.exchange import writer
from qipan.web import edits, history, paging
from qipan.web.access import needs


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(_("Factors"), reverse("factors:index")), *more]


def _tabs(current: str) -> list[dict[str, Any]]:
    pages = (("index", _("Shortage by month")), ("needs", _("Needs")))
    return [
        {"label": label, "href": reverse(f"factors:{name}"), "is_current": name == current} for name, label in pages
    ]


def _factor(request: HttpRequest, key: UUID) -> Factor:
    return get_object_or_404(queries.visible_to(request.user).select_related("park", "organisation"), key=key)


def _editable(request: HttpRequest, key: UUID) -> Factor:
    factor = _factor(request, key)
    if not queries.may_edit(request.user, factor):
        raise PermissionDenied("factors.edit")
    return factor


def _text(kind: str, amount: Any) -> str:
    return queries.amount_text(kind, amount, get_language() or "en")


@needs("factors.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    standings = queries.standings(request.user, on=timezone.localdate())
    rows = [_row(standing) for standing in standings]
    shown = {
        "rows": rows,
        "months": [month.first for month in standings[0].months] if standings else [],
        "tabs": _tabs("index"),
        "short": [row for row in rows if row["short"] and row["factor"] is None],
        "may_set_up": queries.may_edit(request.user),
    }
    return render(request, "factors/index.html", shown)


def _row(standing: queries.Standing) -> dict[str, Any]:
    scale, unit = queries.shown_scale(standing.kind, get_language() or "en")
    cells = [{"short": units.figure(m.short / scale, 0) if m.short else "", "month": m.first} for m in standing.months]
    return {
        "factor": standing.factor,
        "label": standing.label,
        "unit": unit,
        "there": _text(standing.kind, standing.last.there),
        "asked": _text(standing.kind, standing.last.asked),
        "given": _text(standing.kind, standing.given),
        "short": standing.short,
        "worst": _text(standing.kind, standing.worst),
        "cells": cells,
        "asking": standing.asking,
    }


@needs("factors.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    factor = _factor(request, key)
    standing = queries.standing(request.user, factor, on=timezone.localdate())
    given = queries.allocations_visible_to(request.user).filter(factor=factor).select_related("project")
    asked = queries.needs(request.user, factor=factor)
    shown = {
        "factor": factor,
        "crumbs": crumbs(),
        "returns": factor.kind in rules.RETURNING,
        "facts": [
            (_("Kind of factor"), factor.get_kind_display()),
            (_("Park"), factor.park),
            (_("Provided by"), factor.organisation),
            (_("Notes"), factor.notes),
        ],
        "chart": _chart(standing),
        "supplies": [(row, _text(factor.kind, row.amount)) for row in factor.supplies.all()],
        "needs": [(row, _text(row.kind, row.amount)) for row in asked],
        "hidden": standing.asking - len(asked),
        "given": [(row, _text(factor.kind, row.amount)) for row in given],
        "short": standing.short,
        "worst": _text(factor.kind, standing.worst),
        "may_edit": queries.may_edit(request.user, factor),
        "history": history.lines(audit.of(queries.FACTOR, factor.key)[:20]),
    }
    return render(request, "factors/detail.html", shown)


def _chart(standing: queries.Standing) -> dict[str, Any]:
    language = get_language() or "en"
    scale, unit = queries.shown_scale(standing.kind, language)
    return {
        "unit": unit,
        "periods": [units.date_text(month.first, "month", language) for month in standing.months],
        "series": [
            {"name": _("Asked"), "kind": "bar", "values": [float(m.asked / scale) for m in standing.months]},
            {"name": _("There"), "kind": "line", "values": [float(m.there / scale) for m in standing.months]},
        ],
    }


_TAKEN = (actions.NameTaken, lambda e: _("There is a factor of this name."))


@needs("factors.edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    if not queries.may_edit(request.user):
        raise PermissionDenied("factors.edit")
    form = FactorForm(request.POST or None, initial={"kind": request.GET.get("kind")})
    if request.method == "POST" and form.is_valid():
        factor = edits.attempt(form, lambda: actions.set_up(by=request.user, **form.cleaned_data), _TAKEN)
        if factor:
            messages.success(request, _("The factor is recorded; now say how much there is."))
            return redirect("factors:new_supply", key=factor.key)
    return edits.draw(request, form, title=_("New factor"), back=reverse("factors:index"), crumbs=crumbs())


@needs("factors.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    factor = _editable(request, key)
    back = reverse("factors:detail", args=[key])
    version = edits.version_of(request) if request.method == "POST" else factor.version
    form = FactorForm(request.POST or None, instance=_factor(request, key))
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        if edits.attempt(
            form,
            lambda: actions.change_factor(by=request.user, factor=factor, values=values, version=version),
            _TAKEN,
        ):
            messages.success(request, _("Saved."))
            return redirect(back)
    remove = reverse("factors:remove", args=[key])
    return edits.draw(
        request, form, title=factor.name, back=back, version=version, crumbs=crumbs((factor.name, back)), remove=remove
    )


@needs("factors.edit")
@require_POST
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    factor = _editable(request, key)
    try:
        actions.remove_factor(by=request.user, factor=factor, reason="removed by hand")
    except actions.InUse as refused:
        messages.error(
            request, _("%(count)s needs or allocations stand on it; move them first.") % {"count": refused.count}
        )
        return redirect("factors:detail", key=key)
    messages.success(request, _("The factor is gone; the history keeps it."))
    return redirect("factors:index")


@needs("factors.edit")
@require_http_methods(["GET", "POST"])
def new_supply(request: HttpRequest, key: UUID) -> HttpResponse:
    factor = _editable(request, key)
    return _supply_page(request, factor, None)


@needs("factors.edit")
@require_http_methods(["GET", "POST"])
def edit_supply(request: HttpRequest, key: UUID) -> HttpResponse:
    supply = get_object_or_404(queries.supplies_visible_to(request.user), key=key)
    return _supply_page(request, _editable(request, supply.factor.key), supply)


def _supply_page(request: HttpRequest, factor: Factor, supply: Supply | None) -> HttpResponse:
    back = reverse("factors:detail", args=[factor.key])
    form = SupplyForm(request.POST or None, factor=factor, supply=supply)
    version = edits.version_of(request) if request.method == "POST" else supply.version if supply else None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def act() -> Supply:
            if supply and supply.since != given["since"]:
                actions.drop_supply(by=request.user, supply=supply, reason="moved to another day")
            return actions.supply(
                by=request.user, factor=factor, since=given["since"], amount=form.amount(), paper=given["paper"],
                version=version if supply and supply.since == given["since"] else None,
            )  # fmt: skip

        if edits.attempt(form, act):
            messages.success(request, _("Saved."))
            return redirect(back)
    remove = reverse("factors:remove_supply", args=[supply.key]) if supply else None
    return edits.draw(
        request, form, title=pgettext("of a factor", "Supply"), sub=factor.name, back=back, version=version,
        crumbs=crumbs((factor.name, back)), remove=remove,
    )  # fmt: skip


@needs("factors.edit")
@require_POST
def remove_supply(request: HttpRequest, key: UUID) -> HttpResponse:
    supply = get_object_or_404(queries.supplies_visible_to(request.user), key=key)
    factor = _editable(request, supply.factor.key)
    actions.drop_supply(by=request.user, supply=supply, reason="removed by hand")
    messages.success(request, _("The supply is gone; the history keeps it."))
    return redirect("factors:detail", key=factor.key)


@needs("factors.see")
@require_GET
def needs_list(request: HttpRequest) -> HttpResponse:
    kind, text = request.GET.get("kind", ""), request.GET.get("q", "").strip()
    kind = kind if kind in Kind.values else ""
    rows = paging.part_of(request, queries.needs(request.user, kind=kind, text=text))
    labels = dict(Kind.choices)
    choices = [(code, labels[code]) for code in queries.seen_kinds(request.user)]  # type: ignore[index]
    shown = {
        "rows": rows,
        "needs": [(row, _text(row.kind, row.amount)) for row in rows.object_list],
        "tabs": _tabs("needs"),
        "fields": [{"name": "kind", "label": _("Kind of factor"), "value": kind, "choices": choices}],
        "search": {"name": "q", "value": text, "placeholder": _("Project …")},
        "may_ask": access.able(request.user, "factors.edit"),
    }
    return render(request, "factors/needs.html", shown)


@needs("factors.edit")
@require_http_methods(["GET", "POST"])
def new_need(request: HttpRequest) -> HttpResponse:
    return _need_page(request, None)


@needs("factors.edit")
@require_http_methods(["GET", "POST"])
def edit_need(request: HttpRequest, key: UUID) -> HttpResponse:
    need = get_object_or_404(queries.needs(request.user), key=key)
    return _need_page(request, need)


def _need_page(request: HttpRequest, need: Need | None) -> HttpResponse:
    back = reverse("factors:needs")
    initial = {name: request.GET[name] for name in ("project", "kind") if name in request.GET}
    form = (
        NeedForm(request.POST or None, user=request.user, need=need)
        if need
        else NeedForm(request.POST or None, user=request.user, initial=initial)
    )
    version = edits.version_of(request) if request.method == "POST" else need.version if need else None
    if request.method == "POST" and form.is_valid():

        def act() -> Need:
            values = form.values()
            if need:
                return actions.change_need(by=request.user, need=need, values=values, version=version)
            return actions.ask(by=request.user, **values)

        if edits.attempt(form, act):
            messages.success(request, _("Saved."))
            return redirect(back)
    remove = reverse("factors:remove_need", args=[need.key]) if need else None
    return edits.draw(
        request, form, title=_("Need of a project"), back=back, version=version,
        crumbs=crumbs((_("Needs"), back)), remove=remove,
    )  # fmt: skip


@needs("factors.edit")
@require_POST
def remove_need(request: HttpRequest, key: UUID) -> HttpResponse:
    need = get_object_or_404(queries.needs(request.user), key=key)
    actions.drop_need(by=request.user, need=need, reason="removed by hand")
    messages.success(request, _("The need is gone; the history keeps it."))
    return redirect("factors:needs")


@needs("export")
@require_GET
def export(request: HttpRequest) -> FileResponse:
    """What is seen of the needs, as a workbook that can be brought in again."""
    access.demand(request.user, "factors.see")
    handle = tempfile.TemporaryFile()  # noqa: SIM115 — FileResponse closes it
    chinese = units.is_chinese(get_language() or "en")
    headers = [next(word for word in column.words if word.isascii() != chinese) for column in ledger.NEEDS]
    writer.write_xlsx(handle, ledger.NEEDS, _lines(request), sheet=_("Needs"), headers=headers)
    handle.seek(0)
    return FileResponse(handle, as_attachment=True, filename=f"needs-{timezone.localdate():%Y%m%d}.xlsx")


def _lines(request: HttpRequest) -> Iterator[list[Any]]:
    language = get_language() or "en"
    labels = dict(Kind.choices)
    for need in queries.needs(request.user, kind=request.GET.get("kind", ""), text=request.GET.get("q", "")):
        scale, unit = queries.shown_scale(need.kind, language)
        amount = round(need.amount / scale, 4)
        plain_unit = {"labour": "人", "desk": "件", "team": "个"} if units.is_chinese(language) else {
            "labour": "persons", "desk": "files", "team": "teams",
        }  # fmt: skip
        yield [
            need.project.name, str(labels[need.kind]), str(need.factor or ""), amount,  # type: ignore[index]
            plain_unit.get(need.kind, unit), need.since, need.until, need.paper,
        ]  # fmt: skip
