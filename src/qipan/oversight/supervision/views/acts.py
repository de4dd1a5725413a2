"""What is done to a notice: one POST an act; what refuses says so in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qipan.core.changes import Stale
from qipan.oversight.supervision import actions, forms, queries
from qipan.oversight.supervision.models import Branch, Extension, Interview, Notice
from qipan.oversight.supervision.views import notices
from qipan.web import edits
from qipan.web.access import needs

REFUSALS: dict[type[Exception], Callable[[], str]] = {
    actions.NotNow: lambda: _("The notice has moved on meanwhile; this can no longer be done."),
    actions.NoLead: lambda: _("Name exactly one leading unit first."),
    actions.NoWords: lambda: _("Say it in words."),
    actions.TooLate: lambda: _("More time is asked for before the deadline; it is over."),
    actions.NotLonger: lambda: _("The new day must lie after the deadline."),
    actions.SamePerson: lambda: _("Whoever answered or asked does not also judge it."),
    actions.StillOpen: lambda: _("Some unit's part is not verified yet, or an interview is due."),
    Stale: lambda: _("Somebody else changed this meanwhile. Look again."),
}


def _act(request: HttpRequest, notice: Notice, verb: Callable[[], Any], sentence: str) -> HttpResponse:
    try:
        verb()
        messages.success(request, sentence)
    except tuple(REFUSALS) as refused:
        messages.error(request, REFUSALS[type(refused)]())
    return redirect("supervision:notice", key=notice.key)


def _branch(request: HttpRequest, key: UUID) -> tuple[Notice, Branch]:
    branch = Branch.objects.filter(key=key, notice__in=queries.visible_to(request.user)).first()
    if branch is None:
        raise Http404("branch")
    return queries.one(request.user, branch.notice.key), branch


def _given(
    request: HttpRequest, notice: Notice, name: str, kind: type[django_forms.Form]
) -> dict[str, Any] | HttpResponse:
    """What the form holds, or the page again with what is wrong."""
    form = kind(request.POST)
    return form.cleaned_data if form.is_valid() else notices.page(request, notice, status=422, **{name: form})


@needs("supervision.notify")
@require_POST
def issue(request: HttpRequest, key: UUID) -> HttpResponse:
    notice, on = queries.one(request.user, key), timezone.localdate()
    given = _given(request, notice, "issue", forms.IssueForm)
    if isinstance(given, HttpResponse):
        return given
    home = notices.home_of(request)
    act = lambda: actions.issue(  # noqa: E731
        notice=notice,
        by=request.user,
        on=on,
        due_on=given["due_on"],
        issuer=notice.issuer or home,
        version=edits.version_of(request),  # type: ignore[misc]
    )
    return _act(request, notice, act, _("Issued. The units have it."))


@needs("supervision.see")
@require_POST
def reply(request: HttpRequest, key: UUID) -> HttpResponse:
    notice, branch = _branch(request, key)
    if not queries.may_reply(request.user, branch):
        raise PermissionDenied("supervision.reply")
    given = _given(request, notice, "reply", forms.ReplyForm)
    if isinstance(given, HttpResponse):
        return given
    on = timezone.localdate()
    return _act(request, notice, lambda: actions.reply(branch=branch, by=request.user, on=on, **given), _("Answered."))  # type: ignore[misc]


@needs("supervision.verify")
@require_POST
def verify(request: HttpRequest, key: UUID) -> HttpResponse:
    notice, branch = _branch(request, key)
    words, on = request.POST.get("words", "")[:1000], timezone.localdate()
    return _act(
        request,
        notice,
        lambda: actions.verify(branch=branch, by=request.user, on=on, words=words),
        _("Verified."),  # type: ignore[misc]
    )


@needs("supervision.verify")
@require_POST
def send_back(request: HttpRequest, key: UUID) -> HttpResponse:
    notice, branch = _branch(request, key)
    given = _given(request, notice, "return", forms.ReturnForm)
    if isinstance(given, HttpResponse):
        return given
    on = timezone.localdate()
    return _act(
        request, notice, lambda: actions.send_back(branch=branch, by=request.user, on=on, **given), _("Sent back.")
    )  # type: ignore[misc]


@needs("supervision.see")
@require_POST
def ask(request: HttpRequest, key: UUID) -> HttpResponse:
    notice, branch = _branch(request, key)
    if not queries.may_reply(request.user, branch):
        raise PermissionDenied("supervision.reply")
    given = _given(request, notice, "time", forms.TimeForm)
    if isinstance(given, HttpResponse):
        return given
    on = timezone.localdate()
    said = _("Asked. Until somebody grants it the deadline stands.")
    return _act(request, notice, lambda: actions.ask_for_time(branch=branch, by=request.user, on=on, **given), said)  # type: ignore[misc]


@needs("supervision.notify")
@require_POST
def decide(request: HttpRequest, key: UUID) -> HttpResponse:
    asked = Extension.objects.filter(key=key, branch__notice__in=queries.visible_to(request.user)).first()
    if asked is None:
        raise Http404("extension")
    is_granted, words = request.POST.get("decision") == "grant", request.POST.get("words", "")[:300]
    notice, on = asked.branch.notice, timezone.localdate()
    act = lambda: actions.decide(extension=asked, by=request.user, on=on, is_granted=is_granted, words=words)  # type: ignore[misc]  # noqa: E731
    return _act(request, notice, act, _("More time granted.") if is_granted else _("More time refused."))


@needs("supervision.verify")
@require_POST
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    notice, on = queries.one(request.user, key), timezone.localdate()
    words = request.POST.get("words", "")[:1000]
    return _act(
        request, notice, lambda: actions.close(notice=notice, by=request.user, on=on, words=words), _("Closed.")
    )  # type: ignore[misc]


@needs("supervision.notify")
@require_POST
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    notice, on = queries.one(request.user, key), timezone.localdate()
    given = _given(request, notice, "reason", forms.ReasonForm)
    if isinstance(given, HttpResponse):
        return given
    return _act(
        request, notice, lambda: actions.withdraw(notice=notice, by=request.user, on=on, **given), _("Withdrawn.")
    )


@needs("supervision.notify")
@require_POST
def summon(request: HttpRequest, key: UUID) -> HttpResponse:
    notice, branch = _branch(request, key)
    given = _given(request, notice, "summon", forms.SummonForm)
    if isinstance(given, HttpResponse):
        return given
    on = timezone.localdate()
    act = lambda: actions.summon(notice=notice, branch=branch, by=request.user, on=on, **given)  # type: ignore[misc]  # noqa: E731
    return _act(request, notice, act, _("Summoned. The unit is told."))


@needs("supervision.notify")
@require_POST
def interview(request: HttpRequest, key: UUID) -> HttpResponse:
    row = Interview.objects.filter(key=key, notice__in=queries.visible_to(request.user)).first()
    if row is None:
        raise Http404("interview")
    notice = queries.one(request.user, row.notice.key)
    given = _given(request, notice, "interview", forms.InterviewForm)
    if isinstance(given, HttpResponse):
        return given
    on = timezone.localdate()
    return _act(
        request, notice, lambda: actions.hold(interview=row, by=request.user, on=on, **given), _("Written down.")
    )  # type: ignore[misc]
