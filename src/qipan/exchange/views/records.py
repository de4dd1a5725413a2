"""What was understood: each sheet with its rows and sums, each record with what would change, and the questions to answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qipan.core import units
from qipan.core.columns import Secrecy
from qipan.exchange import actions, jobs, places, sentences, sheetview, targets
from qipan.exchange.models import Batch, Sheet
from qipan.exchange.reading import SheetKind
from qipan.exchange.targets import Step
from qipan.exchange.views import frame
from qipan.web.access import needs, slow

STATES = {
    "new": gettext_lazy("New"),
    "changed": gettext_lazy("Changed"),
    "unchanged": gettext_lazy("Unchanged"),
    "question": gettext_lazy("With questions"),
    "skip": gettext_lazy("Left out"),
}
PAGE = 50
LONGEST = 240  # characters of a long text shown in a list


@needs("import.preview")
@require_GET
def index(request: HttpRequest, key: UUID) -> HttpResponse:
    """The records by what would become of them, field by field old → new."""
    batch = frame.batch_of(request, key)
    asked = request.GET.get("state", "")
    state = (
        asked
        if asked in STATES
        else next((s for s in ("changed", "new", "question") if batch.counts.get(s)), "unchanged")
    )
    counts = {name: batch.counts.get(name, 0) for name in STATES}
    counts["skip"] = counts["skip"] + batch.counts.get("merged", 0)
    page = Paginator(range(counts[state]), PAGE).get_page(request.GET.get("page"))
    with _staged(batch) as staged:
        steps = list(staged.steps(state=state, start=(page.number - 1) * PAGE, count=PAGE))
    hidden = frame.hidden_from(request.user)
    by_sheet = {sheet.index: sheet for sheet in batch.sheets.all()}
    shown = {
        "states": [
            {"label": STATES[s], "href": f"?state={s}", "count": counts[s], "is_current": s == state} for s in STATES
        ],
        "records": [_record(step, by_sheet, hidden) for step in steps],
        "page_obj": page,
    }
    if request.htmx and not request.htmx.boosted:
        return render(request, "exchange/records.html#rows", {"batch": batch, **shown})
    return render(request, "exchange/records.html", frame.context(request, batch, "records", **shown))


def _staged(batch: Batch) -> Any:
    if not (places.folder(batch) / "staged.sqlite3").exists():
        raise Http404
    return places.staged(batch)


def _record(step: Step, by_sheet: dict[int, Sheet], hidden: frozenset[Secrecy]) -> dict[str, Any]:
    """A record for the list: where it stands, its changes old → new, remarks, why it was matched."""
    sheet = by_sheet[step.draft.sheet]
    target = targets.get(sheet.target)
    language = get_language() or "en"
    changes = (
        [_change(target, name, values, hidden, language) for name, values in step.changes.items()] if target else []
    )
    remarks = [
        sentences.said(
            sentences.REMARKS,
            r["code"],
            {**_readable(r, hidden, language), "field": _label(target, r.get("field", ""), language)},
        )
        for r in step.remarks
    ]
    return {
        "name": step.draft.name,
        "sheet": sheet,
        "row": step.draft.row + 1,
        "changes": changes,
        "remarks": remarks,
        "why": sentences.said(sentences.WHYS, step.why) if step.why else "",
        "url": _url(target, step),
        "asks": len(step.asks),
    }


def _readable(remark: dict[str, Any], hidden: frozenset[Secrecy], language: str) -> dict[str, Any]:
    """The check-up's figures are amounts in minor units: as the reader reads them, or hidden."""
    if not remark["code"].startswith("checkup_"):
        return remark
    hide = Secrecy.MONEY in hidden
    return {
        name: value
        if not isinstance(value, int)
        else frame.HIDDEN
        if hide
        else units.money_text(value, language=language)
        for name, value in remark.items()
    }


def _url(target: targets.Target | None, step: Step) -> str:
    return target.url(target.object_type, step.object_key) if target and step.object_key else ""


def _label(target: targets.Target | None, name: str, language: str) -> str:
    return target.show(name, None, language).label if target and name else name


def _change(
    target: targets.Target, name: str, values: list[Any], hidden: frozenset[Secrecy], language: str
) -> dict[str, str]:
    old, new = (target.show(name, value, language) for value in values)
    if new.secrecy in hidden:
        return {"label": new.label, "old": frame.HIDDEN, "new": frame.HIDDEN}
    return {"label": new.label, "old": _cut(old.text), "new": _cut(new.text)}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


@needs("import.preview")
@slow
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, key: UUID) -> HttpResponse:
    """What must be answered before applying: about sheets (their own page) and about records (here)."""
    batch = frame.batch_of(request, key)
    if request.method == "POST":
        return _answer(request, batch)
    hidden = frame.hidden_from(request.user)
    by_sheet = {sheet.index: sheet for sheet in batch.sheets.all()}
    page = Paginator(range(batch.counts.get("question", 0)), PAGE).get_page(request.GET.get("page"))
    with _staged(batch) as staged:
        steps = list(staged.steps(state="question", start=(page.number - 1) * PAGE, count=PAGE))
    about_sheets = [
        _sheet_question(sheet, one)
        for sheet in by_sheet.values()
        for one in sheet.reading["complaints"]
        if one["severity"] == "question"
    ]
    about_records = [_asked(step, by_sheet, hidden) for step in steps]
    shown = {"about_sheets": about_sheets, "about_records": about_records, "page_obj": page}
    return render(request, "exchange/questions.html", frame.context(request, batch, "questions", **shown))


def _sheet_question(sheet: Sheet, one: dict[str, Any]) -> dict[str, Any]:
    why, advice = sentences.complaint(one["code"], one["values"])
    return {"sheet": sheet, "why": why, "advice": advice, "code": one["code"]}


def _asked(step: Step, by_sheet: dict[int, Sheet], hidden: frozenset[Secrecy]) -> dict[str, Any]:
    sheet = by_sheet[step.draft.sheet]
    target = targets.get(sheet.target)
    asks = [_ask(target, step, ask, hidden) for ask in step.asks] if target else []
    return {"name": step.draft.name, "sheet": sheet, "row": step.draft.row + 1, "asks": asks}


def _ask(target: targets.Target, step: Step, ask: targets.Ask, hidden: frozenset[Secrecy]) -> dict[str, Any]:
    language = get_language() or "en"
    name = ask.values.get("field", ask.name)

    def text(value: Any) -> str:
        if ask.name == "match":
            return str(value)
        shown = target.show(name, value, language)
        return frame.HIDDEN if shown.secrecy in hidden else shown.text or "–"

    values = {**ask.values, "field": target.show(name, None, language).label if ask.name != "match" else ""}
    values |= {k: text(ask.values[k]) for k in ("old", "new") if k in ask.values}
    choices = []
    for choice in ask.choices:
        filled = {**choice.values, "percent": f"{round(100 * choice.values.get('score', 0))}%"}
        if "value" in filled:
            filled["value"] = text(filled["value"])
        choices.append(
            {
                "value": choice.value,
                "text": sentences.said(sentences.CHOICES, choice.code, filled),
                "key": choice.values.get("key"),
            }
        )
    field = f"ask:{targets.ask_key(step.draft, ask)}"
    return {"field": field, "text": sentences.said(sentences.ASKS, ask.code, values), "choices": choices}


def _answer(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Answers as radio buttons `ask:sheet:row:name`; unanswered ones stay open."""
    answers = {
        name.removeprefix("ask:"): str(value)
        for name, value in request.POST.items()
        if name.startswith("ask:") and value
    }
    try:
        if actions.is_large(batch):
            actions.hand_over(batch=batch, before=[Batch.State.PREVIEW], after=Batch.State.CORRECTING)
            jobs.answer.enqueue(batch.pk, answers, request.user.pk)
            return redirect("exchange:detail", key=batch.key)
        actions.answer(batch=batch, answers=answers, by=request.user, at=timezone.now())
    except actions.WrongState:
        messages.error(request, _("The import is not open for answers any more."))
        return redirect("exchange:detail", key=batch.key)
    except (ValueError, KeyError):
        messages.error(request, _("This unit has no larger or smaller one; choose it at the column's head."))
    left = actions.open_questions(batch)
    messages.success(
        request,
        _("Answered; %(count)s questions are left.") % {"count": left} if left else _("All questions are answered."),
    )
    return redirect("exchange:questions" if left else "exchange:detail", key=batch.key)


@needs("import.preview")
@require_GET
def sheet(request: HttpRequest, key: UUID, index: int) -> HttpResponse:
    """One sheet as it stands: rows coloured by class, columns with meaning and unit, sums declared and found, complaints."""
    batch = frame.batch_of(request, key)
    one = get_object_or_404(batch.sheets, index=index)
    hidden = frame.hidden_from(request.user)
    may_correct = batch.state == Batch.State.PREVIEW
    in_picture = may_correct and one.kind not in sheetview.MIXED
    config = sheetview.config(one, hidden) | {
        "rows_url": reverse("exchange:rows", args=[key, index]),
        "correct_url": reverse("exchange:correct", args=[key, index]) if in_picture else None,
    }
    shown = {
        "sheet": one,
        "config": config,
        "sums": sheetview.sums(one, hidden),
        "complaints": sheetview.complaints(one),
        "may_correct": may_correct,
        "settings": sheetview.settings(one),
        "is_form": one.kind == SheetKind.FORM,
        "cells": sheetview.cells(one),
        "columns": sheetview.columns(one),
    }
    if request.htmx and not request.htmx.boosted:
        return render(request, "exchange/sheet.html#panels", {"batch": batch, **shown})
    return render(request, "exchange/sheet.html", frame.context(request, batch, f"sheet-{index}", **shown))


@needs("import.preview")
@require_GET
def rows(request: HttpRequest, key: UUID, index: int) -> JsonResponse:
    """A window of rows for the preview; with `kind` and `after`, where the next row of that class is."""
    batch = frame.batch_of(request, key)
    one = get_object_or_404(batch.sheets, index=index)
    with _staged(batch) as staged:
        if "kind" in request.GET:
            return JsonResponse({"at": staged.next_of(index, request.GET["kind"], _number(request, "after", -1))})
        start, count = _number(request, "start", 0), min(_number(request, "count", 100), 500)
        return JsonResponse(
            {"rows": sheetview.rows(staged, one, max(start, 0), max(count, 1), frame.hidden_from(request.user))}
        )


def _number(request: HttpRequest, name: str, default: int) -> int:
    try:
        return int(request.GET.get(name, default))
    except ValueError:
        return default
