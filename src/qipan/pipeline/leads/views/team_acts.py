"""Pages that write about teams: the team, its members, a visit, a contact, a promise and its keeping."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qipan.pipeline.leads.actions import teams as acts
from qipan.pipeline.leads.models import Team
from qipan.pipeline.leads.queries import teams as asking
from qipan.pipeline.leads.team_forms import (
    ContactForm,
    KeepForm,
    LeaveForm,
    MemberForm,
    PromiseForm,
    TeamForm,
    VisitForm,
)
from qipan.pipeline.leads.views.teams import crumbs, team_or_404
from qipan.web import edits
from qipan.web.access import needs

_REFUSED = (
    (acts.Member, lambda e: _("This person is in the team on these days already.")),
    (acts.BadDays, lambda e: _("It ends before it begins.")),
    (acts.Foreign, lambda e: _("This lead belongs to another team.")),
    (acts.Kept, lambda e: _("This was kept already.")),
)


def _at(team: Team) -> str:
    return reverse("leads:team", args=[team.key])


def _managing(request: HttpRequest) -> None:
    if not asking.may_manage(request.user):
        raise PermissionDenied("teams")


def _writing(request: HttpRequest, key: UUID) -> Team:
    team = team_or_404(request, key)
    if not asking.may_write(request.user, team, timezone.localdate()):
        raise PermissionDenied("team")
    return team


def _done(request: HttpRequest, form: Any, act: Callable[[], Any], words: str) -> Any:
    """Run the act of a valid form; the record it made, or None."""
    if request.method != "POST" or not form.is_valid():
        return None
    made = edits.attempt(form, act, *_REFUSED)
    if made is not None:
        messages.success(request, words)
    return made


@needs("leads.edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    _managing(request)
    form = TeamForm(request.POST or None)
    team = _done(
        request, form, lambda: acts.set_up(by=request.user, **form.cleaned_data), _("The team stands; now say who belongs to it.")
    )  # fmt: skip
    if team:
        return redirect(_at(team))
    return edits.draw(request, form, title=_("New team"), back=reverse("leads:teams"), crumbs=crumbs())


@needs("leads.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    _managing(request)
    team = team_or_404(request, key)
    version = edits.version_of(request) if request.method == "POST" else team.version
    form = TeamForm(request.POST or None, instance=team_or_404(request, key))
    act: Callable[[], Any] = lambda: acts.change_team(  # noqa: E731
        by=request.user, team=team, values=edits.values_of(form), version=version
    )
    if _done(request, form, act, _("Saved.")):
        return redirect(_at(team))
    return edits.draw(
        request, form, title=team.name, back=_at(team), version=version, crumbs=crumbs((team.name, _at(team)))
    )


@needs("leads.edit")
@require_http_methods(["GET", "POST"])
def new_member(request: HttpRequest, key: UUID) -> HttpResponse:
    _managing(request)
    team = team_or_404(request, key)
    form = MemberForm(request.POST or None, initial={"since": timezone.localdate()})
    act: Callable[[], Any] = lambda: acts.join_team(by=request.user, team=team, **form.cleaned_data)  # noqa: E731
    if _done(request, form, act, _("Part of the team from that day on.")):
        return redirect(_at(team))
    return _draw(request, form, _("New member"), team)


@needs("leads.edit")
@require_http_methods(["GET", "POST"])
def end_member(request: HttpRequest, key: UUID) -> HttpResponse:
    _managing(request)
    member = get_object_or_404(asking.members_visible_to(request.user), key=key)
    form = LeaveForm(request.POST or None, initial={"until": timezone.localdate()})
    act: Callable[[], Any] = lambda: acts.leave_team(  # noqa: E731
        by=request.user, member=member, until=form.cleaned_data["until"]
    )
    if _done(request, form, act, _("What they did stays with the team.")):
        return redirect(_at(member.team))
    return _draw(request, form, _("%(person)s leaves the team") % {"person": member.person}, member.team)


@needs("leads.edit")
@require_http_methods(["GET", "POST"])
def new_visit(request: HttpRequest, key: UUID) -> HttpResponse:
    team = _writing(request, key)
    form = VisitForm(request.POST or None, initial={"on": timezone.localdate(), "place": team.city})
    act: Callable[[], Any] = lambda: acts.plan_visit(by=request.user, team=team, **form.cleaned_data)  # noqa: E731
    if _done(request, form, act, _("The visit stands in the team's calendar.")):
        return redirect(_at(team) + "#visits")
    return _draw(request, form, _("New visit"), team)


@needs("leads.edit")
@require_http_methods(["GET", "POST"])
def edit_visit(request: HttpRequest, key: UUID) -> HttpResponse:
    visit = get_object_or_404(asking.visits_visible_to(request.user), key=key)
    team = _writing(request, visit.team.key)
    version = edits.version_of(request) if request.method == "POST" else visit.version
    form = VisitForm(request.POST or None, instance=get_object_or_404(asking.visits_visible_to(request.user), key=key))
    act: Callable[[], Any] = lambda: acts.change_visit(  # noqa: E731
        by=request.user, visit=visit, values=edits.values_of(form), version=version
    )
    if _done(request, form, act, _("Saved.")):
        return redirect(_at(team) + "#visits")
    return _draw(request, form, _("Visit"), team, version)


@needs("leads.edit")
@require_http_methods(["GET", "POST"])
def new_contact(request: HttpRequest, key: UUID) -> HttpResponse:
    team, today = _writing(request, key), timezone.localdate()
    initial = {"on": today, "lead": request.GET.get("lead"), "visit": request.GET.get("visit")}
    form = ContactForm(request.POST or None, user=request.user, team=team, on=today, initial=initial)
    act: Callable[[], Any] = lambda: acts.write_contact(by=request.user, team=team, **form.cleaned_data)  # noqa: E731
    if _done(request, form, act, _("Written down.")):
        return redirect(_at(team))
    return _draw(request, form, _("Write down a contact"), team)


@needs("leads.edit")
@require_http_methods(["GET", "POST"])
def new_promise(request: HttpRequest, key: UUID) -> HttpResponse:
    team, today = _writing(request, key), timezone.localdate()
    form = PromiseForm(
        request.POST or None, user=request.user, team=team, on=today, initial={"lead": request.GET.get("lead")}
    )
    act: Callable[[], Any] = lambda: acts.promise(by=request.user, team=team, **form.cleaned_data)  # noqa: E731
    if _done(request, form, act, _("It is due on that day.")):
        return redirect(_at(team) + "#promises")
    return _draw(request, form, _("New promise"), team)


@needs("leads.edit")
@require_http_methods(["GET", "POST"])
def promise(request: HttpRequest, key: UUID) -> HttpResponse:
    """Kept, or given another day."""
    today = timezone.localdate()
    held = get_object_or_404(asking.promises_open_to(request.user, today).select_related("team"), key=key)
    team = _writing(request, held.team.key)
    form = KeepForm(request.POST or None)

    def act() -> Any:
        if form.cleaned_data["words"]:
            return acts.keep(by=request.user, promise=held, words=form.cleaned_data["words"], on=today)
        return acts.postpone(by=request.user, promise=held, due_on=form.cleaned_data["due_on"])

    if _done(request, form, act, _("Saved.")):
        return redirect(_at(team) + "#promises")
    return _draw(request, form, held.words, team)


def _draw(request: HttpRequest, form: Any, title: str, team: Team, version: int | None = None) -> HttpResponse:
    back = _at(team)
    return edits.draw(
        request, form, title=title, sub=team.name, back=back, version=version, crumbs=crumbs((team.name, back))
    )
