"""The board: lanes by stage, a move by hand, more cards of a lane."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qipan.core import access
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Stage
from qipan.pipeline.projects.views import cards, filtering, gate, gating, glance, refused, shown
from qipan.web.access import needs


def _cards(request: HttpRequest, found: Iterable[Project]) -> list[str]:
    """Projects as drawn cards."""
    flags = {name: access.able(request.user, ability) for name, ability in _FLAGS.items()}
    return [
        cards.drawn(piece, language=shown.language(), **flags) for piece in shown.pieces(found, request, shown.today())
    ]


_FLAGS = {"may_move": "projects.advance", "with_money": "money.see"}


def _context(request: HttpRequest) -> dict[str, Any]:
    return {name: access.able(request.user, ability) for name, ability in _FLAGS.items()}


@needs("board.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    on = shown.today()
    filters = queries.read(request.GET)
    board = queries.board(request.user, filters, on)
    drawn = iter(
        _cards(request, [one for lane in board.lanes for one in lane.cards])
    )  # drawn together: asked once for all lanes
    for lane in board.lanes:
        lane.cards = [next(drawn) for _one in lane.cards]  # type: ignore[misc]
    action = reverse("projects:board")
    context = _context(request) | {
        "board": board,
        "summary": board.summary,
        "words": glance.words(board.summary),
        "filters": filters,
        "strip": filtering.strip(request, filters, page="board", action=action, without=("stage",)),
    }
    return render(request, "projects/board.html", context)


@needs("board.see")
@require_GET
def more(request: HttpRequest, stage: str) -> HttpResponse:
    """The next cards of a lane, after those shown."""
    if stage not in Stage.values:
        raise Http404("stage")
    filters = queries.read(request.GET)
    start = request.GET.get("start", "0")
    begin = int(start) if start.isdecimal() and len(start) < 9 else 0
    found, rest = queries.more(request.user, filters, stage, begin)
    context = _context(request) | {
        "cards": _cards(request, found),
        "lane": {"stage": stage},
        "rest": rest,
        "start": begin + len(found),
        "filters": filters,
    }
    return render(request, "projects/parts/cards.html", context)


@needs("projects.advance")
@require_POST
def move(request: HttpRequest) -> JsonResponse:
    """A card put into another lane: done, or what the gate misses (422), or what stands now (409)."""
    try:
        asked = json.loads(request.body)
        key, stage, version = UUID(str(asked["id"])), str(asked["stage"]), int(asked["version"])
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"message": _("This was not understood.")}, status=400)
    if stage not in Stage.values:
        return JsonResponse({"message": _("This was not understood.")}, status=400)
    project = queries.one(request.user, key)
    before = project.stage
    try:
        moved = projects.advance(project=project, to=stage, by=request.user, on=shown.today(), version=version)
    except projects.GateClosed as closed:
        return JsonResponse(_closed(closed), status=422)
    except projects.ReasonNeeded:
        href = f"{gate.act_url(project, 'move')}?to={stage}"
        message = _("A step back needs a reason.")
        return JsonResponse(
            {"message": message, "missing": [{"label": _("Reason"), "href": href}], "fill_url": href}, status=422
        )
    except (projects.Waiting, projects.NotYours) as why:
        return JsonResponse(
            {"message": " ".join(refused.sentences(why)), "html": _card(request, project.pk)}, status=409
        )
    except projects.Stale as stale:
        return JsonResponse(_conflict(request, stale, stage), status=409)
    filters = queries.read(_address(request))
    lanes = queries.lanes(request.user, filters, shown.today(), [before, stage] if before != stage else [stage])
    stays = moved.stage != stage
    done = _("%(name)s is now at “%(stage)s”.") % {"name": moved.name, "stage": Stage(moved.stage).label}
    answer = {
        "version": moved.version,
        "stays": stays,
        "message": gating.said(moved, shown.today()) if stays else done,
        "html": _card(request, moved.pk),
        "oob": render_to_string("projects/parts/heads.html", _context(request) | {"lanes": lanes}, request),
    }
    return JsonResponse(answer)


def _address(request: HttpRequest) -> Any:
    """Filters of the board the card was moved on, from the page's own address."""
    return QueryDict(urlsplit(request.headers.get("Referer", "")).query)


def _closed(closed: projects.GateClosed) -> dict[str, Any]:
    """What is missing, each with the place to fill it in."""
    missing = gate.items(closed.project, closed.missing)
    message = _("The gate to “%(stage)s” is closed.") % {"stage": Stage(closed.stage).label}
    return {
        "message": message,
        "missing": missing,
        "fill_url": f"{gate.act_url(closed.project, 'move')}?to={closed.stage}",
    }


def _conflict(request: HttpRequest, stale: projects.Stale, stage: str) -> dict[str, Any]:
    held = Stage(stale.conflicts["stage"][2]).label
    return {
        "message": _("Somebody moved this project meanwhile."),
        "conflict": {"field": _("Stage"), "held": str(held), "yours": str(Stage(stage).label)},
        "html": _card(request, stale.record.pk),
    }


def _card(request: HttpRequest, pk: int) -> str:
    """The card as it stands now; nothing if the move took it out of the mover's sight."""
    try:
        project = queries.card(request.user, pk)
    except (Project.DoesNotExist, PermissionDenied):
        return ""
    return _cards(request, [project])[0]
