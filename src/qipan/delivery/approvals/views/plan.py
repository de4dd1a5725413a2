"""Know your approvals: the questions, the list for this project, its ways and tracks side by side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qipan.core import access, holidays
from qipan.delivery.approvals import actions, queries, rules
from qipan.delivery.approvals.forms.questions import WHY, WORDS, QuestionsForm
from qipan.delivery.approvals.models import Case, Edition, Enquiry
from qipan.delivery.approvals.views import words
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project
from qipan.territory.orgs import queries as orgs
from qipan.web import edits, paging
from qipan.web.access import needs


@needs("approvals.see")
@require_GET
def know(request: HttpRequest) -> HttpResponse:
    """Projects to ask for: those answered, and a search for another."""
    text = request.GET.get("q", "").strip()[:100]
    seen = projects.visible_to(request.user)
    found = (
        seen.filter(name__icontains=text)
        if text
        else seen.filter(pk__in=queries.answered(request.user).values("project"))
    )
    rows = paging.part_of(request, found.select_related("owner").order_by("-updated_at", "pk"))
    answered = dict(
        queries.answered(request.user)
        .filter(project__in=[p.pk for p in rows.object_list])
        .values_list("project_id", "start_on")
    )
    for project in rows.object_list:
        project.answered_from = answered.get(project.pk)
    context = {
        "rows": rows,
        "rooms": words.rooms("know", access.abilities(request.user)),
        "search": {"name": "q", "value": text, "placeholder": _("Name of a project …")},
        "text": text,
    }
    return render(request, "approvals/know.html", context)


def _basis(request: HttpRequest, key: UUID) -> tuple[Project, Edition | None, Enquiry | None]:
    project = projects.one(request.user, key)
    return project, queries.in_force(words.today()), queries.enquiry_of(project)


def _calendar(project: Project) -> Any:
    return holidays.calendar(project.region.path if project.region_id and project.region else "")


@needs("approvals.see")
@require_GET
def project(request: HttpRequest, key: UUID) -> HttpResponse:
    """The project's approvals: ways beside one another, the list in order, its cases."""
    project, edition, enquiry = _basis(request, key)
    on = words.today()
    cases = words.clocked(queries.dressed(queries.shown(request.user).filter(project=project), on=on))
    shown: dict[str, Any] = {
        "project": project,
        "edition": edition,
        "enquiry": enquiry,
        "cases": cases,
        "crumbs": words.crumbs((_("Know your approvals"), reverse("approvals:know"))),
        "may_answer": _may_answer(request, project),
        "by": "ways",
    }
    if edition and enquiry:
        calendar = _calendar(project)
        made = queries.planned(
            items=queries.items(edition), edition=edition, answers=enquiry.answers, start_on=enquiry.start_on,
            calendar=calendar, cases=cases,
        )  # fmt: skip
        shown |= _drawn(made, words.WAYS, words.WAY_WORDS)
        shown["warning"] = holidays.warning(calendar, enquiry.start_on, made.latest)
    return render(request, "approvals/project.html", shown)


@needs("approvals.see")
@require_GET
def tracks(request: HttpRequest, key: UUID) -> HttpResponse:
    """The same project by each of the three tracks."""
    project, edition, enquiry = _basis(request, key)
    if edition is None or enquiry is None:
        return redirect("approvals:project", key=key)
    calendar = _calendar(project)
    made = queries.beside(
        items=queries.items(edition),
        edition=edition,
        answers=enquiry.answers,
        start_on=enquiry.start_on,
        calendar=calendar,
    )
    shown = {
        "project": project,
        "edition": edition,
        "enquiry": enquiry,
        "crumbs": words.crumbs((project.name, reverse("approvals:project", args=[key]))),
        "by": "tracks",
        "warning": holidays.warning(calendar, enquiry.start_on, made.latest),
        **_drawn(made, words.TRACKS, words.TRACK_WORDS),
    }
    return render(request, "approvals/tracks.html", shown)


def _drawn(made: queries.Planned, titles: Any, sentences: Any) -> dict[str, Any]:
    """The plan with each column's words beside it."""
    heads = [{"column": c, "title": titles[c.name], "words": sentences[c.name]} for c in made.columns]
    rows = [
        {"item": row.item, "cells": [(titles[column.name], column, stretches) for column, stretches in row.cells]}
        for row in made.rows
    ]
    best = next((h for h in heads if h["column"].is_best), None)
    return {"plan": made, "rows": rows, "heads": heads, "best": best, "track": words.TRACKS[made.track]}


def _may_answer(request: HttpRequest, project: Project) -> bool:
    """The firm itself, and whoever may edit projects or handle cases."""
    held = access.abilities(request.user)
    return bool({"projects.edit", "approvals.handle", "approvals.edit"} & held) or "company" in _roles(request)


def _roles(request: HttpRequest) -> tuple[str, ...]:
    return orgs.scope_of(request.user).roles


@needs("approvals.see")
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, key: UUID) -> HttpResponse:
    """The dozen questions; what the record tells is proposed, with why."""
    project, edition, enquiry = _basis(request, key)
    if not _may_answer(request, project):
        raise PermissionDenied("approvals.answer")
    guesses = queries.prefilled(project, edition)
    initial: dict[str, Any] = {name: g.answer for name, g in guesses.items()} | {"start_on": words.today()}
    if enquiry:
        initial |= {**enquiry.answers, "start_on": enquiry.start_on}
    form = QuestionsForm(request.POST or None, initial=initial)
    back = reverse("approvals:project", args=[key])
    if request.method == "POST" and form.is_valid():
        keep = lambda: actions.answer(  # noqa: E731
            by=request.user,
            project=project,
            answers=form.answers,
            start_on=form.cleaned_data["start_on"],
            version=edits.version_of(request),
        )
        if edits.attempt(form, keep):
            messages.success(request, _("This is what the project needs."))
            return redirect(back)
    conflicts = getattr(form, "conflicts", [])
    context = {
        "project": project,
        "form": form,
        "asked": [_question(name, form, guesses, edition, is_new=enquiry is None) for name in rules.QUESTIONS],
        "version": getattr(form, "fresh_version", enquiry.version if enquiry else None),
        "conflicts": conflicts,
        "back": back,
        "crumbs": words.crumbs((project.name, back)),
    }
    status = 409 if conflicts else 422 if form.is_bound and form.errors else 200
    return render(request, "approvals/questions.html", context, status=status)


def _question(name: str, form: QuestionsForm, guesses: Any, edition: Edition | None, *, is_new: bool) -> dict[str, Any]:
    """One question as the page draws it: answers, which is chosen, why it is proposed."""
    bound, question = form[name], WORDS[name]
    value = bound.value()
    chosen = set(value) if isinstance(value, list | tuple) else {value}
    return {
        "name": name,
        "label": question.label,
        "hint": question.hint,
        "threshold": _threshold(name, edition),
        "several": name in rules.SEVERAL,
        "answers": [(code, label, code in chosen) for code, label in question.answers.items()],
        "why": WHY[guesses[name].why] if is_new and not form.is_bound else "",
        "errors": bound.errors,
    }


def _threshold(name: str, edition: Edition | None) -> str:
    held = edition.thresholds if edition else {}
    if name == "energy" and "energy_tce" in held:
        return _("%(tce)s t of coal equivalent or %(mwh)s MWh a year") % {
            "tce": held["energy_tce"],
            "mwh": held.get("energy_mwh", "–"),
        }
    if name == "soil" and "soil_ha" in held:
        return _("%(ha)s hectares of land") % {"ha": held["soil_ha"]}
    return ""


def cases_of(project: Project, user: Any) -> list[Case]:
    """The cases of a project this reader sees, dressed."""
    found = queries.shown(user).filter(project=project)
    return words.clocked(queries.dressed(found, on=words.today()))
