"""What-if, propose, confirm, withdraw, repeal."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qipan.board import actions, jobs, queries
from qipan.board.forms import ProposeForm, ReasonForm, WhatIfForm
from qipan.board.models import Adoption
from qipan.board.views import frame
from qipan.core import access
from qipan.web import edits
from qipan.web.access import needs


@needs("moves.run")
@require_http_methods(["GET", "POST"])
def what_if(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for another plan beside this one; it begins from what this one found."""
    run = frame.run_of(request, key, heavy=False)
    back = reverse("board:detail", args=[key])
    if not run.has_plan:
        messages.info(request, _("There is no plan to begin from."))
        return redirect(back)
    problem = json.loads(run.problem)
    reader = frame.Reader(request.user, run)
    given = request.POST if request.method == "POST" else None
    form = WhatIfForm(given, user=request.user, base=run, problem=problem, figure_of=reader.figure_of)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data["asked"]
        name = form.cleaned_data["name"] or "; ".join(reader.change(one) for one in asked)
        fresh = actions.what_if(by=request.user, base=run, name=name, asked=asked)
        jobs.compute.enqueue(fresh.pk)
        return redirect("board:detail", key=fresh.key)
    return edits.draw(
        request, form, title=_("What if …"), sub=_("Change one thing or several; the new plan stands beside the old one in seconds."),
        back=back, save=_("Plan anew"),
        crumbs=frame.crumbs((run.name, back)),
    )  # fmt: skip


@needs("moves.run")
@require_POST
def release(request: HttpRequest, key: UUID, project: UUID) -> HttpResponse:
    """Take back what a person fixed for one project: another plan beside this one, in which it is open again."""
    run = frame.run_of(request, key)
    pinned = {pin["project"] for pin in run.result.get("pins", ())}
    held = queries.seen_projects(request.user, [str(project)]).get(str(project))
    if held is None or str(project) not in pinned or not run.has_plan:
        raise Http404
    name = _("%(project)s open again") % {"project": held.name}
    asked = [{"what": "pin", "project": str(project), "accept": None}]
    fresh = actions.what_if(by=request.user, base=run, name=name, asked=asked)
    jobs.compute.enqueue(fresh.pk)
    return redirect("board:detail", key=fresh.key)


@needs("moves.see")
@require_POST
def propose(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put the plan forward for a second person."""
    if not (access.able(request.user, "moves.run") or access.able(request.user, "moves.adopt")):
        raise PermissionDenied("moves.run")
    run = frame.run_of(request, key, heavy=False)
    form = ProposeForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        actions.propose(by=request.user, run=run, note=note)
        messages.success(request, _("Proposed. Another person confirms it."))
    except actions.NotAllowed:
        messages.error(request, _("This plan breaks a rule and cannot be adopted."))
    except actions.NotNow:
        messages.error(request, _("Another proposal is open; decide on that one first."))
    return redirect("board:detail", key=key)


def _adoption(request: HttpRequest, key: UUID) -> Adoption:
    return get_object_or_404(queries.adoptions_visible_to(request.user), key=key)


def _act(request: HttpRequest, adoption: Adoption, verb: Any, sentence: str) -> HttpResponse:
    try:
        verb()
        messages.success(request, sentence)
    except actions.SamePerson:
        messages.error(request, _("You proposed this plan; another person has to confirm it."))
    except actions.NotNow:
        messages.error(request, _("Somebody decided on it meanwhile."))
    return redirect("board:detail", key=adoption.run.key)


@needs("moves.adopt")
@require_POST
def confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    """The second person: the plan comes into force and is handed down."""
    adoption, now = _adoption(request, key), timezone.now()
    act = lambda: actions.confirm(by=request.user, adoption=adoption, on=timezone.localdate(), at=now)  # noqa: E731
    return _act(request, adoption, act, _("The plan is in force; tasks, dates and allocations are handed down."))


@needs("moves.see")
@require_POST
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who proposed takes it back; who may adopt turns it down."""
    adoption = _adoption(request, key)
    if adoption.proposed_by_id != request.user.pk and not access.able(request.user, "moves.adopt"):
        raise PermissionDenied("moves.adopt")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give a reason."))
        return redirect("board:detail", key=adoption.run.key)
    reason, now = form.cleaned_data["reason"], timezone.now()
    act = lambda: actions.withdraw(by=request.user, adoption=adoption, reason=reason, at=now)  # noqa: E731
    return _act(request, adoption, act, _("Withdrawn; the history keeps it."))


@needs("moves.adopt")
@require_POST
def repeal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the plan out of force."""
    adoption = _adoption(request, key)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give a reason."))
        return redirect("board:detail", key=adoption.run.key)
    reason, now = form.cleaned_data["reason"], timezone.now()
    act = lambda: actions.repeal(  # noqa: E731
        by=request.user, adoption=adoption, reason=reason, on=timezone.localdate(), at=now
    )
    return _act(request, adoption, act, _("Repealed: open tasks withdrawn, dates put back, allocations released."))
