"""Pages of tasks: mine, ours, those I gave; one task with its answers."""

from __future__ import annotations

from collections.abc import Callable
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

from qipan.core.changes import Stale
from qipan.territory.tasks import actions, queries, rules
from qipan.territory.tasks.forms import AnswerForm, SendBackForm, TaskForm, WithdrawForm
from qipan.territory.tasks.models import Task
from qipan.web import edits, paging
from qipan.web.access import needs

WHOSE = {
    "ours": gettext_lazy("Ours"),
    "mine": gettext_lazy("Mine"),
    "given": gettext_lazy("Given by me"),
    "all": gettext_lazy("All"),
}


def crumbs() -> list[tuple[Any, str]]:
    return [(_("Tasks"), reverse("tasks:index"))]


@needs("tasks.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    whose = request.GET.get("whose", "ours")
    whose = whose if whose in WHOSE else "ours"
    status, text = request.GET.get("status", "open"), request.GET.get("q", "").strip()
    status = status if status in ("open", "", *Task.Status.values) else "open"
    rows = paging.part_of(request, queries.listed(request.user, whose=whose, status=status, text=text))
    shown = {"rows": rows, "tasks": queries.dressed(rows.object_list, on=timezone.localdate())}
    if request.htmx and not request.htmx.boosted:
        return render(request, "tasks/index.html#rows", shown)
    counts = queries.counts(request.user, on=timezone.localdate())
    tabs = [
        {"label": label, "href": f"?whose={name}", "is_current": name == whose, "count": counts[name]}
        for name, label in WHOSE.items()
    ]
    choices = [("open", _("Not done")), *[c for c in Task.Status.choices if c[0] != "open"]]
    fields = [{"name": "status", "label": _("Status"), "value": status, "choices": choices}]
    search = {"name": "q", "value": text, "placeholder": _("Words of the task …")}
    return render(
        request,
        "tasks/index.html",
        {**shown, "tabs": tabs, "fields": fields, "search": search, "counts": counts, "whose": whose},
    )


def _task(request: HttpRequest, key: UUID) -> Task:
    rows = queries.visible_to(request.user).select_related("organisation", "person", "assigned_by")
    return get_object_or_404(rows, key=key)


def _dressed(task: Task) -> Task:
    return queries.dressed([task], on=timezone.localdate())[0]


@needs("tasks.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    return _page(request, _dressed(_task(request, key)))


def _page(request: HttpRequest, task: Task, *, status: int = 200, **forms: Any) -> HttpResponse:
    may_judge = queries.may_judge(request.user, task)
    shown = {
        "task": task,
        "replies": task.replies.select_related("by"),
        "crumbs": crumbs(),
        "answer_form": (forms.get("answer") or AnswerForm())
        if queries.may_answer(request.user, task) and rules.may("answer", task.status)
        else None,
        "back_form": (forms.get("reopen") or SendBackForm(prefix="back"))
        if may_judge and rules.may("reopen", task.status)
        else None,
        "withdraw_form": (forms.get("withdraw") or WithdrawForm(prefix="withdraw"))
        if may_judge and rules.may("withdraw", task.status)
        else None,
        "may_close": may_judge and rules.may("close", task.status),
    }
    return render(request, "tasks/detail.html", shown, status=status)


@needs("tasks.assign")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = TaskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        task = actions.assign(by=request.user, **form.cleaned_data)
        messages.success(request, _("%(organisation)s has the task.") % {"organisation": task.organisation})
        return redirect("tasks:detail", key=task.key)
    return edits.draw(
        request, form, title=_("New task"), back=reverse("tasks:index"), save=_("Assign"), crumbs=crumbs()
    )


def _act(request: HttpRequest, task: Task, verb: Callable[[], Any], sentence: str) -> HttpResponse:
    """Run a verb; what refuses says so in words."""
    try:
        verb()
        messages.success(request, sentence)
    except actions.NotNow:
        messages.error(request, _("The task has moved on meanwhile; this can no longer be done."))
    except Stale:
        messages.error(request, _("Somebody else changed this meanwhile. Look again."))
    return redirect("tasks:detail", key=task.key)


@needs("tasks.see")
@require_POST
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    task = _task(request, key)
    if not queries.may_answer(request.user, task):
        raise PermissionDenied("tasks.answer")
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, _dressed(task), status=422, answer=form)
    text = form.cleaned_data["text"]
    return _act(request, task, lambda: actions.answer(by=request.user, task=task, text=text), _("Answered."))


def _judged(request: HttpRequest, key: UUID) -> Task:
    task = _task(request, key)
    if not queries.may_judge(request.user, task):
        raise PermissionDenied("tasks.judge")
    return task


@needs("tasks.see")
@require_POST
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    task = _judged(request, key)
    version = edits.version_of(request)
    return _act(request, task, lambda: actions.close(by=request.user, task=task, version=version), _("Closed."))


@needs("tasks.see")
@require_POST
def reopen(request: HttpRequest, key: UUID) -> HttpResponse:
    task = _judged(request, key)
    form = SendBackForm(request.POST, prefix="back")
    if not form.is_valid():
        return _page(request, _dressed(task), status=422, reopen=form)
    given = form.cleaned_data
    return _act(request, task, lambda: actions.reopen(by=request.user, task=task, **given), _("Sent back."))


@needs("tasks.see")
@require_POST
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    task = _judged(request, key)
    form = WithdrawForm(request.POST, prefix="withdraw")
    if not form.is_valid():
        return _page(request, _dressed(task), status=422, withdraw=form)
    reason = form.cleaned_data["text"]
    return _act(request, task, lambda: actions.withdraw(by=request.user, task=task, reason=reason), _("Withdrawn."))
