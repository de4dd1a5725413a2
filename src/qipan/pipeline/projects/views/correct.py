"""Correct many projects in a page: filter, change, dry run, apply, undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.forms.correct import CorrectForm
from qipan.pipeline.projects.ledger import COLUMNS
from qipan.pipeline.projects.models import Project, Revision
from qipan.pipeline.projects.views import filtering, past, refused, shown
from qipan.web.access import needs

SHOWN, PAST = 200, 8
LINKS = ("region", "park", "chain", "owner", "lead_org", "leader")


@needs("projects.correct")
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The filters stand in the address; "try" shows what would change, "apply" does what was shown."""
    on, filters = shown.today(), queries.read(request.GET)
    rows = filters.apply(queries.visible_to(request.user)).select_related(*LINKS).order_by("pk")
    columns = queries.seen_columns(request.user, COLUMNS)
    currency = queries.main_currency(request.user)
    form = CorrectForm(request.POST or None, columns=columns, on=on, currency=currency)
    context: dict[str, Any] = {"form": form, "filters": filters, "count": rows.count()}
    status = 200
    if request.method == "POST":
        if not form.is_valid():
            status = 422
        elif request.POST.get("step") == "apply" and (answer := _apply(request, form, rows, context)):
            return answer
        else:
            _try(form, rows, context)
            status = 409 if "problem" in context else 200
    action = reverse("projects:correct")
    context["strip"] = filtering.strip(request, filters, page="correct", action=action)
    context["done"] = _past(request)
    return render(request, "projects/correct.html", context, status=status)


def _try(form: CorrectForm, rows: Any, context: dict[str, Any]) -> None:
    """The dry run, field by field."""
    try:
        lines = projects.try_out(rows=rows, change=form.change, on=shown.today())
    except projects.TooMany as many:
        context["problem"] = _("%(count)s projects are too many at once; filter further.") % {"count": many.count}
        return
    good = [line for line in lines if line.refused is None]
    context |= {
        "is_tried": True,
        "seen": projects.mark(lines),
        "good": len(good),
        "lines": [_line(line) for line in lines[:SHOWN]],
        "more": max(len(lines) - SHOWN, 0),
        "refused": len(lines) - len(good),
    }


def _line(line: projects.Line) -> dict[str, Any]:
    return {
        "project": line.project,
        "fields": [
            {"label": _label(name), "old": past.text(name, getattr(line.project, name)), "new": past.text(name, value)}
            for name, value in line.new.items()
        ],
        "why": " ".join(refused.sentences(line.refused)) if line.refused else "",
    }


def _label(name: str) -> str:
    text = str(Project._meta.get_field(name).verbose_name)
    return text[:1].upper() + text[1:]


def _apply(request: HttpRequest, form: CorrectForm, rows: Any, context: dict[str, Any]) -> HttpResponse | None:
    try:
        revision = projects.correct(
            rows=rows,
            change=form.change,
            seen=request.POST.get("seen", ""),
            reason=form.cleaned_data["reason"],
            by=request.user,  # type: ignore[arg-type]
            on=shown.today(),
        )
    except projects.Changed:
        context["problem"] = _("Something changed since the dry run: look again.")
        return None
    count = len(revision.versions) if revision else 0
    messages.success(
        request, ngettext("%(n)s project is corrected.", "%(n)s projects are corrected.", count) % {"n": count}
    )
    return HttpResponseRedirect(request.get_full_path())


def _past(request: HttpRequest) -> list[Revision]:
    rows = Revision.objects.filter(kind=Revision.Kind.CORRECT).select_related("by")
    return list(rows.order_by("-created_at")[:PAST])


@needs("projects.correct")
@require_POST
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a correction back, whole; refused while something newer stands on it."""
    revision = Revision.objects.filter(key=key, kind=Revision.Kind.CORRECT).first()
    if revision is None:
        raise Http404("revision")
    try:
        projects.undo(revision=revision, by=request.user, on=shown.today(), at=timezone.now())  # type: ignore[arg-type]
    except projects.Newer as newer:
        names = ", ".join(p.name for p in newer.projects[:5])
        messages.error(request, _("Something newer stands on it: %(names)s") % {"names": names})
    except projects.Undone:
        messages.info(request, _("This was taken back before."))
    else:
        messages.success(request, _("Taken back."))
    return HttpResponseRedirect(reverse("projects:correct"))
