"""The page of one project, the new form and the edit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qipan.core import access
from qipan.core.linked import by_name
from qipan.core.sorting import in_order
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.forms.project import NewProjectForm, ProjectForm
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.views import charts, evidence, facts, gate, past, refused, shown
from qipan.web.access import needs

PAGE = 10


def _address(project: Project) -> str:
    return reverse("projects:detail", args=[project.key])


def done(request: HttpRequest, project: Project, text: str) -> HttpResponse:
    """Back to the project's page after an act, in or without HTMX."""
    messages.success(request, text)
    if getattr(request, "htmx", False):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = _address(project)
        return answer
    return HttpResponseRedirect(_address(project))


@needs("projects.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """The story first; then what is known, the gate, what is in the way. The rest comes with `course` and `history`."""
    on = shown.today()
    project = queries.one(request.user, key)
    can = {name: queries.may(request.user, project, f"projects.{name}") for name in ("edit", "advance")}
    with_money, with_contacts = access.able(request.user, "money.see"), access.able(request.user, "contacts.see")
    piece = shown.Piece(project, on=on, with_money=with_money)
    gates = queries.table(on)
    moves = queries.moves(project)
    panel = gate.panel(project, request.user, on, queries.files(project), gates, moves)
    spans = queries.timeline(moves, on, gates)
    return render(request, "projects/detail.html", {
        "project": project,
        "base": shown.address(project),
        "piece": piece,
        "can": can,
        "with_money": with_money,
        "with_contacts": with_contacts,
        "facts": facts.facts(project, with_contacts=with_contacts),
        "texts": facts.texts(project),
        "extras": facts.extras(project, with_all=with_money and with_contacts),
        "reasons": queries.reasons(project, with_money=with_money),
        "steps": shown.stages_between(project, spans),
        "stays": shown.stays(spans),
        "gate": panel,
        "following": panel.following,
        "missing": panel.missing,
        "details": facts.details(project, gates, with_money=with_money),
        "blockers": in_order(by_name(project.blockers.all(), "organisation")),
        "today": on,
    })  # fmt: skip


@needs("projects.see")
@require_GET
def course(request: HttpRequest, key: UUID) -> HttpResponse:
    """Steps, money over time, what was reported, who cares, files and proof: fetched by the page once it stands, or a page of its own."""
    on = shown.today()
    project = queries.one(request.user, key)
    with_money = access.able(request.user, "money.see")
    amounts = queries.amounts(project) if with_money else {}
    milestones = in_order(by_name(project.milestones.all(), "organisation"))
    gates, files, slots = queries.table(on), queries.files(project), queries.care_slots(project)
    context = {
        "project": project,
        "base": shown.address(project),
        "can": {"edit": queries.may(request.user, project, "projects.edit")},
        "with_money": with_money,
        "milestones": charts.steps(milestones, on),
        "timeline": charts.timeline(milestones, on),
        "written": facts.steps(project),
        "amounts": charts.table(amounts),
        "money": charts.money(project, amounts),
        "reports": list(project.progress.select_related("by")[:12]),
        "care_past": queries.care_past(project, on, slots),
        "slots": queries.care(project, on, in_chinese=shown.language().startswith("zh"), slots=slots),
        "files": evidence.seen(project, files, request.user, gates),
        "papers": gate.papers(project, files, gates),
    }
    name = "projects/parts/later.html" if getattr(request, "htmx", False) else "projects/course.html"
    return render(request, name, context)


@needs("projects.see")
@require_GET
def history(request: HttpRequest, key: UUID) -> HttpResponse:
    """The history a page at a time; a page of its own without HTMX."""
    project = queries.one(request.user, key)
    can_see = {
        "with_money": access.able(request.user, "money.see"),
        "with_contacts": access.able(request.user, "contacts.see"),
    }
    rows = past.entries(project, **can_see)
    context = {"project": project, "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page"))}
    name = "projects/parts/history.html" if getattr(request, "htmx", False) else "projects/history.html"
    return render(request, name, context)


@needs("projects.edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a project down with what is known at the first talk."""
    with_money = access.able(request.user, "money.see")
    form = NewProjectForm(request.POST or None, with_money=with_money)
    alike: dict[str, Project] = {}
    if request.method == "POST" and form.is_valid():
        alike = _alike(request, form)
        if not alike or ("code" not in alike and request.POST.get("anyway")):
            total = form.cleaned_data.get("total")
            try:
                project = projects.create(values=form.values(), total_minor=total, by=request.user, on=shown.today())
            except projects.Duplicate:
                form.add_error("code", _("Another project has this code."))
            else:
                return done(request, project, _("The project is on the board."))
    status = 422 if form.errors or alike else 200
    return render(request, "projects/new.html", {"form": form, "alike": alike}, status=status)


def _alike(request: HttpRequest, form: NewProjectForm) -> dict[str, Project]:
    """Projects that may be the same one, as far as this reader sees them; a held code counts even unseen."""
    found = queries.duplicates(code=form.cleaned_data["code"], name=form.cleaned_data["name"])
    seen = set(
        queries.visible_to(request.user).filter(pk__in=[p.pk for p in found.values()]).values_list("pk", flat=True)
    )
    return {why: p for why, p in found.items() if p.pk in seen}


@needs("projects.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Everything written about a project. Says only what was changed; of a stale edit both values are shown."""
    project = queries.one(request.user, key)
    with_contacts = access.able(request.user, "contacts.see")
    form = ProjectForm(request.POST or None, instance=project, with_contacts=with_contacts)
    context: dict[str, Any] = {"project": project, "form": form, "version": project.version}
    if request.method == "POST" and form.is_valid():
        sent = request.POST.get("version", "")
        version = int(sent) if sent.isdecimal() else None
        try:
            held = Project.objects.get(pk=project.pk)
            projects.edit(
                project=held, values=form.values(), seen=form.seen(), version=version, by=request.user, on=shown.today()
            )
        except projects.Stale as stale:
            fresh = Project.objects.get(pk=project.pk)
            conflicts = _conflicts(stale)
            return _draw(request, context | {"conflicts": conflicts, "version": fresh.version}, 409)
        except projects.Duplicate:
            form.add_error("code", _("Another project has this code."))
        except refused.EDITS as why:
            for sentence in refused.sentences(why):
                form.add_error(None, sentence)
        else:
            return done(request, project, _("Saved."))
    return _draw(request, context, 422 if form.errors else 200)


def _draw(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    name = "projects/edit.html#form" if getattr(request, "htmx", False) else "projects/edit.html"
    return render(request, name, context, status=status)


def _conflicts(stale: projects.Stale) -> list[dict[str, Any]]:
    """Field by field: what was seen, what is wanted, what stands now."""
    rows = []
    for name, (seen, wanted, held) in stale.conflicts.items():
        if name == "plain_name":
            continue
        label = Project._meta.get_field(name).verbose_name
        rows.append(
            {
                "label": label,
                "seen": past.text(name, seen),
                "mine": past.text(name, wanted),
                "theirs": past.text(name, held),
            }
        )
    return rows
