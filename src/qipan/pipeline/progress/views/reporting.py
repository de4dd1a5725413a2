"""The reporting grid of an organisation, its workbook, and a project's own reports."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from qipan.core import access
from qipan.pipeline.progress import actions, queries, workbook
from qipan.pipeline.progress.forms import LineForm, organisation_choices
from qipan.pipeline.progress.models import Line, Report, Schedule
from qipan.pipeline.progress.views import shown
from qipan.pipeline.progress.views.rounds import crumbs, round_of
from qipan.pipeline.projects import queries as projects
from qipan.territory.orgs.models import Organisation
from qipan.web.access import needs

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _own(request: HttpRequest, schedule: Schedule) -> tuple[Organisation, list[Line], list[Organisation]]:
    """The organisation reported for (?org=), its lines, and the others one may report for."""
    rows = queries.reported_by(request.user).filter(schedule=schedule).select_related(*queries.LINKED)
    wanted = request.GET.get("org", "")
    own = rows if wanted else queries.own_lines(request.user).filter(schedule=schedule).select_related(*queries.LINKED)
    found = list(own.order_by("organisation__name", "project__name"))
    if not found and not wanted:
        found = list(rows.order_by("organisation__name", "project__name"))
    offered = list({line.organisation_id: line.organisation for line in found}.values())
    chosen = next((one for one in offered if not wanted or str(one.key) == wanted), None)
    if chosen is None:
        raise Http404("organisation")
    lines = [line for line in found if line.organisation_id == chosen.pk]
    for line in lines:
        line.schedule = schedule
    return chosen, lines, offered


@needs("projects.edit")
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, key: UUID) -> HttpResponse:
    """All projects of an organisation in one form: what stood before is beside, what is left empty is not reported."""
    access.demand(request.user, "money.see")
    schedule = round_of(request, key)
    organisation, lines, offered = _own(request, schedule)
    before = queries.before(schedule, [line.project_id for line in lines])
    choices = organisation_choices()
    data = request.POST if request.method == "POST" else None
    forms = [
        LineForm(
            data, line=line, report=queries.report_of(line), before=before.get(line.project_id), organisations=choices
        )
        for line in lines
    ]
    on = shown.today()
    status = 200
    if request.method == "POST":
        touched = [form for form in forms if not _is_verified(form) and form.is_touched]
        if not [form for form in touched if not form.is_valid()]:
            sent = _send(request, touched)
            if sent:
                text = ngettext("%(n)s report sent.", "%(n)s reports sent.", sent) % {"n": sent}
                messages.success(request, text)
            else:
                messages.info(request, _("Nothing was changed."))
            return redirect(request.get_full_path() if len(offered) > 1 else schedule_address(schedule))
        status = 422
    context = {
        "schedule": schedule, "organisation": organisation, "offered": offered, "today": on,
        "rows": [{"form": form, "at": shown.row(form.line, on, form.before)} for form in forms],
        "days_left": (schedule.closes_on - on).days, "is_open": schedule.opens_on <= on,
        "crumbs": crumbs((schedule.title, schedule_address(schedule))), "faults": status == 422,
    }  # fmt: skip
    return render(request, "progress/report.html", context, status=status)


def schedule_address(schedule: Schedule) -> str:
    return reverse("progress:round", args=[schedule.key])


def _is_verified(form: LineForm) -> bool:
    return form.report is not None and form.report.state == Report.State.VERIFIED


def _send(request: HttpRequest, forms: list[LineForm]) -> int:
    at, sent = timezone.now(), 0
    for form in forms:
        values = queries.filled(form.values(), form.line, form.before)
        try:
            actions.submit(line=form.line, by=request.user, at=at, values=values)
        except (actions.Nothing, actions.Verified):
            continue
        except actions.NotOpen:
            raise PermissionDenied("round not open") from None
        sent += 1
    return sent


@needs("projects.edit")
@require_GET
def download(request: HttpRequest, key: UUID) -> HttpResponse:
    """The round's workbook for an organisation: to fill in without a network and bring back through the import."""
    access.demand(request.user, "money.see")
    schedule = round_of(request, key)
    organisation, lines, _offered = _own(request, schedule)
    before = queries.before(schedule, [line.project_id for line in lines])
    body = workbook.written(schedule, organisation, lines, before)
    answer = HttpResponse(body, content_type=XLSX)
    name = quote(f"{schedule.title} {organisation.name}.xlsx")
    answer["Content-Disposition"] = f"attachment; filename=\"report.xlsx\"; filename*=UTF-8''{name}"
    return answer


@needs("board.see")
@require_GET
def panel(request: HttpRequest, slot: str, key: UUID) -> HttpResponse:
    """The reports of one project, the latest period first."""
    project = projects.one(request.user, key)
    lines = list(queries.of_project(project))
    on = shown.today()
    context: dict[str, Any] = {
        "rows": [shown.row(line, on) for line in lines], "with_money": access.able(request.user, "money.see"),
    }  # fmt: skip
    name = "progress/parts/panel.html" if getattr(request, "htmx", False) else "progress/panel.html"
    return render(request, name, context)
