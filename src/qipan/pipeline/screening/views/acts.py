"""What is done with a screening: decide, renew, drop, condition, waive, admit. Each is a form's POST and leads back to the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qipan.core.changes import Stale
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries as gates
from qipan.pipeline.screening import actions, queries
from qipan.pipeline.screening.forms.acts import ConditionForm, ProposeForm
from qipan.pipeline.screening.models import Screening, Waiver
from qipan.pipeline.screening.queries import words
from qipan.pipeline.screening.views import shown
from qipan.pipeline.screening.views.screenings import draw
from qipan.web import edits
from qipan.web.access import needs

REFUSALS: dict[type[Exception], Callable[[Any], str]] = {
    actions.Decided: lambda e: _("It was decided before; screen again for a new verdict."),
    actions.Outdated: lambda e: _("Another version of the standard holds by now: judge by that one."),
    actions.Incomplete: lambda e: _("Figures are missing: nothing is decided on what is not known."),
    actions.ConditionsNeeded: lambda e: _(
        "A conditional pass needs a condition: what is owed, who sees to it, by when."
    ),
    actions.NotFailed: lambda e: _("Only the last verdict of a project, and only a fail, is waived."),
    actions.Vetoed: lambda e: _("A veto is not waived."),
    actions.ReasonNeeded: lambda e: _("Say why."),
    actions.SamePerson: lambda e: _("You proposed it yourself: somebody else decides."),
    actions.Settled: lambda e: _("It was decided before."),
    actions.Named: lambda e: _("These words would say who the investor is, which is confidential before signing."),
    actions.NotYours: lambda e: _("This is not yours to do."),
    actions.NoStandard: lambda e: _("No standard in force can judge this project."),
    Stale: lambda e: _("Somebody else changed this meanwhile. Look again."),
    projects.Refused: lambda e: _(
        "This file is not taken: an office document, picture or PDF, not empty, not too large."
    ),
    projects.Waiting: lambda e: _("It waits for confirmation already."),
    projects.NotYours: lambda e: _("This is not yours to do."),
}


def _act(request: HttpRequest, key: UUID, verb: Callable[[], Any], said: str, part: str = "") -> HttpResponse:
    try:
        verb()
        messages.success(request, said)
    except projects.GateClosed as closed:
        table = gates.table(shown.today())
        lacking = "; ".join(gates.lacking(code, table) for code in closed.missing)
        messages.error(request, _("The gate is closed. Missing: %(what)s") % {"what": lacking})
    except tuple(REFUSALS) as refused:
        messages.error(request, next(say(refused) for kind, say in REFUSALS.items() if isinstance(refused, kind)))
    return redirect(f"{shown.address(key)}{part}")


@needs("screening.edit")
@require_POST
def decide(request: HttpRequest, key: UUID) -> HttpResponse:
    held, version = queries.one(request.user, key), edits.version_of(request)
    said = request.POST.get("words", "")[:1000]

    def verb() -> Screening:
        return actions.decide(screening=held, by=request.user, on=shown.today(), words=said, version=version)  # type: ignore[arg-type]

    return _act(request, key, verb, _("Decided. It stands; screening again makes a new record."))


@needs("screening.edit")
@require_POST
def renew(request: HttpRequest, key: UUID) -> HttpResponse:
    held = queries.one(request.user, key)
    verb = lambda: actions.renew(screening=held, by=request.user, on=shown.today())  # type: ignore[arg-type]  # noqa: E731
    return _act(request, key, verb, _("Judged by the version that holds, with what the record says now."))


@needs("screening.edit")
@require_POST
def drop(request: HttpRequest, key: UUID) -> HttpResponse:
    held = queries.one(request.user, key)
    try:
        actions.drop(screening=held, by=request.user)  # type: ignore[arg-type]
    except actions.Decided as refused:
        messages.error(request, REFUSALS[actions.Decided](refused))
    return redirect("screening:project", key=held.project.key)


@needs("screening.edit")
@require_POST
def condition(request: HttpRequest, key: UUID) -> HttpResponse:
    held, form = queries.one(request.user, key), ConditionForm(request.POST)
    if not form.is_valid():
        return draw(request, held, status=422, condition=form)
    verb = lambda: actions.add_condition(screening=held, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # noqa: E731
    return _act(request, key, verb, _("The condition stands."), "#conditions")


@needs("screening.edit")
@require_POST
def drop_condition(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    held = queries.one(request.user, key)
    row = next((one for one in queries.conditions(held) if one.pk == number), None)
    if row is None:
        raise Http404("condition")
    verb = lambda: actions.drop_condition(condition=row, by=request.user)  # type: ignore[arg-type]  # noqa: E731
    return _act(request, key, verb, _("Taken off."), "#conditions")


@needs("screening.edit")
@require_POST
def propose(request: HttpRequest, key: UUID) -> HttpResponse:
    held = queries.one(request.user, key)
    form = ProposeForm(request.POST, request.FILES, project=held.project)
    if not form.is_valid():
        return draw(request, held, status=422, propose=form)
    given = form.cleaned_data

    def verb() -> Waiver:
        by: Any = request.user
        minutes = given["minutes"] or projects.attach(project=held.project, upload=given["file"], kind="minutes", by=by)
        return actions.propose(screening=held, reason=given["reason"], minutes=minutes, by=by, on=shown.today())

    return _act(request, key, verb, _("Proposed. Somebody else decides on it."), "#waiver")


def _waiver(screening: Screening) -> Waiver:
    waiver = queries.standing(screening.project).waiver
    if waiver is None or waiver.screening_id != screening.pk:
        raise Http404("waiver")
    return waiver


@needs("screening.waive")
@require_POST
def waive(request: HttpRequest, key: UUID) -> HttpResponse:
    """Grant or refuse; never by who proposed it."""
    held, on = queries.one(request.user, key), shown.today()
    waiver, said = _waiver(held), request.POST.get("words", "")[:1000]
    by: Any = request.user
    if request.POST.get("decision") == "grant":
        return _act(
            request, key, lambda: actions.grant(waiver=waiver, by=by, on=on, words=said), _("Granted."), "#waiver"
        )
    return _act(request, key, lambda: actions.refuse(waiver=waiver, by=by, on=on, words=said), _("Refused."), "#waiver")


@needs("screening.edit")
@require_POST
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    held = queries.one(request.user, key)
    waiver = _waiver(held)
    verb = lambda: actions.withdraw(waiver=waiver, by=request.user)  # type: ignore[arg-type]  # noqa: E731
    return _act(request, key, verb, _("Withdrawn."), "#waiver")


@needs("screening.edit")
@require_POST
def admit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand the project over to the gate: somebody else confirms that it is admitted."""
    held = queries.one(request.user, key)
    outcome = queries.standing(held.project).outcome
    claim = request.POST.get("claim", "").strip()[:1000] or str(words.VERDICTS[outcome][1])

    def verb() -> Any:
        return projects.admit(project=held.project, by=request.user, on=shown.today(), reason=claim)  # type: ignore[arg-type]

    return _act(request, key, verb, _("Submitted: somebody else confirms that it is admitted."))
