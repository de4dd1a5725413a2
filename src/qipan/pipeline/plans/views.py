"""Pages of plans: the years, and one plan's targets as a cascade."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.core import access, audit
from qipan.pipeline.plans import actions, queries
from qipan.pipeline.plans.forms import PlanForm, TargetForm
from qipan.pipeline.plans.models import Plan, Target
from qipan.web import edits, history
from qipan.web.access import needs


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(_("Plans"), reverse("plans:index")), *more]


def _plan(request: HttpRequest, key: UUID) -> Plan:
    return get_object_or_404(queries.visible_to(request.user), key=key)


@needs("plans.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "plans/index.html", {"plans": queries.listed(request.user)})


@needs("plans.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    plan = _plan(request, key)
    sees_money = access.able(request.user, "money.see")
    cascades = [c for c in queries.cascades(plan) if sees_money or not c.is_money]
    shown = {
        "plan": plan,
        "cascades": cascades,
        "months": queries.MONTHS,
        "crumbs": crumbs(),
        "history": history.lines(audit.of("plans.plan", plan.key)[:20]),
    }
    return render(request, "plans/detail.html", shown)


_STANDS = (actions.PlanStands, lambda e: _("The year has such a plan: %(title)s.") % {"title": e.plan.title})


@needs("plans.edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = PlanForm(request.POST or None, initial={"year": timezone.localdate().year})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        plan = edits.attempt(
            form, lambda: actions.adopt(by=request.user, paper=values.pop("source"), **values), _STANDS
        )
        if plan:
            messages.success(request, _("The plan is recorded; now set its targets."))
            return redirect("plans:detail", key=plan.key)
    return edits.draw(request, form, title=_("New plan"), back=reverse("plans:index"), crumbs=crumbs())


@needs("plans.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    plan = _plan(request, key)
    back = reverse("plans:detail", args=[key])
    version = edits.version_of(request) if request.method == "POST" else plan.version
    form = PlanForm(request.POST or None, instance=_plan(request, key))
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        if edits.attempt(
            form, lambda: actions.change_plan(by=request.user, plan=plan, values=values, version=version), _STANDS
        ):
            messages.success(request, _("Saved."))
            return redirect(back)
    return edits.draw(request, form, title=plan.title, back=back, version=version, crumbs=crumbs((plan.title, back)))


@needs("plans.edit")
@require_http_methods(["GET", "POST"])
def target(request: HttpRequest, key: UUID) -> HttpResponse:
    """Set a target; the same indicator, organisation and month again replaces it."""
    plan = _plan(request, key)
    back = reverse("plans:detail", args=[key])
    form = TargetForm(request.POST or None, initial={"indicator": request.GET.get("indicator")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        named = {name: given[name] for name in ("indicator", "organisation", "month", "value")}
        if edits.attempt(form, lambda: actions.set_target(by=request.user, plan=plan, **named)):
            messages.success(request, _("The target is set."))
            return redirect(back)
    return edits.draw(
        request,
        form,
        title=_("Set a target"),
        sub=plan.title,
        back=back,
        save=_("Set"),
        crumbs=crumbs((plan.title, back)),
    )


@needs("plans.edit")
@require_POST
def drop(request: HttpRequest, key: UUID) -> HttpResponse:
    found = get_object_or_404(Target.objects.select_related("plan"), plan__in=queries.visible_to(request.user), key=key)
    plan = found.plan
    actions.drop_target(by=request.user, target=found, reason="removed by hand")
    messages.success(request, _("The target is gone; the history keeps it."))
    return redirect("plans:detail", key=plan.key)
