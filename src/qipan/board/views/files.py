"""A plan as Excel, iCalendar and JSON; only what the reader sees."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qipan.board import exports, queries, rules, words
from qipan.board.views import frame, shown
from qipan.core import access
from qipan.exchange import writer
from qipan.web.access import needs


def _reader(request: HttpRequest, key: UUID) -> frame.Reader:
    access.demand(request.user, "moves.see")
    return frame.Reader(request.user, frame.run_of(request, key))


@needs("export")
@require_GET
def excel(request: HttpRequest, key: UUID) -> FileResponse:
    reader = _reader(request, key)
    language = get_language() or "en"
    columns = exports.columns(with_money=reader.sees_money)
    rows = shown.accepted(reader, queries.parts_of(key))
    lines = exports.lines(columns, rows, reader.result.get("steps", {}), reader.run.origin, language)
    handle = tempfile.TemporaryFile()  # noqa: SIM115 — FileResponse closes it
    writer.write_xlsx(handle, columns, lines, sheet=_("Schedule"), headers=exports.headers(columns, language))
    handle.seek(0)
    return FileResponse(handle, as_attachment=True, filename=f"plan-{reader.run.on:%Y%m%d}.xlsx")


@needs("export")
@require_GET
def calendar(request: HttpRequest, key: UUID) -> HttpResponse:
    reader = _reader(request, key)
    origin = reader.run.origin
    rows = [
        (f"{one}-{code}", f"{project.name} · {words.step(code)}", reader.run.name, rules.day_of(origin, start), rules.last_day(origin, end))
        for one, steps in reader.result.get("steps", {}).items()
        if (project := reader.projects.get(one)) is not None
        for code, start, end in steps
        if end > start
    ]  # fmt: skip
    text = exports.calendar(rows, name=reader.run.name, at=timezone.now().astimezone(UTC))
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="plan-{reader.run.on:%Y%m%d}.ics"'
    return answer


@needs("export")
@require_GET
def plain(request: HttpRequest, key: UUID) -> HttpResponse:
    """Problem, plan, certificate and checks as computed: for who reaches every project and sees money."""
    reader = _reader(request, key)
    if not reader.sees_all:
        raise PermissionDenied("money.see")
    run = queries.visible_to(request.user).get(key=key)
    whole = {
        "name": run.name, "on": run.on.isoformat(), "first_week": run.origin.isoformat(), "problem_hash": run.problem_hash,
        "problem": json.loads(run.problem or "{}"), "plan": json.loads(run.plan or "{}"), "missing": run.missing,
        "violations": run.result.get("violations"), "bound_verified": run.result.get("verified"),
        "outlook": run.result.get("outlook"),
    }  # fmt: skip
    answer = HttpResponse(json.dumps(whole, ensure_ascii=False, indent=1), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="plan-{run.on:%Y%m%d}.json"'
    return answer
