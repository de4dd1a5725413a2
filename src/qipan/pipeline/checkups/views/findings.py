"""Findings by rule, one finding with its answers, the panel of a project."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.core import access, rulesets
from qipan.pipeline.checkups import actions, queries
from qipan.pipeline.checkups.forms import AnswerForm
from qipan.pipeline.checkups.models import Finding
from qipan.pipeline.checkups.views import shown
from qipan.pipeline.projects import queries as projects
from qipan.territory.orgs.models import Organisation
from qipan.web import edits, paging
from qipan.web.access import needs

PAGE = 30


@needs("board.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Rules with how many findings wait, then the findings of the one chosen."""
    waiting = queries.by_rule(request.user)
    known = rulesets.in_force("checkups", on=shown.today())["rules"]
    rule, state = request.GET.get("rule", ""), request.GET.get("state", "")
    text, org = request.GET.get("q", "").strip(), request.GET.get("org", "")
    organisation = Organisation.objects.filter(pk=org).first() if org.isdecimal() else None
    found = queries.listed(
        request.user, rule=rule, state=state, text=text, organisation_id=organisation.pk if organisation else None
    )
    page = paging.part_of(request, found, size=PAGE)
    leads = queries.visible_to(request.user).filter(state__in=queries.HOLDING).values("project__lead_org")
    context: dict[str, Any] = {
        "rules": [{"key": key, "title": queries.title(key), "count": waiting.get(key, 0)} for key in known],
        "total": sum(waiting.values()), "rule": rule, "state": state, "q": text, "org": organisation,
        "states": Finding.State.choices, "organisations": Organisation.objects.filter(pk__in=leads).order_by("name"),
        "rows": shown.rows(page.object_list, request), "page_obj": page, "source": known.get(rule, {}).get("source", ""),
    }  # fmt: skip
    return render(request, "checkups/index.html", context)


def _finding(request: HttpRequest, key: UUID) -> Finding:
    rows = queries.visible_to(request.user).select_related("project", "project__lead_org")
    return get_object_or_404(rows.prefetch_related("answers__by", "answers__decided_by"), key=key)


@needs("board.see")
@require_http_methods(["GET", "POST"])
def finding(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was compared, the threshold with its source, the answers; and the form to answer."""
    held = _finding(request, key)
    may_answer = access.able(request.user, "projects.edit") and held.state in (
        Finding.State.OPEN,
        Finding.State.ANSWERED,
    )
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST":
        access.demand(request.user, "projects.edit")
        if form.is_valid() and _answered(request, held, form):
            messages.success(request, _("Your answer is recorded; another person decides about it."))
            return redirect("checkups:finding", key=key)
        status = 422
    row = shown.rows([held], request)[0]
    may_decide = (
        held.state == Finding.State.ANSWERED and row.last is not None and row.last.by_id != request.user.pk
        and access.able(request.user, "projects.confirm")
    )  # fmt: skip
    context = {
        "row": row, "form": form, "may_answer": may_answer, "may_decide": may_decide,
        "crumbs": [(_("Check-up"), reverse("checkups:index"))],
    }  # fmt: skip
    return render(request, "checkups/finding.html", context, status=status)


def _answered(request: HttpRequest, held: Finding, form: AnswerForm) -> Any:
    return edits.attempt(
        form,
        lambda: actions.answer(finding=held, by=request.user, on=shown.today(), **form.cleaned_data),
        (actions.Settled, lambda e: _("This finding holds no more, or its answer was accepted.")),
        (actions.ReasonNeeded, lambda e: _("Say something.")),
    )


@needs("projects.confirm")
@require_POST
def decide(request: HttpRequest, key: UUID) -> HttpResponse:
    """Accept the answer, or send it back with a reason."""
    held = _finding(request, key)
    is_accepted = request.POST.get("decision") == "accept"
    try:
        actions.decide(
            finding=held,
            is_accepted=is_accepted,
            by=request.user,
            on=shown.today(),
            reason=request.POST.get("reason", ""),
        )
    except actions.SamePerson:
        messages.error(request, _("Somebody else decides about your answer."))
    except actions.ReasonNeeded:
        messages.error(request, _("Say why it is not accepted."))
    except actions.Settled:
        messages.warning(request, _("It was decided before."))
    else:
        messages.success(request, _("Accepted.") if is_accepted else _("Sent back."))
    return redirect("checkups:finding", key=key)


@needs("board.see")
@require_GET
def panel(request: HttpRequest, slot: str, key: UUID) -> HttpResponse:
    """What the check-up says of one project."""
    project = projects.one(request.user, key)
    context = {"rows": shown.rows(queries.of_project(request.user, project), request), "project": project}
    name = "checkups/parts/panel.html" if getattr(request, "htmx", False) else "checkups/panel.html"
    return render(request, name, context)
