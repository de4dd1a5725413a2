"""Acts on a case, each a form of its own: accept, pause, resume, decide, correct, take back; and receiving a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from qipan.core import access
from qipan.delivery.approvals import actions, queries
from qipan.delivery.approvals.forms import acts as typed
from qipan.delivery.approvals.models import Case, Item
from qipan.delivery.approvals.views import words
from qipan.pipeline.projects import queries as projects
from qipan.territory.orgs.models import Organisation
from qipan.web import edits
from qipan.web.access import needs

REFUSALS: tuple[tuple[type[Exception], Callable[[Any], str]], ...] = (
    (actions.NotNow, lambda e: _("The case has moved on meanwhile; this can no longer be done.")),
    (actions.NoWords, lambda e: _("Say why.")),
    (actions.WrongDays, lambda e: str(words.WRONG[e.why])),
    (actions.AlreadyOpen, lambda e: _("This project has the item under way or approved already.")),
)


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its title, form, button, what runs, what is said after."""

    title: Any
    form: Callable[..., forms.BaseForm]
    run: Callable[..., Case]
    said: Any
    save: Any
    is_danger: bool = False


def _plain(verb: Callable[..., Case]) -> Callable[..., Case]:
    def run(form: Any, **given: Any) -> Case:
        return verb(**form.cleaned_data, **given)

    return run


def _decide(form: Any, **given: Any) -> Case:
    typed_in = dict(form.cleaned_data)
    return actions.decide(is_approved=typed_in.pop("outcome") == "approved", **typed_in, **given)


def _correct(form: Any, **given: Any) -> Case:
    values = edits.values_of(form, but=("reason",))
    return actions.correct(values=values, reason=form.cleaned_data["reason"], **given)


ACTS = {
    "accept": Act(
        pgettext_lazy("case", "Accept"),
        typed.AcceptForm,
        _plain(actions.accept),
        gettext_lazy("Accepted: the clock runs from the next working day."),
        pgettext_lazy("case", "Accept"),
    ),
    "turn-away": Act(
        gettext_lazy("Not accept"),
        typed.TurnAwayForm,
        _plain(actions.turn_away),
        gettext_lazy("Not accepted; the grounds stand with the case."),
        gettext_lazy("Not accept"),
    ),
    "pause": Act(
        gettext_lazy("Stop the clock"),
        typed.PauseForm,
        _plain(actions.pause),
        gettext_lazy("The clock stands still; the applicant sees why."),
        gettext_lazy("Stop the clock"),
    ),
    "resume": Act(
        gettext_lazy("Let the clock run again"),
        typed.ResumeForm,
        _plain(actions.resume),
        gettext_lazy("The clock runs again."),
        gettext_lazy("Let it run"),
    ),
    "decide": Act(gettext_lazy("Decide"), typed.DecideForm, _decide, gettext_lazy("Decided."), gettext_lazy("Decide")),
    "withdraw": Act(
        gettext_lazy("The applicant withdrew"),
        typed.WithdrawForm,
        _plain(actions.withdraw),
        gettext_lazy("Withdrawn."),
        gettext_lazy("Record it"),
    ),
    "correct": Act(
        gettext_lazy("Correct the record"),
        typed.CorrectForm,
        _correct,
        gettext_lazy("Corrected; the history keeps both."),
        gettext_lazy("Correct"),
    ),
    "reopen": Act(
        gettext_lazy("Take the decision back"),
        typed.ReopenForm,
        _plain(actions.reopen),
        gettext_lazy("The case stands as before its decision."),
        gettext_lazy("Take the decision back"),
    ),
}


@needs("approvals.handle")
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    """One act on one case; another authority's clerk is refused."""
    chosen = ACTS.get(name)
    if chosen is None:
        raise Http404("act")
    case = queries.one(request.user, key)
    if not queries.may_handle(request.user, case):
        raise PermissionDenied("approvals.handle")
    back = reverse("approvals:case", args=[key])
    form = _form(chosen, request, key, case)
    if request.method == "POST" and form.is_valid():
        version = edits.version_of(request)
        run = lambda: chosen.run(form, by=request.user, case=case, today=words.today(), version=version)  # noqa: E731
        if edits.attempt(form, run, *REFUSALS):
            messages.success(request, str(chosen.said))
            return redirect(back)
    return edits.draw(
        request,
        form,
        title=chosen.title,
        sub=f"{case.item.title} · {case.project.name}",
        back=back,
        version=edits.version_of(request) if request.method == "POST" else case.version,
        save=chosen.save,
        crumbs=words.crumbs((case.item.title, back)),
    )


def _form(chosen: Act, request: HttpRequest, key: UUID, case: Case) -> Any:
    data = request.POST or None
    if chosen.form is typed.CorrectForm:
        return chosen.form(data, instance=queries.one(request.user, key))
    return chosen.form(data, initial={"on": words.today(), "number": case.number})


@needs("approvals.handle")
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, key: UUID) -> HttpResponse:
    """An application of a project came in."""
    project = projects.one(request.user, key)
    back = reverse("approvals:project", args=[key])
    edition = queries.in_force(words.today())
    mine = queries.handles_for(request.user)
    items = Item.objects.filter(edition=edition).select_related("authority")
    authorities = Organisation.objects.exclude(kind__in=[Organisation.Kind.COMPANY, Organisation.Kind.BANK])
    if not access.able(request.user, "approvals.edit"):
        authorities = authorities.filter(pk__in=mine)
    asked = items.filter(code=request.GET.get("item", "")).first()
    form = typed.ReceiveForm(
        request.POST or None, items=items, authorities=authorities, initial={"on": words.today(), "item": asked}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        run = lambda: actions.receive(by=request.user, project=project, today=words.today(), **given)  # noqa: E731
        refusals: tuple[Any, ...] = (
            *REFUSALS,
            (actions.NotYours, lambda e: _("This authority is not yours, or the item names none.")),
        )
        if case := edits.attempt(form, run, *refusals):
            messages.success(request, _("Received; now it is to be accepted."))
            return redirect("approvals:case", key=case.key)
    return edits.draw(
        request,
        form,
        title=_("An application came in"),
        sub=project.name,
        back=back,
        save=_("Record it"),
        crumbs=words.crumbs((project.name, back)),
    )
