"""What a leader sees in ten seconds: how much is red, why, whose move; by unit. And the wall for the meeting room."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qipan.oversight.supervision import queries
from qipan.oversight.supervision.views import shown
from qipan.pipeline.projects.models.choices import Light
from qipan.territory.orgs.models import Organisation, Region
from qipan.web import paging
from qipan.web.access import needs

ON_THE_WALL = 6
ON_THE_PAGE = 20


def _dressed(lines: list[queries.Line]) -> list[dict[str, Any]]:
    return [
        {"line": line, "project": line.project, "move": shown.move(line.move), "since": shown.since(line.days),
         "tone": shown.TONES.get(line.notice.colour, "") if line.notice else ""}
        for line in lines
    ]  # fmt: skip


def _fields(request: HttpRequest, units: list[queries.Unit]) -> list[dict[str, Any]]:
    asked = request.GET
    lights = [("red", Light.RED.label), ("both", _("Red and yellow")), ("yellow", Light.YELLOW.label)]
    regions = list(Region.objects.order_by("path").values_list("pk", "name"))
    return [
        {"name": "light", "label": _("Light"), "value": asked.get("light", "red"), "choices": lights},
        {
            "name": "unit",
            "label": _("Unit"),
            "value": asked.get("unit", ""),
            "choices": [(u.pk, u.name) for u in units if u.pk],
        },
        {"name": "region", "label": _("Region"), "value": asked.get("region", ""), "choices": regions},
    ]


@needs("supervision.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What is red, why, whose move, since when; every unit by colour; late and mine."""
    on = timezone.localdate()
    part = paging.part_of(request, queries.red(request.user, request.GET), size=ON_THE_PAGE)
    context = {"rows": part, "lines": _dressed(queries.lines(request.user, part.object_list, on=on)), "today": on}
    if request.htmx and not request.htmx.boosted:
        return render(request, "supervision/index.html#rows", context)
    parts = queries.parts_out(request.user)
    units = queries.units(request.user, parts, on=on)
    lights = {colour: sum(unit.lights[colour] for unit in units) for colour in ("red", "yellow", "green")}
    context |= {
        "units": units, "has_months": any(unit.month for unit in units), "lights": lights,
        "counts": queries.counts(request.user, parts, on=on), "fields": _fields(request, units),
    }  # fmt: skip
    return render(request, "supervision/index.html", context)


@needs("supervision.see")
@require_GET
def wall(request: HttpRequest) -> HttpResponse:
    """The meeting room's wall: large, dark, turned by keys, fetched anew every minute; filters in the address, no telephone numbers."""
    on = timezone.localdate()
    part = Paginator(queries.red(request.user, request.GET), ON_THE_WALL).get_page(request.GET.get("page"))
    asked = request.GET
    narrowed = [
        str(found)
        for name, model in (("unit", Organisation), ("region", Region))
        if asked.get(name, "").isdecimal() and (found := model.objects.filter(pk=int(asked[name])).first())
    ]
    context = {
        "rows": part,
        "lines": _dressed(queries.lines(request.user, part.object_list, on=on)),
        "now": timezone.localtime(),
        "narrowed": " · ".join(narrowed),
        "is_both": asked.get("light") == "both",
    }
    return render(request, "supervision/wall.html#face" if request.htmx else "supervision/wall.html", context)
