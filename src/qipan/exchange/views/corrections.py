"""What a person corrects: rows, columns, the sheet's settings, a form's cell map, the day; and what is remembered."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qipan.core import audit
from qipan.exchange import actions, jobs, queries, sheetview
from qipan.exchange.grid import cell_position
from qipan.exchange.models import Batch, Profile, Sheet
from qipan.exchange.views import frame
from qipan.web.access import needs, slow

_TABLES = ("columns", "rows", "units", "periods", "cells", "defaults")


@needs("import.preview")
@slow
@require_POST
def correct(request: HttpRequest, key: UUID, index: int) -> JsonResponse:
    """One correction made in the preview; the sheet is understood anew and everything planned again."""
    batch = frame.batch_of(request, key)
    try:
        sheet = _correct(request, batch, index, _said(json.loads(request.body or b"{}")))
    except actions.WrongState:
        return JsonResponse({"message": _("The import is not open for corrections any more.")}, status=409)
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"message": _("This correction cannot be understood.")}, status=400)
    except Sheet.DoesNotExist:
        return JsonResponse({"message": _("There is no such sheet.")}, status=404)
    if sheet is None:
        message = _("Understood. The file is large; it is read again with your correction.")
        return JsonResponse({"message": message, "url": reverse("exchange:detail", args=[key])}, status=202)
    config = sheetview.config(sheet, frame.hidden_from(request.user))
    return JsonResponse(
        {"message": _("Read again with your correction."), **{k: config[k] for k in ("total", "classes", "columns")}}
    )


def _correct(request: HttpRequest, batch: Batch, index: int, said: dict[str, Any]) -> Sheet | None:
    """The sheet as it reads now; None when the file is so large that a job reads it again, with progress shown."""
    if not actions.is_large(batch):
        return actions.correct(batch=batch, index=index, said=said, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    actions.sensible(batch=batch, index=index, said=said)
    actions.hand_over(batch=batch, before=[Batch.State.PREVIEW], after=Batch.State.CORRECTING)
    jobs.correct.enqueue(batch.pk, index, said, request.user.pk)
    return None


def _said(given: dict[str, Any]) -> dict[str, Any]:
    """Only what is known, as `stored.corrections_json` has it."""
    said: dict[str, Any] = {name: dict(given[name]) for name in _TABLES if given.get(name)}
    for index, period in said.get("periods", {}).items():
        since, until = (str(parse_date(period[k]) or "") if period.get(k) else None for k in ("since", "until"))
        if since == "" or until == "" or not (since or until):
            raise ValueError(period)
        if since and until and since > until:
            raise ValueError(period)
        said["periods"][index] = {
            "since": since,
            "until": until or since,
            "precision": _precision(since, until),
            "cumulative": bool(period.get("cumulative")),
            "text": "",
        }
    for address in said.get("cells", {}).values():
        if address:
            cell_position(address)
    return said


def _precision(since: str | None, until: str | None) -> str:
    if not since or not until:
        return "day"
    return "year" if since[5:] == "01-01" and until[5:] == "12-31" and since[:4] == until[:4] else "month"


@needs("import.preview")
@slow
@require_POST
def settings(request: HttpRequest, key: UUID, index: int) -> HttpResponse:
    """The form beside the preview: kind, target, header rows, year, unit, defaults, and a form's cell."""
    batch = frame.batch_of(request, key)
    sheet = get_object_or_404(batch.sheets, index=index)
    try:
        said = _settings(request, sheet)
        if said and _correct(request, batch, index, said) is None:
            return redirect("exchange:detail", key=key)
        if said:
            messages.success(request, _("Read again with your correction."))
    except actions.WrongState:
        messages.error(request, _("The import is not open for corrections any more."))
    except (ValueError, TypeError, KeyError):
        messages.error(request, _("This correction cannot be understood."))
    return redirect("exchange:sheet", key=key, index=index)


def _settings(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    """Only what differs from how the sheet was read."""
    form, now = request.POST, sheetview.settings(sheet)
    said: dict[str, Any] = {}
    if form.get("kind") and form["kind"] != sheet.kind:
        said["kind"] = form["kind"]
    if form.get("target") and form["target"] != sheet.target:
        said["target"] = form["target"]
    if (
        form.get("first")
        and form.get("last")
        and (form["first"], form["last"]) != (str(now["first"]), str(now["last"]))
    ):
        first, last = int(form["first"]) - 1, int(form["last"]) - 1
        if not 0 <= first <= last < first + 12:
            raise ValueError(form["first"])
        said["header"] = [first, last]
    if form.get("year") and form["year"] != str(now["year"]):
        said["year"] = int(form["year"])
    if form.get("unit") and form["unit"] != now["unit"]:
        said["units"] = {"*": form["unit"]}
    defaults = {
        d["key"]: form[f"default:{d['key']}"]
        for d in now["defaults"]
        if form.get(f"default:{d['key']}", d["value"]) != d["value"]
    }
    if defaults:
        said["defaults"] = defaults
    targets_now = {str(c["index"]): c["target"] or "" for c in sheet.reading["columns"]}
    chosen = {n: form[f"column:{n}"] for n, held in targets_now.items() if form.get(f"column:{n}", held) != held}
    if chosen:
        said["columns"] = chosen
    if form.get("cell_key"):
        address = form.get("cell", "").strip().upper()
        if address:
            cell_position(address)
        said["cells"] = {form["cell_key"]: address}
    return said


@needs("import.preview")
@require_POST
def day(request: HttpRequest, key: UUID) -> HttpResponse:
    """Another day of the report: read again with it."""
    batch = frame.batch_of(request, key)
    on = parse_date(request.POST.get("on", ""))
    if on is None:
        messages.error(request, _("Enter a day."))
        return redirect("exchange:detail", key=key)
    try:
        actions.day(batch=batch, on=on, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        jobs.read.enqueue(batch.pk)
    except actions.WrongState:
        messages.error(request, _("The import is not open for corrections any more."))
    return redirect("exchange:detail", key=key)


@needs("import.preview")
@require_GET
def remembered(request: HttpRequest) -> HttpResponse:
    """Headers whose corrections are remembered."""
    return render(request, "exchange/remembered.html", {"profiles": queries.profiles()})


@needs("import.apply")
@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget what was corrected under a header; the next file is read as if it were new."""
    profile = get_object_or_404(Profile, pk=pk)
    with transaction.atomic():
        audit.append(
            [
                audit.Act(
                    "forget",
                    "exchange.profile",
                    None,
                    profile.fingerprint,
                    {"corrections": [profile.corrections, None]},
                )
            ],
            by=request.user,
        )
        profile.delete()
    messages.success(request, _("Forgotten. The next file with this header is read as if it were new."))
    return redirect("exchange:remembered")
