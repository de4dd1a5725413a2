"""Standards in versions: the list, one version with its criteria, the draft with what it would change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.core.changes import Stale
from qipan.core.drafting import next_day
from qipan.pipeline.screening import actions, queries, rules, seeds
from qipan.pipeline.screening.forms.standards import CriterionFormSet, StandardForm, initial_of, rows_of
from qipan.pipeline.screening.models import Standard
from qipan.pipeline.screening.queries import words
from qipan.pipeline.screening.views import shown
from qipan.web import edits
from qipan.web.access import needs

NAMED = 60  # projects a preview lists by name


def crumbs() -> list[tuple[Any, str]]:
    return [*shown.crumbs(), (_("Standards"), reverse("screening:standards"))]


def _standard(key: UUID) -> Standard:
    found = queries.standards().filter(key=key).first()
    if found is None:
        raise Http404("standard")
    return found


@needs("screening.see")
@require_GET
def standards(request: HttpRequest) -> HttpResponse:
    """Every version, what holds first; sheets of other places to begin from."""
    on = shown.today()
    gone = queries.replaced(queries.in_force(on))
    rows = [shown.dressed(row, on, gone) for row in queries.standards().order_by("name", "-effective_from", "-pk")]
    order = {"green": 0, "yellow": 1, "accent": 2, "": 3}
    rows.sort(key=lambda row: order[row.standing.tone])  # type: ignore[attr-defined]
    context = {"rows": rows, "papers": _papers(), "crumbs": shown.crumbs()}
    return render(request, "screening/standards.html", context)


def _papers() -> list[dict[str, Any]]:
    """Sheets of other places, under the paper they stand in."""
    part = words.language()
    found: dict[str, dict[str, Any]] = {}
    for sheet in seeds.sheets().values():
        paper = found.setdefault(sheet.source, {"source": sheet.source, "about": sheet.about[part], "sheets": []})
        paper["sheets"].append({"code": sheet.code, "name": sheet.name[part], "lines": _lines(sheet.criteria)})
    return list(found.values())


def _lines(criteria: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "label": words.own_label(row),
            "measure": words.MEASURES[row["measure"]] if row["measure"] not in ("marks", "yes") else "",
            "kind": words.KINDS[row["kind"]],
            "wanted": shown.wanted(row),
        }
        for row in criteria
    ]


@needs("screening.see")
@require_GET
def standard(request: HttpRequest, key: UUID) -> HttpResponse:
    """One version: criteria, days, paper; of a draft or one to come also what it would change."""
    on, row = shown.today(), _standard(key)
    shown.dressed(row, on, queries.replaced(queries.in_force(on)))
    is_ahead = row.is_draft or row.is_to_come  # type: ignore[attr-defined]
    odd = rules.complaints(row.criteria, row.pass_at, row.conditional_at)
    context = {
        "standard": row,
        "lines": [] if any(one.why in ("unknown", "unit", "number") for one in odd) else _lines(row.criteria),
        "odd": [_complaint(one) for one in odd] if row.is_draft else [],  # type: ignore[attr-defined]
        "effect": _effect(row, request) if is_ahead and not odd else None,
        "used": queries.used_by(row).count(),
        "crumbs": crumbs(),
    }
    return render(request, "screening/standard.html", context)


def _complaint(odd: rules.Odd) -> str:
    said = str(words.COMPLAINTS[odd.why])
    return _("Line %(line)s: %(why)s") % {"line": odd.line, "why": said} if odd.line else said


def _effect(row: Standard, request: HttpRequest) -> dict[str, Any]:
    """The sentence, the counts, and the projects that turn."""
    effect = queries.effect(row, request.user, max(row.effective_from, shown.today()))
    falls = effect.turned("pass", "fail") + effect.turned("conditional", "fail")
    rises = effect.turned("fail", "pass") + effect.turned("fail", "conditional")
    touched = [
        {"project": one.project, "before": shown.tag(one.before), "after": shown.tag(one.after)}
        for one in effect.touched[:NAMED]
    ]
    outcomes = [name for name in (*queries.OUTCOMES, "incomplete") if effect.now.get(name) or effect.then.get(name)]
    counts = [
        {"tag": shown.tag(name), "now": effect.now.get(name, 0), "then": effect.then.get(name, 0)} for name in outcomes
    ]
    return {
        "falls": falls, "rises": rises, "touched": touched, "counts": counts, "unscreened": effect.unscreened,
        "asks": sum(1 for one in effect.touched if one.after == "incomplete"), "more": len(effect.touched) - len(touched),
        "others": len(effect.touched) - falls - rises,
    }  # fmt: skip


@needs("screening.edit")
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft from a version, from a sheet of another place, or empty."""
    row = actions.draft(values=_beginning(request.POST.get("from", "")), by=request.user)  # type: ignore[arg-type]
    messages.info(request, _("A draft. It changes nothing until it is put in force."))
    return redirect("screening:edit_standard", key=row.key)


def _beginning(begun: str) -> dict[str, Any]:
    tomorrow = next_day(shown.today())
    sheet = seeds.sheets().get(begun)
    if sheet:
        return {
            "name": sheet.name[words.language()], "industries": list(sheet.industries), "source": sheet.source,
            "criteria": sheet.criteria, "pass_at": sheet.pass_at, "conditional_at": sheet.conditional_at,
            "effective_from": tomorrow,
        }  # fmt: skip
    if begun:
        try:
            row = _standard(UUID(begun))
        except ValueError:
            raise Http404("standard") from None
        names = ("name", "park", "industries", "source", "criteria", "pass_at", "conditional_at")
        return {name: getattr(row, name) for name in names} | {"effective_from": tomorrow}
    return {"name": _("New standard"), "effective_from": tomorrow}


@needs("screening.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    row = _standard(key)
    back = redirect("screening:standard", key=key)
    if row.state != Standard.State.DRAFT:
        messages.error(request, _("A version that was put in force is never edited. Make a new one from it."))
        return back
    form = StandardForm(request.POST or None, instance=_standard(key))
    rows = CriterionFormSet(request.POST or None, initial=initial_of(row.criteria), prefix="c")
    is_sent = request.method == "POST"
    if is_sent and form.is_valid() and rows.is_valid():
        values = {name: form.cleaned_data[name] for name in form.cleaned_data} | {"criteria": rows_of(rows)}
        version = edits.version_of(request)
        saved = edits.attempt(
            form,
            lambda: actions.edit(standard=row, values=values, by=request.user, version=version),  # type: ignore[arg-type]
            (actions.NotADraft, lambda e: _("It was put in force meanwhile; make a new version.")),
        )
        if saved is not None:
            messages.success(request, _("Saved. See below what it would change."))
            return back
    context = {
        "standard": row, "form": form, "rows": rows, "conflicts": getattr(form, "conflicts", []),
        "version": getattr(form, "fresh_version", row.version), "crumbs": crumbs(),
    }  # fmt: skip
    status = 409 if context["conflicts"] else 422 if is_sent else 200
    return render(request, "screening/standard_edit.html", context, status=status)


REFUSALS = {
    actions.NotADraft: lambda e: _("This version is no draft any more."),
    actions.NoSource: lambda e: _("Name the paper that says so before it is put in force."),
    actions.InThePast: lambda e: _("Standards do not reach back. Choose today or a later day."),
    actions.DayTaken: lambda e: _("Another version for the same park and industries begins on that day."),
    actions.CannotJudge: lambda e: " ".join(_complaint(odd) for odd in e.odd),
    actions.NotYet: lambda e: _("It is in force already. Make a new version that replaces it."),
    actions.ReasonNeeded: lambda e: _("Say why it is taken back."),
    Stale: lambda e: _("Somebody else changed this meanwhile. Look again."),
}


@needs("screening.edit")
@require_POST
def act(request: HttpRequest, key: UUID, verb: str) -> HttpResponse:
    """put · take_back · discard."""
    row, on = _standard(key), shown.today()
    by: Any = request.user
    verbs = {
        "put": (
            lambda: actions.put_in_force(standard=row, by=by, on=on, version=edits.version_of(request)),
            _("From %(day)s this standard holds.") % {"day": row.effective_from.isoformat()},
        ),
        "take_back": (
            lambda: actions.take_back(standard=row, by=by, on=on, reason=request.POST.get("reason", "")),
            _("Taken back before it began."),
        ),
        "discard": (
            lambda: actions.discard(standard=row, by=by, reason="draft thrown away"),
            _("The draft is gone."),
        ),
    }
    if verb not in verbs:
        raise Http404("verb")
    run, said = verbs[verb]
    try:
        run()
        messages.success(request, said)
    except tuple(REFUSALS) as refused:
        messages.error(request, next(say(refused) for kind, say in REFUSALS.items() if isinstance(refused, kind)))
        return redirect("screening:standard", key=key)
    return redirect("screening:standards") if verb == "discard" else redirect("screening:standard", key=key)
