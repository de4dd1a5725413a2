"""Pages of meetings: the list, one meeting with agenda and decisions, every decision with how it stands."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.core.changes import Stale
from qipan.oversight.meetings import actions, minutes, queries, rules
from qipan.oversight.meetings.forms import DecisionForm, ItemForm, MeetingForm
from qipan.oversight.meetings.models import Item, Meeting
from qipan.pipeline.projects import queries as projects
from qipan.territory.orgs.models import Organisation
from qipan.territory.tasks.actions import NoWords
from qipan.web import edits, paging
from qipan.web.access import needs

STANDINGS = (
    ("open", gettext_lazy("Owed")),
    ("late", gettext_lazy("Late")),
    ("done", gettext_lazy("Done")),
    ("", gettext_lazy("All")),
)
ACTS = (
    ("up", "chevron-up", gettext_lazy("Move up")),
    ("down", "chevron-down", gettext_lazy("Move down")),
    ("drop", "x", gettext_lazy("Take off the agenda")),
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def crumbs() -> list[tuple[Any, str]]:
    return [(_("Meetings"), reverse("meetings:index"))]


def _meeting(request: HttpRequest, key: UUID) -> Meeting:
    return get_object_or_404(queries.visible_to(request.user).select_related("chair"), key=key)


def _back(meeting: Meeting, part: str = "") -> HttpResponse:
    return redirect(reverse("meetings:detail", args=[meeting.key]) + (f"#{part}" if part else ""))


@needs("meetings.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    kind, text = request.GET.get("kind", ""), request.GET.get("q", "").strip()
    kind = kind if kind in Meeting.Kind.values else ""
    rows = paging.part_of(request, queries.listed(request.user, kind=kind, text=text))
    shown = {"rows": rows, "today": today}
    if request.htmx and not request.htmx.boosted:
        return render(request, "meetings/index.html#rows", shown)
    owed = queries.dressed(queries.all_decisions(request.user, standing="late", on=today)[:6], on=today)
    fields = [{"name": "kind", "label": _("Kind"), "value": kind, "choices": Meeting.Kind.choices}]
    search = {"name": "q", "value": text, "placeholder": _("Words of a meeting or a decision …")}
    return render(request, "meetings/index.html", {**shown, "fields": fields, "search": search, "late": owed})


@needs("meetings.see")
@require_GET
def decisions(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    standing, text = request.GET.get("standing", "open"), request.GET.get("q", "").strip()
    standing = standing if standing in dict(STANDINGS) else "open"
    found = queries.all_decisions(request.user, standing=standing, text=text, on=today)
    rows = paging.part_of(request, found)
    shown = {"rows": rows, "decisions": queries.dressed(rows.object_list, on=today)}
    if request.htmx and not request.htmx.boosted:
        return render(request, "meetings/decisions.html#rows", shown)
    tabs = [{"label": label, "href": f"?standing={code}", "is_current": code == standing} for code, label in STANDINGS]
    search = {"name": "q", "value": text, "placeholder": _("Words of a decision, or who owes it …")}
    return render(
        request, "meetings/decisions.html", {**shown, "tabs": tabs, "search": search, "crumbs": crumbs(), "standing": standing}
    )  # fmt: skip


@needs("meetings.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    return _page(request, _meeting(request, key))


def _page(request: HttpRequest, meeting: Meeting, *, status: int = 200, **forms: Any) -> HttpResponse:
    today, user = timezone.localdate(), request.user
    seen = projects.visible_to(user)
    record = queries.record(meeting, user, on=today)
    for item in record.items:
        item.why = projects.reason(item.project, with_money=False) if item.project else ""  # type: ignore[attr-defined]
    shown = {
        "meeting": meeting,
        "items": record.items,
        "loose": record.loose,
        "follow": record.follow,
        "counted": rules.follow_up([row.standing for row in record.follow]),  # type: ignore[attr-defined]
        "attendances": meeting.attendances.select_related("organisation"),
        "decision_form": forms.get("decide")
        or DecisionForm(meeting=meeting, items=record.open, seen=seen, initial=_carried(request)),
        "item_form": forms.get("item") or ItemForm(seen=seen),
        "acts": ACTS,
        "is_open": meeting.status == Meeting.Status.CALLED,
        "crumbs": crumbs(),
    }
    return render(request, "meetings/detail.html", shown, status=status)


def _carried(request: HttpRequest) -> dict[str, str]:
    """After a decision the next one starts at the same point of the agenda."""
    item = request.GET.get("item", "")
    return {"item": item} if item.isdigit() else {}


@needs("meetings.edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = MeetingForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        asked = values.pop("asked")
        meeting = actions.call(by=request.user, values=values, asked=asked)
        messages.success(request, _("The meeting is called; now fill its agenda."))
        return redirect("meetings:suggest", key=meeting.key)
    return edits.draw(request, form, title=_("Call a meeting"), back=reverse("meetings:index"), crumbs=crumbs())


@needs("meetings.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    meeting = _meeting(request, key)
    back = reverse("meetings:detail", args=[key])
    version = edits.version_of(request) if request.method == "POST" else meeting.version
    asked = list(meeting.attendances.values_list("organisation_id", flat=True))
    form = MeetingForm(request.POST or None, instance=_meeting(request, key), initial={"asked": asked})
    if request.method == "POST" and form.is_valid():
        values = edits.values_of(form, but=("asked",))
        kept = edits.attempt(
            form, lambda: actions.edit(by=request.user, meeting=meeting, values=values, version=version)
        )
        if kept:
            actions.ask(by=request.user, meeting=meeting, organisations=form.cleaned_data["asked"])
            return redirect(back)
    return edits.draw(request, form, title=meeting.title, back=back, version=version, crumbs=crumbs())


@needs("meetings.edit")
@require_http_methods(["GET", "POST"])
def suggest(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is red or stuck, ticked; what stays ticked goes on the agenda."""
    meeting = _meeting(request, key)
    found = queries.suggestions(meeting, request.user, on=timezone.localdate())
    if request.method == "POST":
        chosen = set(request.POST.getlist("project"))
        for one in found:
            if str(one.project.key) in chosen:
                actions.add_item(
                    by=request.user, meeting=meeting, title=one.project.name, project=one.project, reason=one.reason
                )
        return _back(meeting, "agenda")
    back = (meeting.title, reverse("meetings:detail", args=[key]))
    shown = {"meeting": meeting, "suggestions": found, "crumbs": [*crumbs(), back]}
    return render(request, "meetings/suggest.html", shown)


@needs("meetings.edit")
@require_GET
def sought(request: HttpRequest) -> HttpResponse:
    """Projects by a piece of their name, for the pickers."""
    text = request.GET.get("q", "").strip()
    found = projects.visible_to(request.user).filter(name__icontains=text).order_by("name")[:20] if text else []
    return JsonResponse({"items": [{"value": p.pk, "text": p.name} for p in found]})


@needs("meetings.edit")
@require_POST
def add_item(request: HttpRequest, key: UUID) -> HttpResponse:
    meeting = _meeting(request, key)
    form = ItemForm(request.POST, seen=projects.visible_to(request.user))
    if not form.is_valid():
        return _page(request, meeting, status=422, item=form)
    return _act(
        request, meeting, lambda: actions.add_item(by=request.user, meeting=meeting, **form.cleaned_data), "agenda"
    )


def _act(request: HttpRequest, meeting: Meeting, verb: Any, part: str = "") -> HttpResponse:
    try:
        verb()
    except actions.Closed:
        messages.error(request, _("The minutes are closed, or something was decided on this already."))
    except NoWords:
        messages.error(request, _("Say why."))
    except Stale:
        messages.error(request, _("Somebody else changed this meanwhile. Look again."))
    return _back(meeting, part)


def _item(request: HttpRequest, key: UUID, pk: int) -> tuple[Meeting, Item]:
    meeting = _meeting(request, key)
    item = next((i for i in queries.items(meeting, request.user) if i.pk == pk and not i.is_hidden), None)  # type: ignore[attr-defined]
    return meeting, item or get_object_or_404(meeting.items.none())


@needs("meetings.edit")
@require_POST
def item_act(request: HttpRequest, key: UUID, pk: int, act: str) -> HttpResponse:
    """up · down · drop · said"""
    meeting, item = _item(request, key, pk)
    by = request.user
    verbs = {
        "up": lambda: actions.move_item(by=by, item=item, step=-1),
        "down": lambda: actions.move_item(by=by, item=item, step=1),
        "drop": lambda: actions.drop_item(by=by, item=item),
        "said": lambda: actions.write_down(
            by=by, item=item, said=request.POST.get("said", "").strip(), version=edits.version_of(request)
        ),
    }
    if act not in verbs:
        raise Http404(act)
    return _act(request, meeting, verbs[act], f"item-{item.pk}")


@needs("meetings.edit")
@require_POST
def decide(request: HttpRequest, key: UUID) -> HttpResponse:
    meeting = _meeting(request, key)
    points = [item for item in queries.items(meeting, request.user) if not item.is_hidden]  # type: ignore[attr-defined]
    form = DecisionForm(request.POST, meeting=meeting, items=points, seen=projects.visible_to(request.user))
    if not form.is_valid():
        return _page(request, meeting, status=422, decide=form)
    given = form.cleaned_data
    try:
        actions.decide(by=request.user, meeting=meeting, **given)
    except actions.Closed:
        messages.error(request, _("The meeting was cancelled."))
        return _back(meeting)
    messages.success(request, _("%(organisation)s has the task.") % {"organisation": given["organisation"]})
    item = f"?item={given['item'].pk}" if given["item"] else ""
    return redirect(reverse("meetings:detail", args=[key]) + item + "#decide")


@needs("meetings.edit")
@require_POST
def withdraw(request: HttpRequest, key: UUID, decision: UUID) -> HttpResponse:
    meeting = _meeting(request, key)
    row = get_object_or_404(queries.decisions_visible_to(request.user).filter(meeting=meeting), key=decision)
    reason = request.POST.get("withdraw-text", "")
    return _act(request, meeting, lambda: actions.withdraw(by=request.user, decision=row, reason=reason))


@needs("meetings.edit")
@require_POST
def attend(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who came: one line an organisation."""
    meeting = _meeting(request, key)
    for row in meeting.attendances.select_related("organisation"):
        who, away = request.POST.get(f"by-{row.pk}", "").strip()[:60], f"absent-{row.pk}" in request.POST
        actions.attend(by=request.user, meeting=meeting, organisation=row.organisation, who=who, is_absent=away)
    extra = request.POST.get("organisation", "")
    if extra.isdigit():
        actions.ask(by=request.user, meeting=meeting, organisations=Organisation.objects.filter(pk=int(extra)))
    return _back(meeting, "present")


@needs("meetings.edit")
@require_POST
def state(request: HttpRequest, key: UUID, act: str) -> HttpResponse:
    """hold · reopen · cancel"""
    meeting, by = _meeting(request, key), request.user
    version = edits.version_of(request)
    summary = request.POST.get("summary", "").strip()
    verbs = {
        "hold": lambda: actions.hold(by=by, meeting=meeting, summary=summary, version=version),
        "reopen": lambda: actions.reopen(by=by, meeting=meeting),
        "cancel": lambda: actions.cancel(by=by, meeting=meeting),
    }
    return _act(request, meeting, verbs[act])


@needs("meetings.see")
@require_GET
def word(request: HttpRequest, key: UUID) -> HttpResponse:
    meeting = _meeting(request, key)
    answer = HttpResponse(minutes.word_file(meeting, request.user, on=timezone.localdate()), content_type=DOCX)
    name = quote(f"{meeting.on} {meeting.title}.docx", safe="")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


@needs("meetings.see")
@require_GET
def panel(request: HttpRequest, slot: str, key: UUID) -> HttpResponse:
    """On a project's page: what meetings decided about it."""
    project = projects.one(request.user, key)
    rows = queries.dressed(queries.of_project(request.user, project)[:10], on=timezone.localdate())
    return render(request, "meetings/panel.html", {"decisions": rows})
