"""The living style page: every piece in its states, with made-up content. Shown while developing and in the demonstration only."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from qipan.web import style_samples as samples
from qipan.web.access import public


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Name"), help_text=_("As it stands in the approval."))
    region = forms.ChoiceField(label=_("Region"), choices=[("", "–"), ("a", "临江镇"), ("b", "青石镇")], required=False)
    total = forms.CharField(label=_("Total investment"))
    is_key = forms.BooleanField(label=_("Key project of the county"), required=False)


def _only_here() -> None:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404


@public("made-up content; the address exists only while developing and in the demonstration")
def show(request: HttpRequest) -> HttpResponse:
    _only_here()
    form = SampleForm({"name": "年产30万吨特种纸项目", "total": "32.89亿左右"})
    form.add_error("total", _("This is not an amount: write 328,900 or 32.89亿."))
    context = {
        **samples.pieces(),
        "form": form,
        "page_obj": Paginator(range(1, 153), 20).get_page(3),
        "page_days": [date(2026, 3, 18), date(2026, 11, 22)],
        "ledger": samples.ledger(reverse("web:style_rows"), reverse("web:style_cells")),
        "sheet": samples.sheet(reverse("web:style_sheet")),
    }
    return render(request, "web/style.html", context)


@public("made-up content; the address exists only while developing and in the demonstration")
def rows(request: HttpRequest) -> HttpResponse:
    """A page of made-up ledger rows."""
    _only_here()
    number, size = int(request.GET.get("page", 1)), min(int(request.GET.get("size", 200)), 500)
    wanted = {key[2:]: value for key, value in request.GET.items() if key.startswith("f.")}
    found = [row for row in samples.rows() if all(str(text) in str(row.get(key, "")) for key, text in wanted.items())]
    for key, direction in [part.split(":") for part in request.GET.get("sort", "").split(",") if part][::-1]:
        found.sort(key=lambda row: str(row.get(key) or ""), reverse=direction == "desc")
    part = found[(number - 1) * size : number * size]
    answer = {
        "rows": part,
        "total": len(found),
        "last_page": -(-len(found) // size) or 1,
        "sums": {"total": "12,345,678"},
    }
    return JsonResponse(answer)


@public("made-up content; the address exists only while developing and in the demonstration")
def cells(request: HttpRequest) -> HttpResponse:
    """Judges pasted cells as the real ledger does, and keeps nothing."""
    _only_here()
    asked: list[dict[str, Any]] = json.loads(request.body or "{}").get("cells", [])
    return JsonResponse({"batch": "sample", "results": [samples.judged(cell) for cell in asked]})


@public("made-up content; the address exists only while developing and in the demonstration")
def sheet(request: HttpRequest) -> HttpResponse:
    """A window of a made-up sheet, or the next row of a class."""
    _only_here()
    every = samples.sheet_rows()
    if "kind" in request.GET:
        after = int(request.GET.get("after", -1))
        at = next((i for i, row in enumerate(every) if i > after and row["kind"] == request.GET["kind"]), None)
        return JsonResponse({"at": at})
    start = int(request.GET.get("start", 0))
    return JsonResponse({"rows": every[start : start + 100]})
