"""The second pair of eyes: reports that wait, differences first; verify many, send one back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from qipan.core import access
from qipan.pipeline.progress import actions, queries
from qipan.pipeline.progress.models import Report, Schedule
from qipan.pipeline.progress.views import shown
from qipan.pipeline.progress.views.reporting import schedule_address
from qipan.pipeline.progress.views.rounds import crumbs, round_of
from qipan.web import paging
from qipan.web.access import needs

PAGE = 25


@needs("projects.confirm")
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, key: UUID) -> HttpResponse:
    """Reports of a round that wait: each beside the period before, what asks for a second look first."""
    access.demand(request.user, "money.see")
    schedule, on = round_of(request, key), shown.today()
    if request.method == "POST":
        return _verify(request, schedule)
    lines = queries.lines_visible_to(request.user).filter(schedule=schedule, report__state=Report.State.SUBMITTED)
    waiting = list(lines.select_related(*queries.LINKED).order_by("organisation__name", "project__name"))
    before = queries.before(schedule, [line.project_id for line in waiting])
    for line in waiting:
        line.schedule = schedule
    rows = [shown.row(line, on, before.get(line.project_id)) for line in waiting]
    rows.sort(key=lambda row: (_is_own(row, request), not row.remarks))
    page = paging.part_of(request, rows, size=PAGE)
    context = {
        "schedule": schedule, "page_obj": page, "rows": page.object_list, "own": [r.line.pk for r in rows if _is_own(r, request)],
        "doubtful": sum(bool(row.remarks) for row in rows), "crumbs": crumbs((schedule.title, schedule_address(schedule))),
    }  # fmt: skip
    return render(request, "progress/verify.html", context)


def _is_own(row: shown.Row, request: HttpRequest) -> bool:
    return row.report is not None and row.report.reported_by_id == request.user.pk


def _verify(request: HttpRequest, schedule: Schedule) -> HttpResponse:
    """Verify those chosen, each at the version that was looked at."""
    done, left = 0, 0
    seen = queries.lines_visible_to(request.user).filter(schedule=schedule)
    for chosen in request.POST.getlist("chosen"):
        key, _colon, version = chosen.partition(":")
        report = Report.objects.filter(line__in=seen, key=key).select_related("line__schedule", "line__project").first()
        try:
            if report is None or not version.isdecimal():
                raise actions.SamePerson
            actions.verify(report=report, by=request.user, at=timezone.now(), version=int(version))
            done += 1
        except (actions.SamePerson, actions.Stale):
            left += 1
    if done:
        messages.success(request, ngettext("%(n)s report verified.", "%(n)s reports verified.", done) % {"n": done})
    if left:
        text = ngettext(
            "%(n)s report was changed meanwhile or is your own; look again.",
            "%(n)s reports were changed meanwhile or are your own; look again.",
            left,
        )
        messages.warning(request, text % {"n": left})
    if not done and not left:
        messages.info(request, _("Nothing was chosen."))
    return redirect("progress:verify", key=schedule.key)


@needs("projects.confirm")
@require_POST
def send_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Return a report with a reason; whoever reported it hears of it."""
    rows = Report.objects.filter(line__in=queries.lines_visible_to(request.user))
    report = get_object_or_404(rows.select_related("line__schedule", "line__project", "reported_by"), key=key)
    try:
        actions.send_back(report=report, reason=request.POST.get("reason", ""), by=request.user, at=timezone.now())
    except actions.ReasonNeeded:
        messages.error(request, _("Say why it goes back."))
    else:
        messages.success(request, _("Sent back: %(project)s.") % {"project": report.line.project.name})
    return redirect("progress:verify", key=report.line.schedule.key)
