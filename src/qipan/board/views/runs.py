"""The moves page, one run under way or finished, and its parts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qipan.board import actions, engine, jobs, queries, rules, words
from qipan.board.models import Adoption, Run
from qipan.board.views import frame, shown
from qipan.core import access, audit, units
from qipan.web import history, paging
from qipan.web.access import needs


@needs("moves.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The plan in force, the newest best move, the button, and every run there was."""
    latest, force = queries.latest(request.user), queries.in_force()
    rows = paging.part_of(request, queries.listed(request.user), size=20)
    under_way = queries.listed(request.user).filter(state__in=Run.BUSY).first()
    return render(
        request,
        "board/index.html",
        {
            "latest": latest,
            "sentence": frame.Reader(request.user, latest).sentence if latest else "",
            "force": force,
            "force_sentence": frame.Reader(request.user, force.run).sentence if force else "",
            "proposed": queries.proposed(request.user),
            "rows": rows,
            "under_way": under_way,
            "sees_money": access.able(request.user, "money.see"),
            "may_run": access.able(request.user, "moves.run"),
        },
    )


@needs("moves.run")
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """One button: the best move as of today."""
    busy = queries.listed(request.user).filter(state__in=Run.BUSY, base__isnull=True).first()
    if busy:
        messages.info(request, _("A best move is being computed already."))
        return redirect("board:detail", key=busy.key)
    today = timezone.localdate()
    name = _("Best move of %(day)s") % {"day": units.date_text(today, "day", get_language() or "en")}
    run = actions.order(by=request.user, on=today, name=name)
    jobs.compute.enqueue(run.pk)
    return redirect("board:detail", key=run.key)


@needs("moves.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    run = frame.run_of(request, key)
    context = frame.context(request, run, "detail")
    if run.is_busy:
        return render(request, "board/under_way.html", {**context, **_under_way(request, run)})
    if not run.has_plan:
        return render(request, "board/failed.html", {**context, "why": _why(run)})
    reader: frame.Reader = context["reader"]
    adoptions = list(queries.adoptions_visible_to(request.user).filter(run=run).order_by("-pk")[:5])
    more = {
        "sentence": reader.sentence,
        "ladder": shown.ladder(reader),
        "prices": shown.prices(reader),
        "closing": shown.closing(run.trail),
        "proof": shown.proof(reader),
        "late": len((reader.result.get("outlook") or {}).get("late", ())),
        "outlook": _outlook(reader),
        "asked": reader.changes(),
        "beside": _compared(reader, run.base) if run.base else None,
        "since": _since_force(reader),
        "adoptions": adoptions,
        "proposal": next((a for a in adoptions if a.state == Adoption.State.PROPOSED), None),
        "in_force": next((a for a in adoptions if a.state == Adoption.State.IN_FORCE), None),
        "what_ifs": queries.listed(request.user).filter(base=run)[:10],
        **_may(request, run),
        "history": _history(run),
    }
    return render(request, "board/detail.html", {**context, **more})


def _history(run: Run) -> list[history.Line]:
    """Who ordered and computed; what the page says above is not repeated."""
    shown_above = {field.attname for field in Run._meta.concrete_fields}
    return history.lines(audit.of(queries.RUN, run.key)[:10], quiet={*shown_above, "status"})


def _may(request: HttpRequest, run: Run) -> dict[str, bool]:
    may_run, may_adopt = (access.able(request.user, name) for name in ("moves.run", "moves.adopt"))
    return {"may_run": may_run, "may_adopt": may_adopt, "may_propose": run.is_sound and (may_run or may_adopt)}


def _outlook(reader: frame.Reader) -> list[str]:
    """P10, P50, P90 of the plan's value."""
    outlook = reader.result.get("outlook")
    return [reader.money(figure) for figure in outlook["value"]] if outlook and reader.sees_money else []


def _compared(reader: frame.Reader, other: Run, weeks: int = 0) -> dict[str, Any]:
    """What this plan does otherwise than another: counts for all, names for what the reader sees."""
    run = reader.run
    value = (run.value or 0) - (other.value or 0)
    found = rules.difference(other.result.get("steps", {}), run.result.get("steps", {}), weeks, value)
    names = queries.seen_projects(reader.user, [*found.added, *found.dropped, *found.moved])
    return {
        "other": other,
        "value": reader.money(value) if reader.sees_money else "",
        "is_better": value > 0,
        "is_same": not found and not value,
        "parts": [
            {"label": label, "count": len(keys), "names": [names[key] for key in keys if key in names][:12]}
            for label, keys in (
                (_("taken in"), found.added),
                (_("left out"), found.dropped),
                (_("moved in time"), tuple(found.moved)),
            )
            if keys
        ],
    }


def _since_force(reader: frame.Reader) -> dict[str, Any] | None:
    """What changed since the plan in force."""
    held = Adoption.objects.filter(state=Adoption.State.IN_FORCE).select_related("run").defer("run__problem").first()
    if held is None or held.run_id == reader.run.pk:
        return None
    return _compared(reader, held.run, rules.week_of(held.run.origin, reader.run.origin))


def _why(run: Run) -> str:
    if run.state == Run.State.CANCELLED:
        return _("It was stopped before it began.")
    return str(words.FAILURES.get(run.failure.get("code", ""), words.FAILURES["broken"]))


def _under_way(request: HttpRequest, run: Run) -> dict[str, Any]:
    noted = engine.noted(run)
    trail = noted.get("trail", [])
    reader = frame.Reader(request.user, run)
    last: list[Any] = trail[-1] if trail else [0.0, None, None]
    return {
        "words": words.STAGES.get(noted.get("step", ""), ""),
        "is_solving": noted.get("step") == "solving",
        "share": min(1.0, float(last[0]) / run.seconds)
        if noted.get("step") == "solving" and not run.is_exact
        else None,
        "closing": shown.closing(trail),
        "value": reader.money(last[1]) if reader.sees_money and last[1] is not None else "",
        "bound": reader.money(last[2]) if reader.sees_money and last[2] is not None else "",
        "may_run": access.able(request.user, "moves.run"),
    }


@needs("moves.see")
@require_GET
def progress(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far it is, asked again and again; at the end it leads to the page."""
    run = frame.run_of(request, key, heavy=False)
    return render(request, "board/under_way.html#bar", {"run": run, **_under_way(request, run)})


@needs("moves.run")
@require_POST
def cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    run = frame.run_of(request, key, heavy=False)
    try:
        actions.cancel(by=request.user, run=run)
        messages.info(request, _("It stops now and keeps the best plan so far."))
    except actions.NotNow:
        messages.info(request, _("It was finished already."))
    return redirect("board:detail", key=key)


def _part(request: HttpRequest, key: UUID, part: str) -> tuple[Run, frame.Reader, dict[str, Any]]:
    run = frame.run_of(request, key)
    context = frame.context(request, run, part)
    return run, context["reader"], context


@needs("moves.see")
@require_GET
def schedule(request: HttpRequest, key: UUID) -> HttpResponse:
    """The plan over time, by project, park or team."""
    _run, reader, context = _part(request, key, "schedule")
    by = request.GET.get("by", "project")
    by = by if by in ("project", "park", "team") else "project"
    labels = {"project": _("By project"), "park": _("By park"), "team": _("By team")}
    ways = [{"label": label, "href": f"?by={name}", "is_current": name == by} for name, label in labels.items()]
    more = {
        "groups": shown.gantt(reader, by),
        "axis": shown.axis(reader),
        "ways": ways,
        "by": by,
        "hidden": reader.hidden(reader.result.get("steps", {})),
    }
    return render(request, "board/schedule.html", {**context, **more})


@needs("moves.see")
@require_GET
def factors(request: HttpRequest, key: UUID) -> HttpResponse:
    """Load against capacity, and what more of each bottleneck brings."""
    _run, reader, context = _part(request, key, "factors")
    rows = shown.load(reader)
    chosen = next((row for row in rows if row["name"] == request.GET.get("factor")), rows[0] if rows else None)
    more = {
        "rows": rows,
        "chosen": chosen,
        "chart": shown.load_chart(reader, chosen) if chosen else None,
        "prices": shown.prices(reader),
    }
    return render(request, "board/factors.html", {**context, **more})


@needs("moves.see")
@require_GET
def projects(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who is in and how, who waits and why."""
    _run, reader, context = _part(request, key, "projects")
    parts = queries.parts_of(key)
    more = {
        "accepted": shown.accepted(reader, parts),
        "fixed": shown.fixed(reader),
        "may_run": access.able(request.user, "moves.run"),
        "hidden_fixed": reader.hidden(pin["project"] for pin in reader.result.get("pins", ())),
        "rejected": shown.rejected(reader),
        "hidden_in": reader.hidden(reader.result.get("steps", {})),
        "hidden_out": reader.hidden(one["project"] for one in reader.result.get("reasons", ())),
    }
    return render(request, "board/projects.html", {**context, **more})


@needs("moves.see")
@require_GET
def missing(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was not recorded and what was taken instead."""
    _run, reader, context = _part(request, key, "missing")
    return render(request, "board/missing.html", {**context, "rows": shown.missing(reader)})
