"""What a project's page shows of supervision: lights over time, reasoned exceptions, notices."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.core import access
from qipan.oversight.supervision import actions, forms, origins, panels, queries
from qipan.oversight.supervision.models import LightException
from qipan.oversight.supervision.views import shown
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project
from qipan.web import edits
from qipan.web.access import needs


@needs("supervision.see")
@require_GET
def panel(request: HttpRequest, slot: str, key: UUID) -> HttpResponse:
    """On the page of a project, of a task, or of a check-up finding."""
    if slot not in panels.SLOTS:
        raise Http404("slot")
    context = (
        _of_project(request, projects.one(request.user, key)) if slot == "project" else _of_origin(request, slot, key)
    )
    part = "project" if slot == "project" else "origin"
    name = f"supervision/parts/{part}.html" if request.htmx else "supervision/panel.html"
    return render(request, name, context)


def _of_project(request: HttpRequest, project: Project) -> dict[str, object]:
    on, with_money = timezone.localdate(), access.able(request.user, "money.see")
    readings = list(queries.readings(project, ours=True))
    exceptions = list(queries.exceptions_of(project)[:10])
    return {
        "slot": "project",
        "project": project,
        "bands": queries.bands(project, readings, on=on, with_money=with_money),
        "others": shown.ratings(queries.readings(project, ours=False)),
        "exceptions": [{"row": e, "holds": e.since <= on <= e.until} for e in exceptions],
        "notices": shown.rows(queries.of_project(request.user, project)[:10], on),
        "can_notify": access.able(request.user, "supervision.notify"),
        "today": on,
    }


def _of_origin(request: HttpRequest, slot: str, key: UUID) -> dict[str, object]:
    """Notices drafted from a record of a lower room, and the way to draft one."""
    origin = origins.of(slot, key, request.user)
    if origin is None:
        raise Http404(slot)
    found = queries.origin_of(request.user, origin.kind, key)
    return {
        "slot": slot,
        "title": origin.title,
        "begin": f"{reverse('supervision:new')}?{slot}={key}",
        "notices": shown.rows(found, timezone.localdate()),
        "can_notify": access.able(request.user, "supervision.notify"),
    }


@needs("supervision.notify")
@require_http_methods(["GET", "POST"])
def except_light(request: HttpRequest, key: UUID) -> HttpResponse:
    """A good reason beside the light of a project, with a last day."""
    project = projects.one(request.user, key)
    form = forms.ExceptionForm(request.POST or None, initial={"since": timezone.localdate()})
    back = reverse("projects:detail", args=[key])
    if request.method == "POST" and form.is_valid():
        actions.except_light(project=project, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("Written beside the light. The colour stays what was computed."))
        return redirect(back)
    note = _(
        "The colour is computed and stays. Your name, the reason and the days are shown beside it until the last day."
    )
    crumbs = [(project.name, back)]
    return edits.draw(request, form, title=_("A reason beside the light"), back=back, crumbs=crumbs, note=note)


@needs("supervision.notify")
@require_POST
def end_exception(request: HttpRequest, key: UUID) -> HttpResponse:
    row = LightException.objects.filter(key=key, project__in=projects.visible_to(request.user)).first()
    if row is None:
        raise Http404("exception")
    actions.end_exception(exception=row, by=request.user, on=timezone.localdate())  # type: ignore[arg-type]
    messages.success(request, _("The reason ends today."))
    return redirect("projects:detail", key=row.project.key)
