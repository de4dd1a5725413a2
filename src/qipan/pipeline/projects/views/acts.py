"""The acts of a project's page, one table: a form, who may, what it does. Each is a dialog in the page and a page without scripts."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from qipan.core import access
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries, rules
from qipan.pipeline.projects.forms import acts as forms
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Stage
from qipan.pipeline.projects.views import gate, gating, past, refused, shown
from qipan.pipeline.projects.views.act import SUBMIT, Act, version_of
from qipan.pipeline.projects.views.detail import done
from qipan.web.access import needs


def _by(request: HttpRequest, form: forms.ActForm) -> dict[str, Any]:
    return {"by": request.user, "on": form.on}


def _status(form: forms.ActForm, item: Any, request: HttpRequest) -> None:
    projects.set_status(project=form.project, version=version_of(request), **form.cleaned_data, **_by(request, form))


def _report(form: forms.ActForm, item: Any, request: HttpRequest) -> None:
    found = dict(form.cleaned_data)
    money = {f"{name}_minor": found.pop(name, None) for name in ("completed", "in_place")}
    projects.report(project=form.project, **found, **money, **_by(request, form))


def _money(form: forms.ActForm, item: Any, request: HttpRequest) -> None:
    year = form.cleaned_data["year"]
    of: dict[str, Any] = {"since": date(year, 1, 1), "until": date(year, 12, 31)} if year else {}
    projects.put_amount(
        project=form.project,
        kind=form.cleaned_data["kind"],
        minor=form.cleaned_data["amount"],
        **of,
        **_by(request, form),
    )


def _blocker(form: forms.ActForm, item: Any, request: HttpRequest) -> None:
    projects.add_blocker(project=form.project, **form.cleaned_data, **_by(request, form))


def _solve(form: forms.ActForm, item: Any, request: HttpRequest) -> None:
    projects.solve_blocker(blocker=item, version=version_of(request), **form.cleaned_data, **_by(request, form))


def _milestone(form: forms.ActForm, item: Any, request: HttpRequest) -> None:
    version = version_of(request) if item else None
    projects.put_milestone(
        project=form.project, milestone=item, version=version, **form.cleaned_data, **_by(request, form)
    )


def _drop(form: forms.ActForm, item: Any, request: HttpRequest) -> None:
    projects.drop_milestone(milestone=item, **form.cleaned_data, **_by(request, form))


def _care(form: forms.ActForm, item: Any, request: HttpRequest) -> None:
    given = dict(form.cleaned_data)
    since = given.pop("since")
    projects.assign_slot(project=form.project, by=request.user, on=since, **given)


def _variant(form: forms.ActForm, item: Any, request: HttpRequest) -> None:
    projects.choose_care(project=form.project, variant=form.cleaned_data["template"], **_by(request, form))


def _file(form: forms.ActForm, item: Any, request: HttpRequest) -> None:
    projects.attach(
        project=form.project,
        upload=form.cleaned_data["file"],
        kind=form.cleaned_data["kind"],
        remark=form.cleaned_data["remark"],
        by=request.user,
    )


def _remove(form: forms.ActForm, item: Any, request: HttpRequest) -> None:
    projects.remove(attachment=item, reason=form.cleaned_data["reason"], by=request.user)


ACTS: dict[str, Act] = {
    **gating.ACTS,
    "status": Act(
        gettext_lazy("Set the status"),
        gettext_lazy("Set"),
        forms.StatusForm,
        _status,
        gettext_lazy("The status is set."),
    ),
    "report": Act(
        gettext_lazy("Report progress"),
        gettext_lazy("Report"),
        forms.ReportForm,
        _report,
        gettext_lazy("Reported."),
        also="money.see",
    ),
    "money": Act(
        gettext_lazy("Set an amount"),
        gettext_lazy("Set"),
        forms.MoneyForm,
        _money,
        gettext_lazy("The amount is set."),
        also="money.see",
    ),
    "blocker": Act(
        gettext_lazy("Raise a blocker"),
        gettext_lazy("Raise"),
        forms.BlockerForm,
        _blocker,
        gettext_lazy("The blocker is on the board."),
    ),
    "solve": Act(
        gettext_lazy("The blocker is solved"),
        gettext_lazy("Solved"),
        forms.SolveForm,
        _solve,
        gettext_lazy("Solved."),
        "blockers",
        needs_item=True,
    ),
    "milestone": Act(
        gettext_lazy("Milestone"),
        gettext_lazy("Save"),
        forms.MilestoneForm,
        _milestone,
        gettext_lazy("Saved."),
        "milestones",
    ),
    "drop": Act(
        gettext_lazy("Take the milestone out"),
        gettext_lazy("Take out"),
        forms.ReasonForm,
        _drop,
        gettext_lazy("Taken out."),
        "milestones",
        needs_item=True,
    ),
    "care": Act(
        gettext_lazy("Who cares for this project"),
        gettext_lazy("Assign"),
        forms.CareForm,
        _care,
        gettext_lazy("Assigned."),
    ),
    "variant": Act(
        gettext_lazy("Which slots this project has"),
        gettext_lazy("Choose"),
        forms.VariantForm,
        _variant,
        gettext_lazy("Chosen."),
    ),
    "file": Act(
        gettext_lazy("Attach a file"), gettext_lazy("Attach"), forms.FileForm, _file, gettext_lazy("Attached.")
    ),
    "remove": Act(
        gettext_lazy("Take the file off"),
        gettext_lazy("Take off"),
        forms.ReasonForm,
        _remove,
        gettext_lazy("Taken off."),
        "attachments",
        needs_item=True,
    ),
}


@needs("projects.see")
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, key: UUID, name: str, item: UUID | None = None) -> HttpResponse:
    """Show the form of an act, or do it. The act's own ability is demanded here."""
    chosen = ACTS.get(name)
    if chosen is None:
        raise Http404("act")
    if chosen.ability != SUBMIT:
        access.demand(request.user, chosen.ability)
    if chosen.also:
        access.demand(request.user, chosen.also)
    project = queries.one(request.user, key)
    if chosen.ability == SUBMIT:
        access.demand(request.user, gating.submits(project, request.POST.get("to", ""), shown.today()))
    row = _item(project, chosen, item)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = chosen.form(*sent, project=project, on=shown.today(), item=row, initial=_initial(request, chosen))
    problems: list[Any] = []
    if request.method == "POST" and form.is_valid():
        answer, problems = _run(chosen, form, row, request)
        if answer:
            return answer
    status = 422 if problems or form.errors else 200
    context = {
        "act": chosen,
        "name": name,
        "project": project,
        "form": form,
        "item": row,
        "problems": problems,
        "version": row.version if row else project.version,
        "is_upload": form.is_multipart(),
        "missing": _missing(name, form, project),
    }
    template = "projects/act.html#dialog" if getattr(request, "htmx", False) else "projects/act.html"
    return render(request, template, context, status=status)


def _item(project: Project, chosen: Act, key: UUID | None) -> Any:
    """The row an act is about: one of this project's, or none."""
    if key is None and not chosen.needs_item:
        return None
    if key is None or not chosen.items:
        raise Http404("item")
    found = getattr(project, chosen.items).filter(key=key).first()
    if found is None:
        raise Http404("item")
    return found


def _initial(request: HttpRequest, chosen: Act) -> dict[str, str]:
    return {name: value for name, value in request.GET.items() if name in chosen.form.base_fields}


def _missing(name: str, form: forms.ActForm, project: Project) -> list[dict[str, Any]]:
    """What the gate to the chosen stage asks for, before anybody tries."""
    if name not in ("move", "except"):
        return []
    to = form["to"].value() if "to" in form.fields else None
    to = to or queries.next_stage(project)
    if to not in Stage.values or rules.is_backward(project.stage, to):
        return []
    return gate.items(project, queries.missing(project, to, form.on))


def _run(chosen: Act, form: forms.ActForm, row: Any, request: HttpRequest) -> tuple[HttpResponse | None, list[Any]]:
    """Do it; or say why not, in sentences."""
    try:
        said = chosen.run(form, row, request)
    except projects.ProofLacking as lacking:
        gates = queries.table(form.on)
        lines = [queries.lacking(code, gates) for code in lacking.missing]
        return None, [_("The proof is not whole. Still missing:"), *lines]
    except projects.GateClosed as closed:
        return None, _closed(closed)
    except (projects.NotNeeded, projects.NotYours, projects.Settled, projects.Waiting, *refused.EDITS) as why:
        return None, refused.sentences(why)
    except projects.ReasonNeeded:
        form.add_error(next((n for n in ("reason", "words") if n in form.fields), None), _("Say why."))
        return None, []
    except projects.AlreadySolved:
        return None, [_("It was solved before.")]
    except projects.Refused as fault:
        form.add_error("file" if "file" in form.fields else None, _REFUSED[fault.why])
        return None, []
    except projects.Stale as stale:
        return None, [_both(stale)]
    return done(request, form.project, str(said if isinstance(said, str) else chosen.text)), []


def _closed(closed: projects.GateClosed) -> list[str]:
    """The gate and everything it still asks; the places to fill it in stand beside the form."""
    said = _("The gate to “%(stage)s” is closed. Still missing:") % {"stage": Stage(closed.stage).label}
    gates = queries.table(shown.today())
    return [said, *(queries.lacking(code, gates) for code in closed.missing)]


_REFUSED = {
    "kind": gettext_lazy("This kind of file is not kept here."),
    "empty": gettext_lazy("This file is empty."),
    "size": gettext_lazy("This file is too large."),
    "evidence": gettext_lazy("It is evidence of a step that was submitted or confirmed: it stays."),
}


def _both(stale: projects.Stale) -> str:
    """Somebody wrote first: what the reader wants and what stands, field by field."""
    parts = [
        f"{past.text(name, mine)} / {past.text(name, held)}" for name, (_seen, mine, held) in stale.conflicts.items()
    ]
    return _("Somebody wrote first (yours / held now): %(both)s") % {"both": "; ".join(parts)}
