"""The filter strip over board and ledger: fields, chips, saved views; all of it in the address."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from django.http import HttpRequest
from django.utils.translation import gettext as _

from qipan.pipeline.projects import queries
from qipan.web import saved

SHOWN = ("light", "region", "lead", "leader", "chain", "level")
MORE = ("park", "status", "industry", "owner")


@dataclass(slots=True)
class Strip:
    """Context of the filter partial."""

    action: str
    search: dict[str, Any]
    fields: list[dict[str, Any]]
    more: list[dict[str, Any]]
    chips: list[dict[str, str]]
    views: list[Any]
    page: str
    query: str = ""
    is_more_open: bool = False
    hidden: list[tuple[str, str]] = field(default_factory=list)


def strip(
    request: HttpRequest, filters: queries.Filters, *, page: str, action: str, without: tuple[str, ...] = ()
) -> Strip:
    """Everything the strip shows: what may be chosen, what is, and the reader's saved views of this page."""
    shown = [key for key in SHOWN if key not in without]
    more = [key for key in (*MORE, "stage") if key not in without]
    offered = queries.offered(request.user, (*shown, *more))
    words = queries.BY_KEY["q"]
    return Strip(
        action=action,
        search={"name": "q", "value": filters.first("q"), "placeholder": words.label},
        fields=[_field(key, offered, filters) for key in shown],
        more=[_field(key, offered, filters) for key in more],
        chips=_chips(filters, offered, action),
        views=[_view(view, action, filters) for view in saved.of(request.user, page)],
        page=page,
        query=filters.query,
        is_more_open=any(key in filters.chosen for key in more),
    )


def _field(key: str, offered: dict[str, list[tuple[str, Any]]], filters: queries.Filters) -> dict[str, Any]:
    f = queries.BY_KEY[key]
    return {
        "name": key,
        "label": f.label,
        "choices": offered.get(key, []),
        "value": filters.first(key),
        "is_text": not f.choices and f.model is None,
    }


def _chips(filters: queries.Filters, offered: dict[str, list[tuple[str, Any]]], action: str) -> list[dict[str, str]]:
    """One chip a filter in force, with the address without it."""
    found = []
    for key, values in filters.chosen.items():
        names = {str(value): str(label) for value, label in offered.get(key, [])}
        text = ", ".join(names.get(value, value) for value in values)
        label = str(queries.BY_KEY[key].label) if key != "q" else _("Text")
        found.append({"label": f"{label}: {text}", "href": f"{action}?{filters.without(key)}"})
    return found


def _view(view: Any, action: str, filters: queries.Filters) -> dict[str, Any]:
    is_current = parse_qs(view.query) == parse_qs(filters.query)
    return {"pk": view.pk, "name": view.name, "href": f"{action}?{view.query}", "is_current": is_current}
