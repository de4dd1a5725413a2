"""The list of imports, and one file's way: upload, progress, overview, apply, result, undo, and the form filled back out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qipan.core import access
from qipan.exchange import actions, export, jobs, limits, magic, places, queries, refusal, sentences, targets
from qipan.exchange import progress as notes
from qipan.exchange.models import Batch
from qipan.exchange.views import frame
from qipan.web import paging
from qipan.web.access import needs, slow

State = Batch.State


@needs("import.preview")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All imports with where they are, and the place to drop files."""
    rows = paging.part_of(request, queries.visible_to(request.user))
    accept = ",".join(f".{extension}" for extension in magic.EXTENSIONS)
    return render(request, "exchange/index.html", {"rows": rows, "accept": accept, "max_bytes": limits.Limits().packed})


@needs("import.preview")
@slow
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """One or several files; each becomes an import. The same press sent twice gives the same imports."""
    files = request.FILES.getlist("file")
    if not files:
        return _answer(request, 400, _("Choose a file first."))
    pressed = request.headers.get("Idempotency-Key") or request.POST.get("idempotency_key", "")
    made: list[Batch] = []
    for number, file in enumerate(files):
        if magic.extension_of(file.name or "") not in magic.EXTENSIONS or (file.size or 0) > limits.Limits().packed:
            return _answer(request, 422, _refused(file.name or "", file.size or 0))
        made.append(actions.receive(upload=file, by=request.user, once=f"{pressed}:{number}" if pressed else ""))
    for batch in made:
        if batch.state == State.WAITING:
            jobs.read.enqueue(batch.pk)
    url = reverse("exchange:detail", args=[made[0].key]) if len(made) == 1 else reverse("exchange:index")
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"url": url, "message": _("Received. It is being read.")}, status=201)
    return redirect(url)


@needs("import.preview")
@slow
@require_POST
def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer what was left open: the same file is read once more, and only its open rows are asked about."""
    batch = frame.batch_of(request, key)
    made = actions.again(batch=batch, by=request.user)
    if made.state == State.WAITING:
        jobs.read.enqueue(made.pk)
    return redirect("exchange:questions" if made.state == State.PREVIEW else "exchange:detail", key=made.key)


def _refused(name: str, size: int) -> str:
    if magic.extension_of(name) not in magic.EXTENSIONS:
        why = refusal.Refusal("extension", {"extension": f".{magic.extension_of(name)[:20]}"})
    else:
        why = refusal.Refusal("too_big", {"size": size // limits.MEGA, "limit": limits.Limits().packed // limits.MEGA})
    return f"{name}: {why.sentence(_)}"


def _answer(request: HttpRequest, status: int, message: str) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"message": message}, status=status)
    messages.error(request, message)
    return redirect("exchange:index")


@needs("import.preview")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where the import is: under way, to be looked at, written, or not readable and why."""
    batch = frame.batch_of(request, key)
    shown = frame.context(request, batch, "overview", failure=_failure(batch), earlier=queries.earlier(batch))
    if batch.is_busy:
        return render(request, "exchange/progress.html", {**shown, **_under_way(batch)})
    if batch.state == State.PREVIEW:
        return render(
            request, "exchange/overview.html", {**shown, "complaints": _complaints(batch), "day": batch.on.isoformat()}
        )
    return render(request, "exchange/result.html", {**shown, "changes": _written(request, batch)})


def _failure(batch: Batch) -> str:
    """Why the last attempt ended without a result."""
    code = batch.refusal.get("code", "")
    names = "、".join(batch.refusal.get("values", {}).get("names", [])[:10]) if code == "newer" else ""
    return {
        "": lambda: "",
        "outdated": lambda: _(
            "The records changed since this preview was made. It was made again; look at it before you apply."
        ),
        "stopped": lambda: _("It was stopped. Nothing was written."),
        "unchanged": lambda: _("It was stopped. The preview is as it was before."),
        "not_understood": lambda: _("Something went wrong on the server; the preview is as it was before."),
        "failed": lambda: _(
            "Something went wrong on the server; nothing was written. Try again, or tell the administrator."
        ),
        "newer": lambda: _("It cannot be taken back: something newer stands on %(names)s.") % {"names": names},
    }.get(code, lambda: refusal.Refusal(code, batch.refusal.get("values")).sentence(_))()


def _under_way(batch: Batch) -> dict[str, Any]:
    noted = notes.noted(places.folder(batch))
    done, total = noted.get("done", 0), noted.get("total", 0)
    words = sentences.said(sentences.STEPS, noted.get("step", ""))
    figures = f" · {done:,}" + (f" / {total:,}" if total else "") if done else ""
    return {"words": words + figures, "share": done / total if total else None}


@needs("import.preview")
@require_GET
def progress(request: HttpRequest, key: UUID) -> HttpResponse:
    """The bar alone, asked again and again; at the end it leads to the page."""
    batch = frame.batch_of(request, key)
    return render(request, "exchange/progress.html#bar", {"batch": batch, **_under_way(batch)})


@needs("import.preview")
@require_POST
def cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    batch = frame.batch_of(request, key)
    try:
        actions.cancel(batch=batch, by=request.user)
    except actions.WrongState:
        messages.info(request, _("It was finished already."))
    if request.htmx:
        return render(
            request, "exchange/progress.html#bar", {"batch": frame.batch_of(request, key), **_under_way(batch)}
        )
    return redirect("exchange:detail", key=key)


@needs("import.apply")
@require_POST
def apply(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand the batch to the job that writes it. Refuses while questions are open, unless they are set aside."""
    batch = frame.batch_of(request, key)
    set_aside = request.POST.get("set_aside") == "1"
    for code in set(batch.sheets.values_list("target", flat=True)):
        target = targets.get(code)
        if target is not None and not access.able(request.user, target.ability):
            raise PermissionDenied(target.ability)
    if actions.open_questions(batch) and not set_aside:
        messages.error(request, _("Questions are open. Answer them, or set them aside: those rows are then left out."))
        return redirect("exchange:questions", key=key)
    try:
        actions.hand_over(batch=batch, before=[State.PREVIEW], after=State.APPLYING)
        jobs.apply.enqueue(batch.pk, request.user.pk, set_aside)
    except actions.WrongState:
        messages.info(request, _("Somebody is applying it already."))
    return redirect("exchange:detail", key=key)


@needs("import.apply")
@require_POST
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    batch = frame.batch_of(request, key)
    try:
        actions.hand_over(batch=batch, before=[State.APPLIED], after=State.UNDOING)
        jobs.undo.enqueue(batch.pk, request.user.pk)
    except actions.WrongState:
        messages.info(request, _("It was taken back already."))
    return redirect("exchange:detail", key=key)


@needs("import.preview")
@require_GET
def source(request: HttpRequest, key: UUID) -> FileResponse:
    """The file as it came; only for who may see all that is in it."""
    batch = frame.batch_of(request, key)
    if frame.hidden_from(request.user):
        raise PermissionDenied("money.see")
    return FileResponse(
        places.source(batch).open("rb"),
        as_attachment=True,
        filename=batch.name,
        content_type="application/octet-stream",
    )


@needs("export")
@require_GET
def form(request: HttpRequest, key: UUID) -> HttpResponse:
    """Their form filled back out with what is held now."""
    batch = frame.batch_of(request, key)
    if frame.hidden_from(request.user):
        raise PermissionDenied("money.see")
    filled = export.back_into_form(batch)
    answer = HttpResponse(filled.content, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = _attached(filled.filename)
    return answer


def _attached(name: str) -> str:
    return content_disposition_header(True, name) or "attachment"


def _complaints(batch: Batch) -> list[dict[str, Any]]:
    """The first of every sheet, worst first; the sheet's page has them all."""
    order = {"question": 0, "warning": 1, "info": 2}
    listed = []
    for sheet in batch.sheets.all():
        for one in sheet.reading["complaints"]:
            why, advice = sentences.complaint(one["code"], one["values"])
            listed.append(
                {
                    **one,
                    "sheet": sheet,
                    "why": why,
                    "advice": advice,
                    "tone": sentences.SEVERITIES.get(one["severity"], ""),
                }
            )
    return sorted(listed, key=lambda c: order.get(c["severity"], 3))[:30]


def _written(request: HttpRequest, batch: Batch) -> Any:
    page = paging.part_of(request, queries.written(batch))
    for change in page:
        target = targets.get(change.target)
        change.url = target.url(change.object_type, str(change.object_key)) if target else ""
    return page
