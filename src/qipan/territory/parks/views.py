"""Pages of parks: how full each is, one park with its land, and land searched by size."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.core import access, audit
from qipan.territory.orgs import queries as orgs
from qipan.territory.parks import actions, queries, rules
from qipan.territory.parks.forms import LandFilter, ParcelForm, ParkForm
from qipan.territory.parks.models import Parcel, Park
from qipan.web import edits, history, paging
from qipan.web.access import needs
from qipan.web.fields import area_hint

# How a parcel's freshness is shown: tone and word.
FRESH = {
    "fresh": ("green", gettext_lazy("checked")),
    "old": ("yellow", gettext_lazy("not checked lately")),
    "stale": ("red", gettext_lazy("too old to trust")),
    "unknown": ("", gettext_lazy("never checked")),
}
TONES = {
    "free": "green",
    "clearing": "accent",
    "reserved": "yellow",
    "supplied": "blue",
    "building": "blue",
    "built": "",
    "idle": "red",
}


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(_("Parks"), reverse("parks:index")), *more]


def tabs(current: str) -> list[dict[str, Any]]:
    doors = [("index", _("Parks")), ("land", _("Find land"))]
    return [{"label": label, "href": reverse(f"parks:{name}"), "is_current": name == current} for name, label in doors]


def _park(request: HttpRequest, key: UUID) -> Park:
    return get_object_or_404(queries.visible_to(request.user).select_related("region", "committee"), key=key)


def _editable(request: HttpRequest, key: UUID) -> Park:
    park = _park(request, key)
    if not queries.may_edit(request.user, park):
        raise PermissionDenied("parks.edit")
    return park


def _dressed(parcels: Any) -> list[Parcel]:
    """Parcels with how fresh each is, judged once for the page."""
    today = timezone.localdate()
    figures = queries.freshness_figures(today)
    shown = list(parcels)
    for parcel in shown:
        parcel.fresh_tone, parcel.fresh_word = FRESH[rules.freshness(parcel.fresh_on, on=today, figures=figures)]
        parcel.tone = TONES[parcel.status]
    return shown


@needs("parks.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    standings = queries.standings(request.user)
    return render(
        request,
        "parks/index.html",
        {
            "standings": standings,
            "tabs": tabs("index"),
            "tones": TONES,
            "free_m2": sum(s.free_m2 for s in standings),
            "total_m2": sum(s.total_m2 for s in standings),
            "free_count": sum(s.free_count for s in standings),
            "may_lay_out": access.able(request.user, "parks.edit")
            and orgs.scope_of(request.user, to="parks.edit").is_everything,
        },
    )


@needs("parks.see")
@require_GET
def land(request: HttpRequest) -> HttpResponse:
    """Every parcel of every park; by default what is free."""
    asked = request.GET.copy()
    if not request.GET:
        asked["status"] = Parcel.Status.FREE
    narrowed = LandFilter(asked).read()
    rows = paging.part_of(request, queries.parcels(request.user, **narrowed))
    shown = {"rows": rows, "parcels": _dressed(rows.object_list), "shows_park": True}
    if request.htmx and not request.htmx.boosted:
        return render(request, "parks/land.html#rows", shown)
    fields = [
        {"name": "status", "label": _("Status"), "value": asked.get("status", ""), "choices": Parcel.Status.choices},
        {"name": "min", "label": _("At least") + f" ({area_hint()})", "value": asked.get("min", "")},
        {"name": "max", "label": _("At most") + f" ({area_hint()})", "value": asked.get("max", "")},
    ]
    search = {"name": "q", "value": asked.get("q", ""), "placeholder": _("Code, use, holder …")}
    return render(
        request,
        "parks/land.html",
        {**shown, "fields": fields, "search": search, "tabs": tabs("land"), "crumbs": crumbs()},
    )


@needs("parks.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    park = _park(request, key)
    parcels = _dressed(queries.parcels(request.user, park=park))
    return render(
        request,
        "parks/detail.html",
        {
            "park": park,
            "standing": queries.standing(park),
            "parcels": parcels,
            "buildings": park.buildings.order_by("name"),
            "tones": TONES,
            "crumbs": crumbs(),
            "may_edit": queries.may_edit(request.user, park),
            "history": history.lines(audit.of(queries.PARK, park.key)[:20]),
        },
    )


@needs("parks.see")
@require_GET
def parcel(request: HttpRequest, key: UUID) -> HttpResponse:
    found = get_object_or_404(queries.parcels_visible_to(request.user).select_related("park"), key=key)
    back = reverse("parks:detail", args=[found.park.key])
    sees_money = access.able(request.user, "money.see")
    shown = {
        "parcel": _dressed([found])[0],
        "crumbs": crumbs((found.park.name, back)),
        "may_edit": queries.may_edit(request.user, found.park),
        "sees_money": sees_money,
        "history": history.lines(
            audit.of(queries.PARCEL, found.key)[:20], hidden=() if sees_money else ("price_minor",)
        ),
    }
    return render(request, "parks/parcel.html", shown)


@needs("parks.edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    if not orgs.scope_of(request.user).is_everything:
        raise PermissionDenied("parks.edit")
    form = ParkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        park = actions.lay_out(by=request.user, name=values.pop("name"), **values)
        messages.success(request, _("%(name)s is recorded.") % {"name": park.name})
        return redirect("parks:detail", key=park.key)
    return edits.draw(request, form, title=_("New park"), back=reverse("parks:index"), crumbs=crumbs())


@needs("parks.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    park = _editable(request, key)
    back = reverse("parks:detail", args=[key])
    version = edits.version_of(request) if request.method == "POST" else park.version
    form = ParkForm(request.POST or None, instance=_park(request, key))
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        if edits.attempt(form, lambda: actions.change_park(by=request.user, park=park, values=values, version=version)):
            messages.success(request, _("Saved."))
            return redirect(back)
    return edits.draw(request, form, title=park.name, back=back, version=version, crumbs=crumbs((park.name, back)))


_TAKEN = (actions.CodeTaken, lambda e: _("The park has a parcel of this code."))


@needs("parks.edit")
@require_http_methods(["GET", "POST"])
def new_parcel(request: HttpRequest, key: UUID) -> HttpResponse:
    park = _editable(request, key)
    back = reverse("parks:detail", args=[key])
    form = ParcelForm(request.POST or None, initial={"fresh_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.Meta.fields}
        if edits.attempt(form, lambda: actions.record_parcel(by=request.user, park=park, **values), _TAKEN):
            messages.success(request, _("The parcel is recorded."))
            return redirect(back)
    return edits.draw(request, form, title=_("New parcel"), sub=park.name, back=back, crumbs=crumbs((park.name, back)))


@needs("parks.edit")
@require_http_methods(["GET", "POST"])
def edit_parcel(request: HttpRequest, key: UUID) -> HttpResponse:
    found = get_object_or_404(queries.parcels_visible_to(request.user).select_related("park"), key=key)
    park = _editable(request, found.park.key)
    back = reverse("parks:parcel", args=[key])
    version = edits.version_of(request) if request.method == "POST" else found.version
    form = ParcelForm(request.POST or None, instance=Parcel.objects.select_related("park").get(pk=found.pk))
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form)
        if edits.attempt(
            form, lambda: actions.change_parcel(by=request.user, parcel=found, values=values, version=version), _TAKEN
        ):
            messages.success(request, _("Saved."))
            return redirect(back)
    trail = crumbs((park.name, reverse("parks:detail", args=[park.key])), (found.code, back))
    return edits.draw(request, form, title=found.code, back=back, version=version, crumbs=trail)


@needs("parks.edit")
@require_POST
def check(request: HttpRequest, key: UUID) -> HttpResponse:
    """“I looked today, it is so.”"""
    found = get_object_or_404(queries.parcels_visible_to(request.user).select_related("park"), key=key)
    _editable(request, found.park.key)
    actions.check(by=request.user, parcel=found, on=timezone.localdate())
    messages.success(request, _("Marked as checked today."))
    return redirect("parks:parcel", key=key)
