"""The list of cases, one case, the list as a workbook."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qipan.core import access, holidays
from qipan.core.models import AuditEntry
from qipan.delivery.approvals import queries, rules
from qipan.delivery.approvals.ledger import COLUMNS
from qipan.delivery.approvals.models import Case
from qipan.delivery.approvals.views import words
from qipan.exchange import writer
from qipan.pipeline.projects import queries as projects
from qipan.territory.orgs.models import Organisation
from qipan.web import history, paging
from qipan.web.access import needs

# Act → (words, icon, is it the usual next step).
ACTS = {
    "accept": ("check", True),
    "turn-away": ("ban", False),
    "pause": ("player-pause", False),
    "resume": ("player-play", True),
    "decide": ("circle-check", True),
    "withdraw": ("arrow-back-up", False),
    "correct": ("pencil", False),
    "reopen": ("arrow-back-up", False),
}


def _asked(request: HttpRequest) -> dict[str, Any]:
    authority = request.GET.get("authority", "")
    return {
        "authority_id": int(authority) if authority.isdigit() else None,
        "code": request.GET.get("item", "")[:24],
        "text": request.GET.get("q", "").strip()[:100],
    }


def _tab(request: HttpRequest, counts: dict[str, int] | None = None) -> str:
    asked = request.GET.get("tab", "")
    if asked in queries.TABS:
        return asked
    return "ours" if counts and counts["ours"] else "open"


@needs("approvals.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What waits for us first, then what is under way."""
    on, calendar = words.today(), holidays.calendar()
    counts = queries.counts(request.user, on=on, calendar=calendar)
    tab, asked = _tab(request, counts), _asked(request)
    rows = paging.part_of(request, queries.listed(request.user, tab, on=on, calendar=calendar, **asked))
    calendars = queries.Calendars({"": calendar})
    shown = {
        "rows": rows,
        "tab": tab,
        "cases": words.clocked(queries.dressed(rows.object_list, on=on, calendars=calendars)),
    }
    if getattr(request, "htmx", False) and not request.htmx.boosted:
        return render(request, "approvals/index.html#rows", shown)
    can = access.abilities(request.user)
    context = {
        **shown,
        "counts": counts,
        "rooms": words.rooms("index", can),
        "tabs": [
            {"label": label, "href": f"?tab={name}", "is_current": name == tab, "count": counts[name]}
            for name, label in words.TABS.items()
        ],
        "fields": _filters(request, asked),
        "search": {"name": "q", "value": asked["text"], "placeholder": _("Project or number …")},
        "warning": holidays.warning(calendar, on, calendar.add(on, 60)),
        "query": request.GET.urlencode(),
    }
    return render(request, "approvals/index.html", context)


def _filters(request: HttpRequest, asked: dict[str, Any]) -> list[dict[str, Any]]:
    seen = queries.visible_to(request.user).order_by()
    authorities = Organisation.objects.filter(pk__in=seen.values("authority_id"))
    edition = queries.in_force(words.today())
    listed = queries.items(edition) if edition else []
    return [
        {
            "name": "authority",
            "label": _("Authority"),
            "value": asked["authority_id"] or "",
            "choices": [(o.pk, str(o)) for o in authorities],
        },
        {"name": "item", "label": _("Item"), "value": asked["code"], "choices": [(i.code, i.title) for i in listed]},
    ]


@needs("approvals.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """One case: its clock, whose move it is, what happened, what may be done."""
    return _page(request, queries.one(request.user, key))


def _page(request: HttpRequest, case: Case) -> HttpResponse:
    on = words.today()
    calendars = queries.Calendars()
    words.clocked(queries.dressed([case], on=on, calendars=calendars))
    is_mine = queries.may_handle(request.user, case)
    offered = {name.replace("_", "-") for name in rules.acts(case.status)} if is_mine else set()
    keys = [case.key, *(p.key for p in case.pauses.all())]
    entries = AuditEntry.objects.filter(object_key__in=keys).order_by("-seq")[:60]
    seen = projects.visible_to(request.user).filter(pk=case.project_id).exists()
    due = case.standing.due_on  # type: ignore[attr-defined]
    shown = {
        "case": case,
        "crumbs": words.crumbs(),
        "acts": [{"name": n, "icon": icon, "is_next": is_next} for n, (icon, is_next) in ACTS.items() if n in offered],
        "is_mine": is_mine,
        "sees_project": seen,
        "story": _story(case),
        "history": history.lines(entries),
        "warning": holidays.warning(calendars.of(case), case.received_on, max(due or on, on)),
    }
    return render(request, "approvals/case.html", shown)


def _story(case: Case) -> list[dict[str, Any]]:
    """What happened, in order: received, accepted, stood still, ran on, decided."""
    events: list[tuple[Any, int, dict[str, Any]]] = [
        (case.received_on, 0, {"title": _("Received"), "text": case.number, "state": "done"})
    ]
    if case.accepted_on:
        events.append((case.accepted_on, 1, {"title": _("Accepted: the clock runs"), "text": "", "state": "done"}))
    for pause in case.pauses.all():
        stopped = {"title": pause.get_kind_display(), "text": pause.reason, "state": "late"}
        events.append((pause.since, 2, stopped))
        if pause.until and pause.until != case.decided_on:
            events.append((pause.until, 3, {"title": _("The clock runs again"), "text": "", "state": "done"}))
    if case.decided_on:
        text = " · ".join(filter(None, (case.document, case.words)))
        events.append((case.decided_on, 4, {"title": case.get_status_display(), "text": text, "state": "done"}))
    return [{"on": on, **event} for on, _rank, event in sorted(events, key=lambda e: (e[0], e[1]))]


@needs("export")
@require_GET
def export(request: HttpRequest) -> FileResponse:
    """The list as it stands under its tab and filters, as a workbook in the form the importer reads."""
    access.demand(request.user, "approvals.see")
    on, calendar = words.today(), holidays.calendar()
    found = queries.listed(request.user, _tab(request), on=on, calendar=calendar, **_asked(request))
    handle = tempfile.TemporaryFile()  # noqa: SIM115 — FileResponse closes it
    writer.write_xlsx(handle, COLUMNS, _lines(found, on, queries.Calendars({"": calendar})), sheet=_("Approval cases"))
    handle.seek(0)
    return FileResponse(handle, as_attachment=True, filename=f"approvals-{on:%Y%m%d}.xlsx")


def _lines(found: Any, on: Any, calendars: queries.Calendars) -> Iterator[list[Any]]:
    number = 0
    batch: list[Case] = []
    for case in found.iterator(chunk_size=500):
        batch.append(case)
        if len(batch) == 500:
            for done in queries.dressed(batch, on=on, calendars=calendars):
                number += 1
                yield _cells(done, number)
            batch = []
    for done in queries.dressed(batch, on=on, calendars=calendars):
        number += 1
        yield _cells(done, number)


def _cells(case: Any, number: int) -> list[Any]:
    pause = next(iter(reversed(case.pauses.all())), None)
    standing = case.standing
    return [
        number, case.project.name, case.project.code, case.item.title, str(case.authority), case.number, case.received_on,
        case.accepted_on, pause.since if pause else None, pause.until if pause else None, pause.reason if pause else None,
        case.decided_on, case.get_status_display() if case.is_decided else None, case.document, case.promised_days,
        case.statutory_days, standing.used if case.accepted_on else None, None if case.is_decided else standing.due_on,
        case.get_status_display(), case.holder_words,
    ]  # fmt: skip
