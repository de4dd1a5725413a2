"""Projects by how they stand, and one project with all its screenings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from qipan.pipeline.projects import queries as projects
from qipan.pipeline.screening import actions, queries
from qipan.pipeline.screening.forms.acts import BeginForm
from qipan.pipeline.screening.views import shown
from qipan.web import paging
from qipan.web.access import needs

TABS = (
    ("waiting", gettext_lazy("To be screened")),
    ("open", gettext_lazy("Being filled in")),
    ("pass", pgettext_lazy("verdict", "Pass")),
    ("conditional", pgettext_lazy("verdict", "Conditional")),
    ("fail", pgettext_lazy("verdict", "Fail")),
    ("waived", pgettext_lazy("verdict", "Waived")),
    ("all", gettext_lazy("All screened")),
)
EMPTY = {
    "waiting": gettext_lazy("No project in discussion waits for a screening."),
    "open": gettext_lazy("No screening is being filled in."),
}


@needs("screening.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """A tab an outcome; each project with the standard that holds for it."""
    on = shown.today()
    tab = request.GET.get("tab", "waiting")
    tab = tab if tab in dict(TABS) else "waiting"
    text = request.GET.get("q", "").strip()
    page = paging.part_of(request, queries.listed(request.user, tab=tab, text=text), size=40)
    among = queries.in_force(on)
    stands = queries.standings([project.pk for project in page.object_list])
    rows = [_row(project, among, stands.get(project.pk, queries.Standing()), on) for project in page.object_list]
    context: dict[str, Any] = {
        "rows": rows,
        "page_obj": page,
        "tab": tab,
        "empty": EMPTY.get(tab, _("No project stands here.")),
    }
    if request.htmx and not request.htmx.boosted:  # type: ignore[attr-defined]
        return render(request, "screening/index.html#rows", context)
    tabs = [{"label": label, "href": f"?tab={code}", "is_current": code == tab} for code, label in TABS]
    search = {"name": "q", "value": text, "placeholder": _("Words of a project's name …")}
    context |= {"tabs": tabs, "search": search, "has_standards": bool(among)}
    return render(request, "screening/index.html", context)


def _row(project: Any, among: list[Any], stands: queries.Standing, on: Any) -> dict[str, Any]:
    return {
        "project": project,
        "standard": queries.holding(project, on, among),
        "stands": stands,
        "tag": shown.tag(stands.outcome),
        "missing": queries.verdict_of(stands.open).asked if stands.open else (),
    }


@needs("screening.see")
@require_GET
def project(request: HttpRequest, key: UUID) -> HttpResponse:
    """How one project stands, what holds for it, and every screening it had."""
    return _draw(request, key)


def _draw(request: HttpRequest, key: UUID, form: BeginForm | None = None) -> HttpResponse:
    on = shown.today()
    held = projects.one(request.user, key)
    stands, standard = queries.standing(held), queries.holding(held, on)
    offered = [] if standard else queries.in_force(on)
    past = list(queries.history(held))
    for row in past:
        granted = any(waiver.state == "granted" for waiver in row.waivers.all())
        row.tag = shown.tag("waived" if granted else row.verdict or "incomplete")  # type: ignore[attr-defined]
    context = {
        "project": held,
        "stands": stands,
        "tag": shown.tag(stands.outcome),
        "standard": standard,
        "offered": offered,
        "form": form or (BeginForm(offered=offered) if offered else None),
        "past": past,
        "crumbs": shown.crumbs(),
    }
    return render(request, "screening/project.html", context, status=422 if form else 200)


@needs("screening.edit")
@require_POST
def begin(request: HttpRequest, key: UUID) -> HttpResponse:
    """Begin, or go on with the one that is begun."""
    on = shown.today()
    held = projects.one(request.user, key)
    named = None
    if queries.holding(held, on) is None:
        form = BeginForm(request.POST, offered=queries.in_force(on))
        if not form.is_valid():
            return _draw(request, key, form)
        named = form.cleaned_data["standard"]
    try:
        screening = actions.begin(project=held, by=request.user, on=on, standard=named)  # type: ignore[arg-type]
    except actions.NoStandard:
        messages.error(request, _("No standard in force can judge this project."))
        return redirect("screening:project", key=key)
    return redirect(reverse("screening:figures", args=[screening.key]))


@needs("screening.see")
@require_GET
def panel(request: HttpRequest, slot: str, key: UUID) -> HttpResponse:
    """On a project's page: the verdict, and what it still owes for being let in."""
    on = shown.today()
    held = projects.one(request.user, key)
    stands = queries.standing(held)
    owed = queries.obligations(held)
    for condition in owed:
        condition.is_met = queries.is_met(condition)  # type: ignore[attr-defined]
        task = condition.task
        condition.is_late = bool(task and task.status == "open" and task.due_on and task.due_on < on)  # type: ignore[attr-defined]
    context = {
        "project": held,
        "stands": stands,
        "tag": shown.tag(stands.outcome),
        "standard": None if stands.screening else queries.holding(held, on),
        "owed": owed,
    }
    name = "screening/parts/panel.html" if getattr(request, "htmx", False) else "screening/panel.html"
    return render(request, name, context)
