"""The acts of the gate: submit, confirm, return, withdraw, except, and fill in what a stage asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries, rules
from qipan.pipeline.projects.forms import gates as forms
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Stage
from qipan.pipeline.projects.views.act import SUBMIT, Act, version_of
from qipan.pipeline.projects.views.gate import who_confirms


def submits(project: Project, to: str, on: date) -> str:
    """The ability it takes to ask for this stage, or for the next one while none is chosen."""
    goal = to if to in Stage.values else queries.next_stage(project) or project.stage
    return rules.submits(goal, queries.table(on))


def said(project: Project, on: date) -> str:
    """What came of asking for a stage."""
    if project.waiting_for:
        who = who_confirms(project, on)
        return _("Submitted. It waits for confirmation by %(who)s.") % {"who": who}
    return _("Moved.")


def _move(form: Any, item: Any, request: HttpRequest) -> str:
    found = form.cleaned_data
    moved = projects.advance(
        project=form.project,
        to=found["to"],
        reason=found["reason"],
        evidence=found.get("evidence") or (),
        version=version_of(request),
        by=request.user,  # type: ignore[arg-type]
        on=form.on,
    )
    return said(moved, form.on)


def _confirm(form: Any, item: Any, request: HttpRequest) -> str:
    moved = projects.confirm(submission=item, by=request.user, on=form.on, words=form.cleaned_data["words"])  # type: ignore[arg-type]
    return _("Confirmed: now at “%(stage)s”.") % {"stage": Stage(moved.stage).label}


def _return(form: Any, item: Any, request: HttpRequest) -> None:
    projects.send_back(submission=item, by=request.user, on=form.on, words=form.cleaned_data["words"])  # type: ignore[arg-type]


def _withdraw(form: Any, item: Any, request: HttpRequest) -> None:
    projects.withdraw(submission=item, by=request.user, on=form.on, words=form.cleaned_data["words"])  # type: ignore[arg-type]


def _except(form: Any, item: Any, request: HttpRequest) -> None:
    found, by = form.cleaned_data, request.user
    document = found["document"] or projects.attach(
        project=form.project,
        upload=found["file"],
        kind="decision",
        by=by,  # type: ignore[arg-type]
    )
    projects.make_exception(
        project=form.project,
        to=queries.next_stage(form.project) or form.project.stage,
        by=by,  # type: ignore[arg-type]
        on=form.on,
        reason=found["reason"],
        document=document,
        version=version_of(request),
    )


def _fill(form: Any, item: Any, request: HttpRequest) -> None:
    projects.fill(
        project=form.project,
        values=form.cleaned_data,
        by=request.user,
        on=form.on,
        version=version_of(request),  # type: ignore[arg-type]
    )


def _statistics(form: Any, item: Any, request: HttpRequest) -> str:
    found, by = form.cleaned_data, {"by": request.user, "on": form.on, "version": version_of(request)}
    if found["entered_on"]:
        projects.enter_statistics(project=form.project, entered_on=found["entered_on"], **by)
        return _("Entered the statistics.")
    projects.leave_statistics(project=form.project, reason=found["reason"], **by)
    return _("No longer in the statistics.")


def _on_submission(title: Any, button: Any, form: Any, run: Any, text: Any, ability: str) -> Act:
    return Act(title, button, form, run, text, "submissions", ability=ability, needs_item=True)


ACTS: dict[str, Act] = {
    "move": Act(
        gettext_lazy("Ask for another stage"),
        gettext_lazy("Submit"),
        forms.MoveForm,
        _move,
        gettext_lazy("Moved."),
        ability=SUBMIT,
    ),
    "confirm": _on_submission(
        gettext_lazy("Confirm the step"),
        gettext_lazy("Confirm"),
        forms.ConfirmForm,
        _confirm,
        gettext_lazy("Confirmed."),
        rules.CONFIRM,
    ),
    "return": _on_submission(
        gettext_lazy("Send it back"),
        gettext_lazy("Send back"),
        forms.ReturnForm,
        _return,
        gettext_lazy("Sent back."),
        rules.CONFIRM,
    ),
    "withdraw": _on_submission(
        gettext_lazy("Withdraw the submission"),
        gettext_lazy("Withdraw"),
        forms.WithdrawForm,
        _withdraw,
        gettext_lazy("Withdrawn."),
        "projects.see",
    ),
    "except": Act(
        gettext_lazy("Let it pass by exception"),
        gettext_lazy("Decide"),
        forms.ExceptForm,
        _except,
        gettext_lazy("Passed by exception; the decision stays on the page."),
        ability="projects.except",
    ),
    "statistics": Act(
        gettext_lazy("Entry into the statistics"),
        gettext_lazy("Save"),
        forms.StatisticsForm,
        _statistics,
        gettext_lazy("Saved."),
    ),
    "fill": Act(
        gettext_lazy("What the stages ask"),
        gettext_lazy("Save"),
        forms.FillForm,
        _fill,
        gettext_lazy("Saved."),
    ),
}
