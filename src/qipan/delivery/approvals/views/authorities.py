"""How fast authorities are: promised, statutory, actual."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qipan.core import access
from qipan.delivery.approvals import queries
from qipan.delivery.approvals.views import words
from qipan.web.access import needs

SPANS = {"90": 90, "365": 365, "all": None}


@needs("approvals.see")
@require_GET
def authorities(request: HttpRequest) -> HttpResponse:
    """Each authority's mean working days beside its promise and the law; the slowest first; the same by item."""
    on = words.today()
    span = request.GET.get("span", "365")
    span = span if span in SPANS else "365"
    days = SPANS[span]
    since = on - timedelta(days=days) if days else None
    seen = queries.visible_to(request.user)
    by_authority = queries.by_authority(seen, on=on, since=since)
    by_item = queries.by_item(seen, on=on, since=since)
    decided, in_time = sum(s.decided for s in by_authority), sum(s.in_time for s in by_authority)
    shown = {
        "rooms": words.rooms("authorities", access.abilities(request.user)),
        "speeds": _bars(by_authority),
        "items": _bars(by_item),
        "decided": decided,
        "share": 100 * in_time / decided if decided else None,
        "open": sum(s.open for s in by_authority),
        "over": sum(s.over for s in by_authority),
        "spans": [
            {"label": label, "href": f"?span={name}", "is_current": name == span, "count": None}
            for name, label in (("90", _("90 days")), ("365", _("A year")), ("all", _("All the time")))
        ],
    }
    return render(request, "approvals/authorities.html", shown)


def _bars(speeds: list[queries.Speed]) -> list[dict[str, Any]]:
    """Each with its bar on a common scale: days used, marks for promise and law."""
    longest = max((max(s.used or 0, s.promised or 0) for s in speeds), default=0) or 1
    longest = max(longest, *(s.statutory for s in speeds if s.statutory and s.statutory <= 2 * longest), 1)

    def share(days: float | None) -> str:
        return "" if days is None or days > longest else f"{100 * days / longest:.2f}"

    return [
        {
            "speed": s,
            "used": share(s.used),
            "promised": share(s.promised),
            "statutory": share(s.statutory),
            "is_late": s.saved is not None and s.saved < 0,
        }
        for s in speeds
    ]
