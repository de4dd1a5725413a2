"""The first page, and search from anywhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_GET

from qipan.core import access, units
from qipan.core.models import User
from qipan.exchange.actions import open_questions
from qipan.faces.desk import queries, rules, search
from qipan.pipeline.projects import queries as projects
from qipan.territory.orgs import queries as orgs
from qipan.territory.tasks import queries as tasks
from qipan.web import history, waiting
from qipan.web.access import signed_in

LACKING = {
    "total": gettext_lazy("total investment"),
    "lead_org": gettext_lazy("lead organisation"),
    "planned_end": gettext_lazy("planned completion"),
}


@signed_in
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    sees_projects = access.able(user, "projects.see")
    since = _since(request)
    parts = rules.order(orgs.scope_of(user).roles, sees_projects=sees_projects)
    shown: dict[str, Any] = {"parts": parts, "since": since, "today": today, **_waiting(user, today)}
    if sees_projects:
        shown |= _news(user, since)
        shown["summary"] = projects.summary(user, projects.Filters(), today) if access.able(user, "money.see") else None
        shown["sums"] = _sums(shown["summary"]) if shown["summary"] else None
    return render(request, "desk/index.html", shown)


def _waiting(user: Any, today: Any) -> dict[str, Any]:
    imports = list(queries.my_imports(user)[: queries.SHOWN])
    left = list(queries.left_open(user)[: queries.SHOWN])
    for batch in imports:
        batch.question_count = open_questions(batch)  # type: ignore[attr-defined]
    owed = list(queries.my_tasks(user)[: queries.SHOWN + 1])
    stuck = list(queries.stuck(user, on=today)[: queries.SHOWN + 1])
    incomplete = list(queries.incomplete(user)[: queries.SHOWN + 1])
    for project in stuck:
        project.is_overdue = project.next_on is not None and project.next_on < today  # type: ignore[attr-defined]
    for project in incomplete:
        project.lacks = [LACKING[code] for code in queries.lacking(project)]  # type: ignore[attr-defined]
    return {
        "tasks": tasks.dressed(owed[: queries.SHOWN], on=today),
        "more_tasks": len(owed) > queries.SHOWN,
        "to_close": list(queries.to_close(user)[: queries.SHOWN]),
        "imports": imports,
        "left": left,
        "questions": sum(open_questions(batch) for batch in [*imports, *left]),
        "stuck": stuck[: queries.SHOWN],
        "more_stuck": len(stuck) > queries.SHOWN,
        "incomplete": incomplete[: queries.SHOWN],
        "more_incomplete": len(incomplete) > queries.SHOWN,
        "piles": waiting.piles(user, today, most=queries.SHOWN),
        "unread": len(owed) or "",
    }


def _news(user: Any, since: datetime) -> dict[str, Any]:
    changed = queries.changed(user, since=since)
    hidden = queries.hidden_fields(user)
    for item in changed.news:
        item.lines = history.lines(item.entries, hidden=hidden, quiet=queries.QUIET, amounts=queries.AMOUNTS)
    sees_money = access.able(user, "money.see")
    red = list(queries.turned_red(user, since=timezone.localtime(since).date())[: queries.SHOWN])
    for project in red:
        project.reason = projects.reason(project, with_money=sees_money)  # type: ignore[attr-defined]
    return {"changed": changed, "red": red, "reds": queries.reds(user)}


def _sums(summary: projects.Summary) -> dict[str, tuple[str, str]]:
    """Plan and completed in the main currency, each as figure and unit."""
    language = get_language() or "en"
    found = {}
    for name in ("plan", "done"):
        currency, minor = next(iter(getattr(summary, name)), ("CNY", 0))
        found[name] = _parted(units.money_text(minor, currency, language), language)
    return found


def _parted(text: str, language: str) -> tuple[str, str]:
    """ "75.93 亿元" → figure, unit; "CNY 7,593 million" likewise."""
    if units.is_chinese(language):
        figure, _space, unit = text.partition(" ")
        return figure, unit
    currency, figure, scale = text.split(" ", 2)
    return figure, f"{currency} {scale}"


def _since(request: HttpRequest) -> datetime:
    """When this reader was here last. It stays the same for the length of a visit, so that a reload does not empty the page."""
    now = timezone.now()
    kept = request.session.get("desk_visit")
    user: User = request.user  # type: ignore[assignment]
    if kept and now - datetime.fromisoformat(kept["at"]) < timedelta(hours=rules.VISIT_HOURS):
        return datetime.fromisoformat(kept["since"])
    since = user.desk_seen_at or now - timedelta(days=rules.FIRST_VISIT_DAYS)
    request.session["desk_visit"] = {"at": now.isoformat(), "since": since.isoformat()}
    User.objects.filter(pk=user.pk).update(desk_seen_at=now)
    return since


@signed_in
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Search: the palette's options for a script, a page for everybody else."""
    query = request.GET.get("q", "").strip()[:100]
    shown = {"query": query, "groups": search.find(request.user, query) if query else []}
    return render(request, "desk/search.html#options" if request.htmx else "desk/search.html", shown)
