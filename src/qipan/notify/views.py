"""My messages, how I wish to hear, and the machines that listen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages as said
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.core import events
from qipan.notify import actions, kinds, queries, words
from qipan.notify.forms import WebhookForm, WishesForm
from qipan.notify.models import Call
from qipan.web import edits, paging
from qipan.web.access import needs, signed_in


@signed_in
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    only = "" if request.GET.get("only") == "all" else "unread"
    kind = request.GET.get("kind", "")
    rows = paging.part_of(request, queries.listed(request.user, only=only, kind=kind))
    labels = {k.code: k for k in kinds.all_kinds()}
    for row in rows:
        row.text = words.sentence(row.words, row.figures)
        row.sort = labels.get(row.kind)
    tabs = [
        {"label": _("Unread"), "href": "?", "is_current": bool(only), "count": queries.unread(request.user)},
        {"label": _("All"), "href": "?only=all", "is_current": not only},
    ]
    return render(request, "notify/index.html", {"rows": rows, "tabs": tabs, "only": only})


@signed_in
@require_POST
def open_one(request: HttpRequest, key: UUID) -> HttpResponse:
    """Read it and go where it is dealt with."""
    message = get_object_or_404(queries.visible_to(request.user), key=key)
    actions.read(user=request.user, messages=[message.pk], at=timezone.now())
    is_ours = url_has_allowed_host_and_scheme(message.url, allowed_hosts=None)
    return redirect(message.url if message.url and is_ours else reverse("notify:index"))


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    count = actions.read(user=request.user, at=timezone.now())
    said.success(request, _("%(n)s marked as read.") % {"n": count})
    return redirect("notify:index")


@signed_in
@require_POST
def mark_unread(request: HttpRequest, key: UUID) -> HttpResponse:
    actions.unread(user=request.user, message=get_object_or_404(queries.visible_to(request.user), key=key))
    return redirect(f"{reverse('notify:index')}?only=all")


@signed_in
@require_http_methods(["GET", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    held = queries.mail_wishes(request.user)
    form = WishesForm(request.POST or None, wishes=held, initial={"email": request.user.email})
    if request.method == "POST" and form.is_valid():
        actions.choose(user=request.user, email=form.cleaned_data["email"], wishes=form.wishes())
        said.success(request, _("Kept."))
        return redirect("notify:wishes")
    return edits.draw(
        request,
        form,
        title=_("What comes by mail"),
        back=reverse("notify:index"),
        crumbs=[(_("Messages"), reverse("notify:index"))],
        note=""
        if queries.has_mail()
        else _("This installation sends no mail yet; what you choose holds from the day it does."),
    )


@needs("orgs.edit")
@require_http_methods(["GET", "POST"])
def webhooks(request: HttpRequest) -> HttpResponse:
    form = WebhookForm(request.POST or None, names=events.names())
    secret = ""
    if request.method == "POST" and form.is_valid():
        secret = actions.add_webhook(by=request.user, **form.cleaned_data).secret
        form = WebhookForm(names=events.names())
    shown: dict[str, Any] = {
        "hooks": queries.webhooks_visible_to(request.user),
        "calls": Call.objects.select_related("webhook")[:50],
        "form": form,
        "secret": secret,
    }
    return render(request, "notify/webhooks.html", shown, status=422 if form.is_bound and form.errors else 200)


@needs("orgs.edit")
@require_POST
def switch(request: HttpRequest, key: UUID) -> HttpResponse:
    hook = get_object_or_404(queries.webhooks_visible_to(request.user), key=key)
    actions.switch_webhook(by=request.user, webhook=hook, is_active=not hook.is_active)
    return redirect("notify:webhooks")


@needs("orgs.edit")
@require_POST
def drop(request: HttpRequest, key: UUID) -> HttpResponse:
    actions.drop_webhook(by=request.user, webhook=get_object_or_404(queries.webhooks_visible_to(request.user), key=key))
    return redirect("notify:webhooks")
