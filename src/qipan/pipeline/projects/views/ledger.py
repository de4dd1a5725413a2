"""The ledger: the grid, its rows, pasted ranges and their undo, columns kept, export."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qipan.core import access, units
from qipan.core.columns import Column, Kind
from qipan.exchange import writer
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.forms import cells
from qipan.pipeline.projects.ledger import COLUMNS
from qipan.pipeline.projects.models import Revision
from qipan.pipeline.projects.models.held import HELD
from qipan.pipeline.projects.views import filtering, refused, shown
from qipan.web import saved
from qipan.web.access import needs

SHOWN = frozenset({
    "name", "light", "stage", "region", "owner", "leader", "lead_org", "total", "plan", "completed", "share", "progress_words", "problems",
    "start_on", "end_on",
})  # fmt: skip
FIRST = (
    "name",
    "light",
    "stage",
    "status",
    "region",
    "owner",
    "leader",
    "lead_org",
    "total",
    "plan",
    "completed",
    "share",
    "in_place",
)
LAYOUT = "ledger-layout"
LIMIT = 2000
_FILTERS = {Kind.CHOICE: "choice", Kind.LIGHT: "choice", Kind.FLAG: "choice"}
_PLAIN = frozenset(Kind) - {Kind.MONEY, Kind.DATE, Kind.AREA, Kind.PERCENT, Kind.POSITION, Kind.FLAG}
_RANGES = {Kind.MONEY, Kind.AREA, Kind.NUMBER, Kind.PERCENT, Kind.DATE, Kind.POSITION}


def _columns(user: Any) -> list[Column]:
    """What this reader has, the telling ones first."""
    seen = {c.key: c for c in queries.grid_columns(user, COLUMNS)}
    return [seen[key] for key in FIRST if key in seen] + [c for key, c in seen.items() if key not in FIRST]


def _asked(request: HttpRequest) -> queries.Asked:
    query = request.GET
    sort = [tuple(part.split(":")) for part in query.get("sort", "").split(",") if part.count(":") == 1]
    number = {
        name: int(query[name]) for name in ("page", "size") if query.get(name, "").isdecimal() and len(query[name]) < 9
    }
    return queries.Asked(
        filters=queries.read(query),
        typed={key[2:]: value[:100] for key, value in query.items() if key.startswith("f.")},
        sort=[(key, way == "desc") for key, way in sort],  # type: ignore[misc]
        language=shown.language(),
        **number,
    )


@needs("projects.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    filters = queries.read(request.GET)
    action = reverse("projects:ledger")
    return render(request, "projects/ledger.html", {
        "config": _config(request, filters),
        "filters": filters,
        "strip": filtering.strip(request, filters, page="ledger", action=action),
    })  # fmt: skip


def _config(request: HttpRequest, filters: queries.Filters) -> dict[str, Any]:
    user = request.user
    may_edit = access.able(user, "projects.edit")
    layout = saved.of(user, LAYOUT).first()
    kept = {c["key"]: c for c in layout.layout.get("columns", []) if isinstance(c, dict)} if layout else {}
    currency = queries.main_currency(user)
    return {
        "name": "projects",
        "data_url": reverse("projects:rows"),
        "query": filters.query,
        "paste_url": reverse("projects:paste") if may_edit else None,
        "undo_url": reverse("projects:undo"),
        "layout_url": reverse("projects:layout"),
        "export_url": reverse("projects:export") if access.able(user, "export") else None,
        "row_url": "/projects/{id}/",
        "size": queries.SIZE,
        "total_label": _("Total"),
        "paste_limit": LIMIT,
        "sort": layout.layout.get("sort") or [["total", "desc"]] if layout else [["total", "desc"]],
        "columns": [_column(c, kept.get(c.key), may_edit, currency) for c in _columns(user)],
    }


def _column(column: Column, kept: dict[str, Any] | None, may_edit: bool, currency: str) -> dict[str, Any]:
    held = HELD.get(column.key)
    language = shown.language()
    choices = (
        [["true", _("Yes")], ["false", _("No")]] if column.kind == Kind.FLAG else cells.choices_of(column, language)
    )
    kind = _FILTERS.get(column.kind, "range" if column.kind in _RANGES else "text")
    return {
        "key": column.key,
        "label": str(column.label),
        "kind": str(column.kind),
        "unit": cells.unit_of(column, currency, language),
        "width": (kept or {}).get("width") or column.width,
        "shown": kept["shown"] if kept else column.key in SHOWN,
        "editable": bool(may_edit and held and held.write and column.editable),
        "sortable": held is not None,
        "filter": kind if held else "none",
        "choices": choices if column.kind in _FILTERS else [],
        "group": "",
    }


@needs("projects.see")
@require_GET
def rows(request: HttpRequest) -> JsonResponse:
    """One page of rows as text, the count and the totals of all that is found."""
    columns = _columns(request.user)
    currency = queries.main_currency(request.user)
    found = queries.ledger(request.user, columns, _asked(request))
    sums = {key: units.money_figure(minor, shown.language())[0] for key, minor in found.sums.items()}
    return JsonResponse({
        "rows": [_row(row, columns, currency) for row in found.rows],
        "total": found.total,
        "last_page": found.last_page,
        "sums": sums,
    })  # fmt: skip


def _row(row: dict[str, Any], columns: Sequence[Column], currency: str) -> dict[str, Any]:
    """A row as text. Plain text columns, most of them, are taken as they are."""
    language, own = shown.language(), row["currency"]
    text: dict[str, Any] = {"id": str(row["key"]), "version": row["version"]}
    for c in columns:
        value = row.get(c.key)
        if value is None or value == "":
            text[c.key] = None
        elif c.kind in _PLAIN:
            text[c.key] = value
        else:
            text[c.key] = cells.shown(c, value, language=language, currency=currency, own_currency=own)
    return text


@needs("projects.edit")
@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """Cells typed or pasted: each answered on its own; the good ones are one step that can be taken back."""
    try:
        asked = [
            (UUID(str(c["id"])), int(c["version"]), str(c["field"]), str(c["value"] or ""))
            for c in json.loads(request.body)["cells"]
        ]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"message": _("This was not understood.")}, status=400)
    if len(asked) > LIMIT:
        return JsonResponse({"message": _("At most %(limit)s cells at once.") % {"limit": LIMIT}}, status=400)
    columns = {c.key: c for c in _columns(request.user)}
    visible = queries.visible_to(request.user)
    ids = dict(visible.filter(key__in={key for key, *_rest in asked}).values_list("key", "pk"))
    before = _texts(request, ids.values())
    good, results = _read(asked, columns, ids, before, request)
    pasted = projects.paste(cells=good, within=visible, by=request.user, on=shown.today())
    after = _texts(request, ids.values())
    by_pk = {pk: key for key, pk in ids.items()}
    for (pk, column), state in pasted.states.items():
        row = after.get(pk, {})
        results.append({
            "id": str(by_pk[pk]), "field": column, "state": "error" if state == "refused" else state,
            "value": row.get(column), "version": row.get("version"),
            "held": row.get(column), "held_version": row.get("version"),
            "message": _why(pasted, pk, column, state),
        })  # fmt: skip
    written = sum(state == "ok" for state in pasted.states.values())
    revision = pasted.revision
    message = _("%(count)s cells written.") % {"count": written} if written > 1 else ""
    return JsonResponse({"batch": str(revision.key) if revision else None, "message": message, "results": results})


def _why(pasted: projects.Pasted, pk: int, column: str, state: str) -> str:
    if state == "refused":
        return " ".join(refused.sentences(pasted.refused[pk, column]))
    return _("Somebody changed this project meanwhile.") if state == "conflict" else ""


def _texts(request: HttpRequest, ids: Any) -> dict[int, dict[str, Any]]:
    """Rows as the grid shows them now, by database id."""
    columns = _columns(request.user)
    currency = queries.main_currency(request.user)
    return {
        row["id"]: _row(row, columns, currency) | {"currency": row["currency"]}
        for row in queries.some(request.user, columns, ids)
    }


def _read(
    asked: list[tuple[UUID, int, str, str]],
    columns: dict[str, Column],
    ids: dict[UUID, int],
    before: dict[int, Any],
    request: HttpRequest,
) -> tuple[list[projects.Cell], list[dict[str, Any]]]:
    """Good cells, and answers for those that are not: unknown, not editable, unreadable, or reading as they stand."""
    reader = cells.Reader(shown.language(), queries.main_currency(request.user), shown.today())
    good: list[projects.Cell] = []
    results: list[dict[str, Any]] = []
    for key, version, name, text in asked:
        answer = {"id": str(key), "field": name}
        column, pk = columns.get(name), ids.get(key)
        if column is None or pk is None or not (HELD.get(name) and HELD[name].write and column.editable):
            results.append(answer | {"state": "error", "message": _("This cell cannot be changed here.")})
            continue
        row = before[pk]
        if text.strip() == str(row[name] if row[name] is not None else "").strip():
            results.append(answer | {"state": "same", "value": row[name], "version": row["version"]})
            continue
        try:
            good.append(projects.Cell(pk, version, name, reader.read(column, text, row["currency"])))
        except cells.Unreadable as fault:
            results.append(
                answer | {"state": "error", "message": str(fault), "value": row[name], "version": row["version"]}
            )
    return good, results


@needs("projects.edit")
@require_POST
def undo(request: HttpRequest) -> JsonResponse:
    """Take a paste back, whole; refused while something newer stands on it."""
    try:
        key = UUID(str(json.loads(request.body)["batch"]))
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"message": _("This was not understood.")}, status=400)
    revision = Revision.objects.filter(key=key, by=request.user).first()
    if revision is None:
        return JsonResponse({"message": _("There is no such paste of yours.")}, status=404)
    try:
        touched = projects.undo(revision=revision, by=request.user, on=shown.today(), at=timezone.now())
    except projects.Newer as newer:
        names = ", ".join(p.name for p in newer.projects[:5])
        return JsonResponse({"message": _("Something newer stands on it: %(names)s") % {"names": names}}, status=409)
    except projects.Undone:
        return JsonResponse({"message": _("This was taken back before.")}, status=409)
    texts = _texts(request, touched)
    return JsonResponse(
        {
            "message": _("Taken back."),
            "rows": [{k: v for k, v in row.items() if k != "currency"} for row in texts.values()],
        }
    )


@needs("projects.see")
@require_POST
def layout(request: HttpRequest) -> HttpResponse:
    """Keep the columns as this reader left them."""
    try:
        sent = json.loads(request.body)
        known = {c.key for c in COLUMNS}
        columns = [
            {"key": str(c["key"]), "shown": bool(c["shown"]), "width": min(max(int(c["width"] or 120), 40), 900)}
            for c in sent["columns"] if str(c["key"]) in known
        ]  # fmt: skip
        sort = [[str(key), "desc" if way == "desc" else "asc"] for key, way in sent.get("sort", []) if key in known]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"message": _("This was not understood.")}, status=400)
    saved.save(user=request.user, page=LAYOUT, name="default", query="", layout={"columns": columns, "sort": sort})
    return HttpResponse(status=204)


@needs("export")
@require_GET
def export(request: HttpRequest) -> FileResponse:
    """What is seen, as a workbook or as CSV: the same filters, order and columns; nothing hidden."""
    access.demand(request.user, "projects.see")
    wanted = [key for key in request.GET.get("columns", "").split(",") if key]
    seen = {c.key: c for c in _columns(request.user)}
    columns = [seen[key] for key in wanted if key in seen] or [c for c in seen.values() if c.key in SHOWN]
    currency = queries.main_currency(request.user)
    headers = [_header(c, currency) for c in columns]
    lines = _lines(request, columns, currency)
    is_csv = request.GET.get("format") == "csv"
    name = f"projects-{shown.today():%Y%m%d}.{'csv' if is_csv else 'xlsx'}"
    handle = tempfile.TemporaryFile()  # noqa: SIM115 — FileResponse closes it
    if is_csv:
        writer.write_csv(handle, columns, lines, headers=headers)
    else:
        writer.write_xlsx(handle, columns, lines, sheet=_("Projects"), headers=headers)
    handle.seek(0)
    return FileResponse(handle, as_attachment=True, filename=name)


def _header(column: Column, currency: str) -> str:
    unit = cells.unit_of(column, currency, shown.language())
    return f"{column.label} ({unit})" if unit else str(column.label)


def _lines(request: HttpRequest, columns: Sequence[Column], currency: str) -> Iterator[list[Any]]:
    language = shown.language()
    labels = {c.key: dict(cells.choices_of(c, language)) for c in columns if c.kind in (Kind.CHOICE, Kind.LIGHT)}
    scale = units.money_scale(language)
    for row in queries.every(request.user, columns, _asked(request)):
        yield [_cell(c, row.get(c.key), row["currency"], currency, labels, scale) for c in columns]


def _cell(column: Column, value: Any, own: str, currency: str, labels: dict[str, dict[str, str]], scale: int) -> Any:
    """Figures as figures, dates as dates when exact, everything else as it is shown."""
    if value is None or value == "":
        return None
    if column.key in labels:
        return labels[column.key].get(value, value)
    if column.kind == Kind.MONEY and own == currency:
        return Decimal(value) / scale
    if column.kind == Kind.AREA:
        return round(Decimal(value) / cells.area_scale(shown.language()), 4)
    if column.kind == Kind.DATE and value[1] == "day":
        return value[0]
    if column.kind == Kind.FLAG:
        return "★" if value else None
    if column.kind in (Kind.PERCENT, Kind.POSITION):
        return value
    return cells.shown(column, value, language=shown.language(), currency=currency, own_currency=own)
