"""The list of notices, one notice, its draft, its printed form."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from qipan.core import access, audit
from qipan.oversight.supervision import actions, forms, origins, queries, rules
from qipan.oversight.supervision.models import Branch, Interview, Notice
from qipan.oversight.supervision.views import shown
from qipan.pipeline.projects import queries as projects
from qipan.territory.orgs import queries as orgs
from qipan.web import edits, history, paging
from qipan.web.access import needs

WHOSE = {"all": gettext_lazy("All"), "ours": gettext_lazy("To answer by us"), "verify": gettext_lazy("To verify")}


@needs("supervision.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    on = timezone.localdate()
    filters = queries.Filters.read(request.GET)
    rows = paging.part_of(request, queries.listed(request.user, filters, on=on), size=30)
    context: dict[str, Any] = {"rows": rows, "notices": shown.rows(rows.object_list, on), "today": on}
    if request.htmx and not request.htmx.boosted:
        return render(request, "supervision/notices.html#rows", context)
    counts = queries.counts(request.user, queries.parts_out(request.user), on=on)
    numbers = {"all": counts["open"], "ours": counts["ours"], "verify": counts["verify"]}
    context |= {
        "counts": counts,
        "tabs": [
            {"label": label, "href": f"?whose={name}", "is_current": name == filters.whose, "count": numbers[name]}
            for name, label in WHOSE.items()
        ],
        "search": {"name": "q", "value": filters.text, "placeholder": _("Number, words, project …")},
        "fields": [
            {"name": "state", "label": _("State"), "value": filters.state,
             "choices": [("open", _("Not closed")), *Notice.State.choices]},
            {"name": "colour", "label": _("Colour"), "value": filters.colour, "choices": Notice.Colour.choices},
        ],
    }  # fmt: skip
    return render(request, "supervision/notices.html", context)


@needs("supervision.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    return page(request, queries.one(request.user, key))


def page(request: HttpRequest, notice: Notice, *, status: int = 200, **bound: Any) -> HttpResponse:
    """One notice: the demand, every unit's part with what may be done, the steps, the history."""
    on = timezone.localdate()
    units = Branch.objects.select_related("organisation", "replied_by", "verified_by").prefetch_related(
        "extensions__asked_by"
    )
    talks = Interview.objects.select_related("organisation")
    prefetch_related_objects([notice], Prefetch("branches", units), Prefetch("interviews", talks))
    branches, interviews = list(notice.branches.all()), list(notice.interviews.all())
    parts = [
        {"branch": b, "tone": shown.STATES[b.state], "acts": queries.acts(request.user, notice, b, on=on),
         "is_late": b in _late(branches, on), "asked": next((e for e in b.extensions.all() if e.state == "asked"), None)}
        for b in branches
    ]  # fmt: skip
    is_open = notice.state == Notice.State.ISSUED
    can = {name: access.able(request.user, f"supervision.{name}") for name in ("notify", "verify")}
    entries = audit.of("supervision.notice", notice.key)[:20]
    is_done = (
        is_open and all(b.state == Branch.State.VERIFIED for b in branches) and not notice.has_interview  # type: ignore[attr-defined]
    )
    return render(request, "supervision/notice.html", {
        "notice": shown.rows([notice], on)[0],
        "crumbs": shown.crumbs(),
        "parts": parts,
        "interviews": interviews,
        "steps": notice.steps.select_related("by", "branch__organisation"),
        "entries": history.lines(entries),
        "can": can,
        "is_open": is_open,
        "is_draft": notice.state == Notice.State.DRAFT,
        "may_close": is_done and can["verify"],
        "may_withdraw": can["notify"] and notice.state in (Notice.State.DRAFT, Notice.State.ISSUED),
        "forms": {
            "issue": forms.IssueForm(), "reply": forms.ReplyForm(), "return": forms.ReturnForm(), "time": forms.TimeForm(),
            "reason": forms.ReasonForm(), "words": forms.WordsForm(), "summon": forms.SummonForm(), "interview": forms.InterviewForm(),
        } | bound,
        "project_light": notice.project.light if notice.project else "",
    }, status=status)  # fmt: skip


def _late(branches: list[Branch], on: date) -> list[Branch]:
    return [b for b in branches if rules.is_overdue(b.state, b.due_on, on)]


@needs("supervision.see")
@require_GET
def printed(request: HttpRequest, key: UUID) -> HttpResponse:
    """The notice as a sheet of paper."""
    notice = queries.one(request.user, key)
    context = {
        "notice": shown.rows([notice], timezone.localdate())[0],
        "branches": notice.branches.select_related("organisation"),
        "crumbs": shown.crumbs(notice),
        "today": timezone.localdate(),
    }
    return render(request, "supervision/sheet.html", context)


@needs("supervision.notify")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A draft, begun from a project, a task, a finding or an empty page."""
    origin = origins.asked(request.GET, request.user)
    seen = projects.visible_to(request.user)
    form = forms.NoticeForm(request.POST or None, seen=seen, initial=origin.initial if origin else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        notice = actions.draft(
            by=request.user,
            lead=given["lead"],
            assisting=list(given["assisting"]),
            issuer=home_of(request),
            **form.values(),
            origin_type=origin.kind if origin else "",
            origin_key=origin.key if origin else None,
        )
        messages.success(request, _("Drafted. It goes out when it is issued."))
        return redirect("supervision:notice", key=notice.key)
    back = reverse("supervision:notices")
    return edits.draw(request, form, title=_("New notice"), back=back, save=_("Save the draft"), crumbs=shown.crumbs())


def home_of(request: HttpRequest) -> Any:
    """The office of whoever writes."""
    post = orgs.memberships_of(request.user.person).first() if getattr(request.user, "person", None) else None  # type: ignore[union-attr]
    return post.organisation if post else None


@needs("supervision.notify")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    notice = queries.one(request.user, key)
    branches = list(notice.branches.all())
    lead = next((b.organisation_id for b in branches if b.part == Branch.Part.LEAD), None)
    initial = {"lead": lead, "assisting": [b.organisation_id for b in branches if b.part == Branch.Part.ASSIST]}
    form = forms.NoticeForm(
        request.POST or None, seen=projects.visible_to(request.user), instance=notice, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        fresh = queries.one(request.user, key)

        def act() -> Notice:
            done = actions.edit(notice=fresh, by=request.user, values=form.values(), version=edits.version_of(request))  # type: ignore[arg-type]
            given = form.cleaned_data
            actions.set_units(notice=done, lead=given["lead"], assisting=list(given["assisting"]), by=request.user)  # type: ignore[arg-type]
            return done

        if edits.attempt(form, act, (actions.NotNow, lambda _e: _("It was issued meanwhile and is not rewritten."))):
            messages.success(request, _("Saved."))
            return redirect("supervision:notice", key=key)
    back = reverse("supervision:notice", args=[key])
    return edits.draw(request, form, title=notice.title, back=back, version=notice.version, crumbs=shown.crumbs())
