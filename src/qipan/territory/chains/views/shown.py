"""Pages that show: all chains with their coverage, one chain drawn from upstream to downstream, one node with all that stands on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qipan.core import access, audit, units
from qipan.territory.chains import above, queries, seeds
from qipan.territory.chains.models import Chain, Node, Target
from qipan.territory.chains.views import picture
from qipan.web import history
from qipan.web.access import needs


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(_("Chains"), reverse("chains:index")), *more]


def chain_or_404(request: HttpRequest, key: UUID) -> Chain:
    return get_object_or_404(queries.visible_to(request.user), key=key)


def chain_crumb(chain: Chain) -> tuple[str, str]:
    return chain.name, reverse("chains:detail", args=[chain.key])


@needs("chains.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    seen = queries.see_all(request.user, on=timezone.localdate())
    return render(request, "chains/index.html", {"chains": seen})


@needs("chains.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """The picture, the same as a table, and how the coverage came about."""
    seen = queries.see(chain_or_404(request, key), on=timezone.localdate())
    context = {
        "seen": seen,
        "chain": seen.chain,
        "picture": picture.drawn(seen),
        "formula": picture.formula(seen),
        "crumbs": crumbs(),
        "sees_firms": access.able(request.user, "companies.see"),
        "history": history.lines(audit.of(queries.CHAIN, seen.chain.key)[:20]),
    }
    return render(request, "chains/detail.html", context)


@needs("chains.see")
@require_GET
def node(request: HttpRequest, key: UUID) -> HttpResponse:
    """A node: firms, wanted firms, projects and leads from the rooms above, land that fits. In small beside the picture."""
    held = get_object_or_404(
        queries.nodes_visible_to(request.user).prefetch_related("companies", "targets__company"), key=key
    )
    today = timezone.localdate()
    is_small = bool(getattr(request, "htmx", False))
    context = {
        "node": held,
        "chain": held.segment.chain,
        "place": queries.place(held, on=today),
        "codes": codes(held),
        "targets": sorted(held.targets.all(), key=lambda t: (t.state == Target.State.DROPPED, t.name)),
        "piles": above.piles(request.user, held.pk),
        "land": queries.land_for(held, user=request.user, on=today) if access.able(request.user, "parks.see") else None,
        "sees_firms": access.able(request.user, "companies.see"),
        "crumbs": crumbs(chain_crumb(held.segment.chain)),
        "history": [] if is_small else history.lines(audit.of(queries.NODE, held.key)[:20]),
    }
    return render(request, "chains/parts/node.html" if is_small else "chains/node.html", context)


def codes(held: Node) -> list[tuple[str, str]]:
    """(code, the name of its division)."""
    names, at = seeds.divisions(), 1 if units.is_chinese(get_language() or "en") else 2
    return [(code, names[code[1:3]][at]) for code in held.codes if code[1:3] in names]
