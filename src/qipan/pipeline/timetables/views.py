"""A project's timetable: the Gantt, laying it, laying it anew, a new baseline, a step's length; the panel of the project."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qipan.core import access, audit
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project
from qipan.pipeline.timetables import actions, bars, queries
from qipan.pipeline.timetables.forms import BaselineForm, DaysForm, EndForm, LayForm
from qipan.pipeline.timetables.models import Timetable
from qipan.web import edits, history, paging
from qipan.web.access import needs

SIZE = 20


def _today() -> Any:
    return timezone.localdate()


def _crumbs(project: Project) -> list[tuple[Any, str]]:
    return [
        (_("Timetables"), reverse("timetables:index")),
        (project.name, reverse("projects:detail", args=[project.key])),
    ]


def _held(request: HttpRequest, key: UUID) -> tuple[Project, Timetable]:
    project = projects.one(request.user, key)
    table = queries.of(project)
    if table is None:
        raise Http404("timetable")
    return project, table


@needs("board.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every timetable one sees, the furthest behind first."""
    tables = queries.visible_to(request.user).select_related("project__lead_org").prefetch_related("steps__milestone")
    seen = [view for view in (queries.view(table, _today()) for table in tables) if view is not None]
    seen.sort(key=lambda view: (-view.slip, view.end))
    page = paging.part_of(request, seen, size=SIZE)
    return render(request, "timetables/index.html", {"views": page.object_list, "page_obj": page})


@needs("board.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """Baseline, current plan and what was done; the critical path; how far behind. Without a timetable: how to lay one."""
    project = projects.one(request.user, key)
    table = queries.of(project)
    view = queries.view(table, _today()) if table else None
    context = {
        "project": project, "table": table, "view": view, "chart": bars.chart(view) if view else None,
        "kind": queries.kind_name(queries.kinds(_today()).get(table.kind, {"name": table.kind})) if table else "",
        "path": [row.name for code in view.path for row in view.rows if row.step.code == code] if view else [],
        "may_edit": access.able(request.user, "projects.edit"), "crumbs": _crumbs(project),
        "history": history.lines(audit.of("timetables.timetable", table.key)[:10], quiet={"kind"}) if table else [],
    }  # fmt: skip
    return render(request, "timetables/detail.html", context)


@needs("projects.edit")
@require_http_methods(["GET", "POST"])
def lay(request: HttpRequest, key: UUID) -> HttpResponse:
    project = projects.one(request.user, key)
    back = reverse("timetables:detail", args=[key])
    form = LayForm(request.POST or None, on=_today(), initial={"end_on": project.planned_end})
    if request.method == "POST" and form.is_valid():
        laid = edits.attempt(
            form,
            lambda: actions.lay(project=project, by=request.user, on=_today(), **form.cleaned_data),
            (actions.Laid, lambda e: _("This project has a timetable.")),
        )
        if laid:
            messages.success(request, _("The steps are laid; the plan of today is the baseline."))
            return redirect(back)
    return edits.draw(
        request, form, title=_("Lay a timetable"), sub=project.name, back=back, crumbs=_crumbs(project), save=_("Lay")
    )


@needs("projects.edit")
@require_http_methods(["GET", "POST"])
def anew(request: HttpRequest, key: UUID) -> HttpResponse:
    project, table = _held(request, key)
    back = reverse("timetables:detail", args=[key])
    form = EndForm(request.POST or None, initial={"end_on": table.end_on})
    version = edits.version_of(request) if request.method == "POST" else table.version
    if request.method == "POST" and form.is_valid():
        end = form.cleaned_data["end_on"]
        if edits.attempt(
            form, lambda: actions.lay_anew(timetable=table, end_on=end, by=request.user, on=_today(), version=version)
        ):
            messages.success(request, _("What is not done is laid anew; the baseline stays."))
            return redirect(back)
    return edits.draw(
        request, form, title=_("Another end"), sub=project.name, back=back, version=version, crumbs=_crumbs(project)
    )


@needs("projects.edit")
@require_http_methods(["GET", "POST"])
def baseline(request: HttpRequest, key: UUID) -> HttpResponse:
    project, table = _held(request, key)
    back = reverse("timetables:detail", args=[key])
    form = BaselineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.rebase(timetable=table, reason=reason, by=request.user, on=_today())
        messages.success(request, _("The current plan is the baseline now."))
        return redirect(back)
    return edits.draw(request, form, title=_("New baseline"), sub=project.name, back=back, crumbs=_crumbs(project))


@needs("projects.edit")
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, key: UUID, item: UUID) -> HttpResponse:
    project, table = _held(request, key)
    held = get_object_or_404(queries.steps_visible_to(request.user), timetable=table, key=item)
    back = reverse("timetables:detail", args=[key])
    form = DaysForm(request.POST or None, initial={"days": held.days})
    if request.method == "POST" and form.is_valid():
        actions.set_days(step=held, days=form.cleaned_data["days"], by=request.user, on=_today())
        messages.success(request, _("What comes before it moved; the end stays."))
        return redirect(back)
    return edits.draw(request, form, title=held.milestone.name, sub=project.name, back=back, crumbs=_crumbs(project))


@needs("board.see")
@require_GET
def panel(request: HttpRequest, slot: str, key: UUID) -> HttpResponse:
    """The Gantt in small on the project's page."""
    project = projects.one(request.user, key)
    table = queries.of(project)
    view = queries.view(table, _today()) if table else None
    context = {
        "project": project, "view": view, "chart": bars.chart(view) if view else None,
        "may_edit": access.able(request.user, "projects.edit"),
    }  # fmt: skip
    name = "timetables/parts/panel.html" if getattr(request, "htmx", False) else "timetables/panel.html"
    return render(request, name, context)
