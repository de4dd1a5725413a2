"""The panel of projects on a lower room's page."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qipan.core import access
from qipan.pipeline.projects import panels
from qipan.pipeline.projects.views import shown
from qipan.web.access import needs


@needs("projects.see")
@require_GET
def panel(request: HttpRequest, slot: str, key: UUID) -> HttpResponse:
    if slot not in panels.LINKS:
        raise Http404("slot")
    rows = panels.projects_of(request.user, slot, key)
    found = list(rows[: panels.SHOWN + 1])
    context = {
        "cards": shown.pieces(found[: panels.SHOWN], request, shown.today()),
        "rest": rows.count() - panels.SHOWN if len(found) > panels.SHOWN else 0,
        "with_money": access.able(request.user, "money.see"),
    }
    return render(
        request, "projects/parts/panel.html" if getattr(request, "htmx", False) else "projects/panel.html", context
    )
