"""Pages of rules. Reading needs rules.see, writing rules.edit."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.core import drafting, rulesets, units
from qipan.core.changes import Stale
from qipan.core.models import RuleSet
from qipan.core.rulesets import Kind
from qipan.web import edits
from qipan.web.access import needs
from qipan.web.rulebook import shape
from qipan.web.rulebook.forms import DraftForm, ReasonForm


def crumbs(kind: Kind | None = None) -> list[tuple[Any, str]]:
    found: list[tuple[Any, str]] = [(_("Rules"), reverse("web:rules"))]
    return [*found, (kind.label, reverse("web:rules_kind", args=[kind.code]))] if kind else found


def _day(day: date) -> str:
    return units.date_text(day, "day", get_language() or "en")


def _kind(code: str) -> Kind:
    kind = rulesets.kind_of(code)
    if kind is None:
        raise Http404("kind")
    return kind


def _dressed(row: Any, on: date, current: RuleSet | None) -> Any:
    """A version with where it stands today, in words."""
    row.place_name = dict(rulesets.known_places()).get(row.place, row.place) or _("Everywhere")
    row.is_to_come = row.state == RuleSet.State.SET and row.effective_from > on
    if current is not None and row.pk == current.pk:
        row.standing, row.tone = _("in force"), "green"
    elif row.is_to_come:
        row.standing, row.tone = _("from %(day)s") % {"day": _day(row.effective_from)}, "yellow"
    elif row.state == RuleSet.State.SET:
        row.standing, row.tone = _("was in force"), ""
    else:
        row.standing, row.tone = row.get_state_display(), "accent" if row.state == RuleSet.State.DRAFT else ""
    return row


def _current(rows: list[RuleSet], on: date) -> dict[str, RuleSet]:
    """Place → the version that holds there today, of one kind's rows, latest first."""
    found: dict[str, RuleSet] = {}
    for row in rows:
        holds = row.state == "set" and row.effective_from <= on and (row.effective_to is None or row.effective_to >= on)
        if holds:
            found.setdefault(row.place, row)
    return found


@needs("rules.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every kind: what holds today, from which day and paper; what is to come; drafts."""
    on = timezone.localdate()
    by_kind: dict[str, list[RuleSet]] = defaultdict(list)
    for row in RuleSet.objects.defer("body").order_by("-effective_from", "-pk"):
        by_kind[row.kind].append(row)
    lines = []
    for kind in rulesets.kinds():
        rows = by_kind[kind.code]
        current = _current(rows, on)
        lines.append({
            "kind": kind,
            "current": current.get(""),
            "source": current[""].source if "" in current else (rulesets.shipped(kind.code) or {}).get("source", ""),
            "places": len([place for place in current if place]),
            "to_come": [r for r in rows if r.state == "set" and r.effective_from > on],
            "drafts": [r for r in rows if r.state == "draft"],
        })  # fmt: skip
    return render(request, "web/rules/index.html", {"lines": lines})


@needs("rules.see")
@require_GET
def kind(request: HttpRequest, code: str) -> HttpResponse:
    """One kind: its versions, what is shipped, examples of other places."""
    on, one = timezone.localdate(), _kind(code)
    rows = list(RuleSet.objects.filter(kind=code).select_related("set_by").order_by("-effective_from", "-pk"))
    current = _current(rows, on)
    shipped = rulesets.shipped(code)
    return render(request, "web/rules/kind.html", {
        "kind": one,
        "crumbs": crumbs(),
        "rows": [_dressed(row, on, current.get(row.place)) for row in rows],
        "shipped": shape.rows(one, shipped) if shipped else [],
        "shipped_source": (shipped or {}).get("source", ""),
        "is_shipped_current": "" not in current,
        "examples": [{"example": e, "rows": shape.rows(one, e.body)} for e in one.examples],
    })  # fmt: skip


def _version(key: UUID) -> RuleSet:
    row = rulesets.version(key)
    if row is None:
        raise Http404("version")
    return row


@needs("rules.see")
@require_GET
def version(request: HttpRequest, key: UUID) -> HttpResponse:
    """One version with its figures beside those of the version before it."""
    on, row = timezone.localdate(), _version(key)
    one = _kind(row.kind)
    others = list(
        RuleSet.objects.filter(kind=row.kind, state="set").exclude(pk=row.pk).order_by("-effective_from", "-pk")
    )
    current = rulesets.version_in_force(row.kind, on=on, place=row.place)
    before = next((o for o in others if o.place == row.place and o.effective_from < row.effective_from), None)
    base = before.body if before else rulesets.shipped(row.kind) or {}
    return render(request, "web/rules/version.html", {
        "kind": one,
        "rules": _dressed(row, on, current),
        "crumbs": crumbs(one),
        "rows": shape.differences(one, base, row.body),
        "before": before,
        "others": others,
        "is_draft": row.state == RuleSet.State.DRAFT,
        "reason_form": ReasonForm(),
        "has_preview": one.preview is not None and row.state == RuleSet.State.DRAFT,
    })  # fmt: skip


@needs("rules.see")
@require_GET
def preview(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a version would change today, as far as the reader sees the records."""
    row = _version(key)
    one = _kind(row.kind)
    if one.preview is None:
        raise Http404("preview")
    effect = one.preview(row.body, timezone.localdate(), row.place, request.user)
    above = [*crumbs(one), (row.name, reverse("web:rules_version", args=[row.key]))]
    shown = {"effect": effect, "rules": row, "kind": one, "crumbs": above}
    name = "web/rules/preview.html#effect" if request.htmx else "web/rules/preview.html"
    return render(request, name, shown)


@needs("rules.see")
@require_GET
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Two versions figure by figure; "shipped" is what came with Qipan."""
    one = _kind(code)
    sides = [_side(one, request.GET.get(name, "shipped")) for name in ("a", "b")]
    choices = [
        ("shipped", _("As shipped")),
        *[(str(r.key), str(r)) for r in RuleSet.objects.filter(kind=code).order_by("-effective_from")],
    ]
    fields = [
        {"name": name, "label": label, "value": request.GET.get(name, "shipped"), "choices": choices}
        for name, label in (("a", _("This version")), ("b", _("beside this")))
    ]
    rows = shape.differences(one, sides[0][1], sides[1][1])
    return render(
        request,
        "web/rules/compare.html",
        {"kind": one, "crumbs": crumbs(one), "sides": sides, "rows": rows, "fields": fields},
    )


def _side(one: Kind, wanted: str) -> tuple[str, dict[str, Any]]:
    if wanted == "shipped":
        return _("As shipped"), rulesets.shipped(one.code) or {}
    row = _of_kind(one, wanted)
    return f"{row.name} · {_day(row.effective_from)}", row.body


def _of_kind(one: Kind, wanted: str) -> RuleSet:
    """The version a person named, if there is one of this kind."""
    try:
        row = _version(UUID(wanted))
    except ValueError:
        raise Http404("version") from None
    if row.kind != one.code:
        raise Http404("version")
    return row


@needs("rules.edit")
@require_POST
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft from a version, an example, or what is shipped."""
    one, on = _kind(code), timezone.localdate()
    begun = request.POST.get("from", "")
    name, source, body, place = _beginning(one, begun)
    row = drafting.draft(
        kind=code,
        name=name,
        source=source,
        body=body,
        place=place,
        by=request.user,
        effective_from=drafting.next_day(on),
    )
    messages.info(request, _("A draft. It changes nothing until it is put in force."))
    return redirect("web:rules_edit", key=row.key)


def _beginning(one: Kind, begun: str) -> tuple[str, str, dict[str, Any], str]:
    example = next((e for e in one.examples if e.code == begun), None)
    if example:
        return str(example.name), example.source, example.body, ""
    if begun and begun != "shipped":
        row = _of_kind(one, begun)
        return row.name, row.source, row.body, row.place
    body = dict(rulesets.shipped(one.code) or {})
    return str(one.label), str(body.get("source", ""))[:300], body, ""


@needs("rules.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    row = _version(key)
    one = _kind(row.kind)
    if row.state != RuleSet.State.DRAFT:
        messages.error(request, _("A version that was put in force is never edited. Make a new one from it."))
        return redirect("web:rules_version", key=row.key)
    form = DraftForm(request.POST or None, kind=one, rules=row)
    if request.method == "POST" and form.is_valid():
        saved = edits.attempt(
            form,
            lambda: drafting.edit(rules=row, by=request.user, values=form.values(), version=edits.version_of(request)),  # type: ignore[arg-type]
            (drafting.NotADraft, lambda _e: _("It was put in force meanwhile; make a new version.")),
        )
        if saved is not None:
            messages.success(request, _("Saved. See below what it would change."))
            return redirect("web:rules_version", key=row.key)
    back = reverse("web:rules_version", args=[row.key])
    sub = _("A draft: nothing changes until it is put in force.")
    return edits.draw(request, form, title=row.name, sub=sub, back=back, version=row.version, crumbs=crumbs(one))


REFUSALS = {
    drafting.NotADraft: lambda: _("This version is no draft any more."),
    drafting.InForce: lambda: _("It is in force already. Make a new version that replaces it."),
    drafting.NoSource: lambda: _("Name the paper that says so before it is put in force."),
    drafting.InThePast: lambda: _("Rules do not reach back. Choose today or a later day."),
    drafting.DayTaken: lambda: _("Another version begins there on the same day."),
    Stale: lambda: _("Somebody else changed this meanwhile. Look again."),
}


def _act(request: HttpRequest, row: RuleSet, verb: Any, sentence: str) -> HttpResponse:
    try:
        verb()
        messages.success(request, sentence)
    except tuple(REFUSALS) as refused:
        messages.error(request, REFUSALS[type(refused)]())
    return redirect("web:rules_version", key=row.key)


@needs("rules.edit")
@require_POST
def put(request: HttpRequest, key: UUID) -> HttpResponse:
    row, on = _version(key), timezone.localdate()
    version = edits.version_of(request)
    said = _("From %(day)s these rules hold.") % {"day": _day(row.effective_from)}
    return _act(request, row, lambda: drafting.put_in_force(rules=row, by=request.user, on=on, version=version), said)  # type: ignore[misc]


@needs("rules.edit")
@require_POST
def take_back(request: HttpRequest, key: UUID) -> HttpResponse:
    row, form = _version(key), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why it is taken back."))
        return redirect("web:rules_version", key=row.key)
    reason = form.cleaned_data["reason"]
    act = lambda: drafting.take_back(rules=row, by=request.user, on=timezone.localdate(), reason=reason)  # type: ignore[misc]  # noqa: E731
    return _act(request, row, act, _("Taken back before it began."))


@needs("rules.edit")
@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    row = _version(key)
    try:
        drafting.discard(rules=row, by=request.user, reason=_("draft thrown away"))  # type: ignore[arg-type]
    except drafting.NotADraft:
        messages.error(request, REFUSALS[drafting.NotADraft]())
        return redirect("web:rules_version", key=row.key)
    messages.success(request, _("The draft is gone."))
    return redirect("web:rules_kind", code=row.kind)
