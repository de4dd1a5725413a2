"""The rounds: all of them, one with who has not reported yet, a new one, and who reports on a line."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.core import access, audit, rulesets
from qipan.pipeline.progress import actions, queries, rules
from qipan.pipeline.progress.forms import ReporterForm, RoundForm, first_window
from qipan.pipeline.progress.models import Cadence, Line, Schedule
from qipan.pipeline.progress.views import shown
from qipan.pipeline.projects import queries as projects
from qipan.web import edits, history, paging
from qipan.web.access import needs

PAGE = 50
_WHICH = {
    "owing": ("missing", "overdue", "returned"),
    "waiting": ("reported", "late"),
    "verified": ("verified", "verified_late"),
}


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(_("Reporting"), reverse("progress:index")), *more]


def round_of(request: HttpRequest, key: UUID) -> Schedule:
    return get_object_or_404(queries.visible_to(request.user), key=key)


@needs("board.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every round with how far it is; what I owe first."""
    page = paging.part_of(request, queries.visible_to(request.user), size=12)
    rounds = list(page.object_list)
    lines = queries.lines_visible_to(request.user).filter(schedule__in=rounds).select_related("organisation", "report")
    by_round: dict[int, list[Line]] = {one.pk: [] for one in rounds}
    for line in lines:
        by_round[line.schedule_id].append(line)
    found = [queries.standing(one, by_round[one.pk]) for one in rounds]
    mine = {one.pk: count for one, count, _back in queries.to_report(request.user, shown.today())}
    waiting = {one.pk: count for one, count in queries.to_verify(request.user).items()}
    context = {
        "rounds": [
            {"at": s, "mine": mine.get(s.schedule.pk, 0), "waiting": waiting.get(s.schedule.pk, 0)} for s in found
        ],
        "page_obj": page,
        "today": shown.today(),
        "with_money": access.able(request.user, "money.see"),
    }
    return render(request, "progress/index.html", context)


@needs("board.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who has reported, who has not, what counts; every line with its state."""
    schedule, on = round_of(request, key), shown.today()
    lines = list(queries.lines_visible_to(request.user).filter(schedule=schedule).select_related(*queries.LINKED))
    for line in lines:
        line.schedule = schedule
    standing = queries.standing(schedule, lines)
    which, org = request.GET.get("state", ""), request.GET.get("org", "")
    chosen = [line for line in lines if _is_chosen(line, which, org, on)]
    page = paging.part_of(request, chosen, size=PAGE)
    own = set(queries.own_lines(request.user).filter(schedule=schedule).values_list("organisation_id", flat=True))
    names = {str(p.organisation.key): p.organisation for p in standing.parts}
    context = {
        "schedule": schedule,
        "standing": standing,
        "rows": [shown.row(line, on) for line in page.object_list],
        "page_obj": page,
        "which": which,
        "org": names.get(org),
        "own": own,
        "can": {"all": queries.orgs.scope_of(request.user).is_everything,
                "report": access.able(request.user, "projects.edit"), "manage": access.able(request.user, "tasks.assign"),
                "verify": access.able(request.user, "projects.confirm")},
        "with_money": access.able(request.user, "money.see"),
        "days_left": (schedule.closes_on - on).days,
        "today": on,
        **_next(schedule, on),
        "crumbs": crumbs(),
        "history": history.lines(audit.of("progress.schedule", schedule.key)[:10]),
    }  # fmt: skip
    return render(request, "progress/round.html", context)


def _next(schedule: Schedule, on: date) -> dict[str, Any]:
    """Whether this is the last round of its kind, and when the next one opens."""
    later = Schedule.objects.filter(cadence=schedule.cadence, number=schedule.number, until__gt=schedule.until)
    held = rulesets.in_force("cadences", on=on)["cadences"].get(schedule.cadence)
    if not held or later.exists() or not schedule.stages:
        return {"is_last": False}
    until = rules.following(schedule.cadence, schedule.until)[1]
    return {"is_last": True, "next_opens": max(rules.window(until, held)[0], on)}


def _is_chosen(line: Line, which: str, org: str, on: Any) -> bool:
    if org and str(line.organisation.key) != org:
        return False
    if which not in _WHICH:
        return True
    report = queries.report_of(line)
    state = rules.standing(
        report.state if report else "",
        is_late=bool(report and report.is_late),
        closes_on=line.schedule.closes_on,
        on=on,
    )
    return state in _WHICH[which]


@needs("tasks.assign")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a round: the period that is due, the county's days, projects by stage."""
    after = (
        queries.visible_to(request.user).filter(key=request.GET["after"]).first() if "after" in request.GET else None
    )
    form = RoundForm(request.POST or None, initial=_initial(request, after))
    if request.method == "POST" and form.is_valid():
        found = dict(form.cleaned_data)
        stages, level = found.pop("stages"), found.pop("level")
        rows = projects.visible_to(request.user).filter(stage__in=stages).exclude(status__in=projects.ENDED)
        chosen = list((rows.filter(level=level) if level else rows).select_related("lead_org").order_by("name"))
        if not chosen:
            form.add_error("stages", _("No project is in these stages."))
        else:
            made = edits.attempt(
                form,
                lambda: actions.open_round(by=request.user, projects=chosen, stages=stages, level=level, **found),
                (
                    actions.Standing,
                    lambda e: _("This period has such a round: %(title)s.") % {"title": e.schedule.title},
                ),
            )
            if made:
                text = ngettext("The round is open: %(n)s project.", "The round is open: %(n)s projects.", len(chosen))
                messages.success(request, text % {"n": len(chosen)})
                return redirect("progress:round", key=made.key)
    return edits.draw(
        request, form, title=_("Open a round"), back=reverse("progress:index"), save=_("Open"), crumbs=crumbs()
    )


def _initial(request: HttpRequest, after: Schedule | None) -> dict[str, Any]:
    """The round that is due: after another one, else the month's."""
    on = shown.today()
    cadences = rulesets.in_force("cadences", on=on)["cadences"]
    cadence = after.cadence if after else request.GET.get("cadence", Cadence.MONTH)
    held = cadences.get(cadence) or cadences[Cadence.MONTH]
    since, until = rules.following(cadence, after.until) if after else rules.latest(cadence, on, int(held["opens"]))
    home = queries.orgs.scope_of(request.user).organisation_ids
    return {
        "cadence": cadence, "number": after.number if after else 1, "until": until, **first_window(until, held),
        "is_verified_only": held["is_verified_only"], "title": queries.title_of(cadence, since),
        "stages": (after.stages if after else None) or ["preparation", "started"], "level": after.level if after else "",
        "fallback": after.fallback_id if after and after.fallback_id else min(home, default=None),
        "source": after.source if after else "", "repeats": after.repeats if after else True,
    }  # fmt: skip


@needs("tasks.assign")
@require_POST
def repeat(request: HttpRequest, key: UUID) -> HttpResponse:
    """The next round opens by itself from now on, or no longer."""
    schedule = round_of(request, key)
    is_on = request.POST.get("repeats") == "1"
    actions.repeat(schedule=schedule, is_on=is_on, by=request.user)
    said = _("The next round opens by itself on its day.") if is_on else _("No further round opens by itself.")
    messages.success(request, said)
    return redirect("progress:round", key=schedule.key)


@needs("tasks.assign")
@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who reports on a line; or take it out of the round."""
    held = get_object_or_404(
        queries.lines_visible_to(request.user).select_related("schedule", "project", "organisation"), key=key
    )
    back = reverse("progress:round", args=[held.schedule.key])
    form = ReporterForm(request.POST or None, initial={"organisation": held.organisation_id})
    if request.method == "POST" and form.is_valid():
        actions.hand_over(line=held, organisation=form.cleaned_data["organisation"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect(back)
    return edits.draw(
        request, form, title=held.project.name, sub=held.schedule.title, back=back,
        crumbs=crumbs((held.schedule.title, back)), remove=reverse("progress:drop", args=[key]),
    )  # fmt: skip


@needs("tasks.assign")
@require_POST
def drop(request: HttpRequest, key: UUID) -> HttpResponse:
    held = get_object_or_404(queries.lines_visible_to(request.user).select_related("schedule", "report"), key=key)
    actions.drop(line=held, reason=request.POST.get("reason") or "removed by hand", by=request.user)
    messages.success(request, _("The project is out of the round; the history keeps it."))
    return redirect("progress:round", key=held.schedule.key)
