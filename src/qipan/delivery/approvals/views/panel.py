"""The panel of approvals on a project's page."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qipan.delivery.approvals import panels, queries
from qipan.delivery.approvals.views import words
from qipan.web.access import needs

SHOWN = 6


@needs("approvals.see")
@require_GET
def panel(request: HttpRequest, slot: str, key: UUID) -> HttpResponse:
    if slot != panels.SLOT:
        raise Http404("slot")
    project, cases = panels.of_project(request.user, key, words.today())
    words.clocked(cases)
    context = {
        "project": project,
        "cases": cases[:SHOWN],
        "more": max(len(cases) - SHOWN, 0),
        "enquiry": queries.enquiry_of(project),
    }
    name = "parts/panel.html" if getattr(request, "htmx", False) else "panel.html"
    return render(request, f"approvals/{name}", context)
