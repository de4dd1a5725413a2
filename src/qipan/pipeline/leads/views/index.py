"""The list of leads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET

from qipan.pipeline.leads import queries
from qipan.pipeline.leads.models import Lead
from qipan.pipeline.leads.views import shown
from qipan.territory.orgs.models import Organisation, Region
from qipan.web import paging
from qipan.web.access import needs

ASKED = ("q", "status", "source", "unit", "sector", "region", "due", "sort")


_ORDERS = (
    ("due", gettext_lazy("Next day due")),
    ("received", gettext_lazy("Latest first")),
    ("amount", gettext_lazy("Largest first")),
    ("sector", gettext_lazy("Sector")),
)


def asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip()[:200] for name in ASKED}


@needs("leads.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Leads under any filter, most pressing first."""
    today, given = timezone.localdate(), asked(request)
    found = paging.part_of(request, queries.listed(request.user, given, on=today))
    context: dict[str, Any] = {"found": found, "rows": shown.rows(request.user, found.object_list, today)}
    if request.htmx and not request.htmx.boosted:
        return render(request, "leads/index.html#rows", context)
    fields = _fields(request, given)
    labels = {str(f["name"]): (f["label"], {str(k): v for k, v in f["choices"]}) for f in fields}
    chips = [("q", _("Text"), given["q"])] + [
        (name, label, words.get(given[name])) for name, (label, words) in labels.items() if name != "sort"
    ]
    search = {"name": "q", "value": given["q"], "placeholder": _("Sector, place, number; investor where it is open …")}
    context |= {
        "fields": fields,
        "search": search,
        "on": paging.chips(request, chips),
        "summary": queries.summary(request.user, on=today),
    }
    return render(request, "leads/index.html", context)


def _fields(request: HttpRequest, given: dict[str, str]) -> list[dict[str, Any]]:
    seen = queries.visible_to(request.user).order_by()
    units = Organisation.objects.filter(pk__in=seen.values("unit_id")).values_list("pk", "name")
    regions = Region.objects.filter(pk__in=seen.values("region_id")).values_list("pk", "name")
    choices: list[tuple[str, Any, list[tuple[Any, Any]]]] = [
        ("status", _("Status"), [*Lead.Status.choices, ("all", _("All, also ended"))]),
        ("due", _("Clock"), [("late", _("Late")), ("disputed", _("Claimed twice"))]),
        ("unit", _("Unit"), list(units)),
        ("sector", _("Sector"), [(s, s) for s in queries.sectors(request.user)]),
        ("region", _("Region"), list(regions)),
        ("source", pgettext("lead", "Source"), list(Lead.Source.choices)),
        ("sort", _("Order"), list(_ORDERS)),
    ]  # fmt: skip
    return [{"name": n, "label": label, "value": given[n], "choices": offered} for n, label, offered in choices]
