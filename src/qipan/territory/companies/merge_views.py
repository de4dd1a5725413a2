"""Pages of the merge: which two may be one firm, the choice field by field, and the way back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.territory.companies import merging, queries, references
from qipan.territory.companies.models import Company, Merge
from qipan.territory.companies.views import crumbs
from qipan.web.access import needs

WHY = {
    "same": gettext_lazy("the same name"),
    "person": gettext_lazy("the same legal representative"),
    "alike": gettext_lazy("a very similar name"),
}
CANNOT = {
    "same": gettext_lazy("This is one and the same record."),
    "merged": gettext_lazy("One of the two has been merged already."),
    "undone": gettext_lazy("This merge has been undone already."),
    "later": gettext_lazy("A later merge stands on this one; undo that first."),
    "entangled": gettext_lazy("Both firms stand in a list where each may stand once; take one out there first."),
}


@needs("companies.merge")
@require_GET
def duplicates(request: HttpRequest) -> HttpResponse:
    pairs = [(pair, WHY[pair.why]) for pair in queries.possible_duplicates(request.user)]
    return render(request, "companies/duplicates.html", {"pairs": pairs, "crumbs": crumbs()})


@needs("companies.merge")
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Step one: the second record. Lists what the text finds, without the first."""
    one = _firm(request, request.GET.get("one"))
    text = request.GET.get("q", one.plain_name if "q" not in request.GET else "")
    rows = queries.listed(request.user, text=text).exclude(pk=one.pk)[:20] if text else []
    shown = {"one": one, "rows": rows, "text": text, "steps": _steps(0), "crumbs": _crumbs(one)}
    return render(request, "companies/merge_find.html", shown)


@needs("companies.merge")
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest) -> HttpResponse:
    """Step two: side by side, field by field; then all references move."""
    asked = request.POST or request.GET
    one, other = _firm(request, asked.get("one")), _firm(request, asked.get("other"))
    if request.method == "POST":
        return _merge(request, one, other)
    fields = [_choice(one, other, name, merging.better_from(one, other)) for name in merging.differing(one, other)]
    return render(
        request,
        "companies/merge.html",
        {
            "one": one,
            "other": other,
            "fields": fields,
            "steps": _steps(1),
            "crumbs": _crumbs(one),
            "moving": references.counts(other),
            "agreed": [n for n in merging.CHOSEN if n not in merging.differing(one, other)],
        },
    )


def _merge(request: HttpRequest, kept: Company, gone: Company) -> HttpResponse:
    take = {name for name in merging.CHOSEN if request.POST.get(f"take_{name}") == "other"}
    try:
        done = merging.merge(by=request.user, kept=kept, gone=gone, take=take)
    except merging.CannotMerge as refused:
        messages.error(request, CANNOT[refused.why])
        return redirect("companies:detail", key=kept.key)
    except references.Entangled:
        messages.error(request, CANNOT["entangled"])
        return redirect("companies:detail", key=kept.key)
    moved = sum(len(step["ids"]) for step in done.moved)
    messages.success(
        request,
        _("%(gone)s is now part of %(kept)s; %(count)s references moved.")
        % {"gone": gone.name, "kept": done.kept.name, "count": moved},
    )
    return redirect("companies:detail", key=kept.key)


@needs("companies.merge")
@require_POST
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    record = get_object_or_404(Merge.objects.select_related("kept", "gone"), key=key)
    try:
        merging.undo(by=request.user, merge=record, at=timezone.now())
        messages.success(
            request, _("%(gone)s and %(kept)s are two again.") % {"gone": record.gone.name, "kept": record.kept.name}
        )
    except merging.CannotUndo as refused:
        messages.error(request, CANNOT[refused.why])
    return redirect("companies:detail", key=record.kept.key)


def _firm(request: HttpRequest, key: Any) -> Company:
    try:
        return get_object_or_404(
            queries.visible_to(request.user).select_related("region", "organisation"), key=UUID(str(key))
        )
    except ValueError:
        raise Http404 from None


def _crumbs(company: Company) -> list[tuple[Any, str]]:
    return crumbs((company.name, reverse("companies:detail", args=[company.key])))


def _steps(current: int) -> list[dict[str, Any]]:
    labels = (_("Choose the two records"), _("Choose field by field"), _("Done"))
    return [{"label": label, "is_done": at < current, "is_current": at == current} for at, label in enumerate(labels)]


def _choice(one: Company, other: Company, name: str, better: set[str]) -> dict[str, Any]:
    field = Company._meta.get_field(name)
    return {
        "name": name,
        "label": field.verbose_name,
        "is_money": name.endswith("_minor"),
        "is_day": field.get_internal_type() == "DateField",
        "is_flag": field.get_internal_type() == "BooleanField",
        "one": getattr(one, name),
        "other": getattr(other, name),
        "takes_other": name in better,
    }
