"""What was confirmed of a year's plan, on the plan's own page."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from qipan.pipeline.plans import queries as plans
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.views import shown
from qipan.web.access import needs


@needs("plans.see")
@require_GET
def panel(request: HttpRequest, slot: str, key: UUID) -> HttpResponse:
    if slot != "plan":
        raise Http404("slot")
    plan = get_object_or_404(plans.visible_to(request.user), key=key)
    context = {"plan": plan, "reached": queries.reached(plan, shown.today())}
    name = "projects/parts/reached.html" if getattr(request, "htmx", False) else "projects/reached.html"
    return render(request, name, context)
