"""Small shared views: language and theme, saved views, and the pages shown when something is refused or broken."""

from __future__ import annotations

from typing import Any

import structlog
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qipan.web import saved
from qipan.web.access import public, signed_in
from qipan.web.context import THEME_COOKIE
from qipan.web.forms import LanguageForm, SavedViewForm, ThemeForm

log = structlog.get_logger(__name__)
A_YEAR = 365 * 24 * 3600


def _back(request: HttpRequest, fallback: str = "/") -> str:
    """Where the form was sent from, if that is one of our own pages."""
    target = request.POST.get("next") or request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if target and is_ours else fallback


def _keep(answer: HttpResponse, name: str, value: str) -> HttpResponse:
    answer.set_cookie(
        name, value, max_age=A_YEAR, samesite="Lax", secure=settings.SECURE, httponly=name != THEME_COOKIE
    )
    return answer


@public("who cannot sign in is told whom to ask; it names nobody and asks nothing")
@require_GET
def forgotten(request: HttpRequest) -> HttpResponse:
    """The password is forgotten: what to do. The same for everybody, so it tells nobody which accounts there are."""
    return render(request, "web/forgotten.html")


@public("the sign-in page is read in both languages")
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language in this browser and, signed in, with the account."""
    form = LanguageForm(request.POST)
    answer = HttpResponseRedirect(_back(request))
    if not form.is_valid():
        return answer
    chosen = form.cleaned_data["language"]
    if request.user.is_authenticated and request.user.language != chosen:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    return _keep(answer, settings.LANGUAGE_COOKIE_NAME, chosen)


@public("the sign-in page has a light and a dark theme")
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    form = ThemeForm(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(_back(request))
    if getattr(request, "htmx", False):
        return _keep(HttpResponse(status=204), THEME_COOKIE, form.cleaned_data["theme"])
    return _keep(HttpResponseRedirect(_back(request)), THEME_COOKIE, form.cleaned_data["theme"])


@signed_in
@require_GET
def saved_views(request: HttpRequest, page: str) -> JsonResponse:
    """My saved views of a page."""
    rows = saved.of(request.user, page)
    return JsonResponse({"views": [{"id": v.pk, "name": v.name, "query": v.query, "layout": v.layout} for v in rows]})


@signed_in
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    form = SavedViewForm(request.POST)
    if form.is_valid():
        saved.save(user=request.user, **form.cleaned_data)
        messages.success(request, _("Saved as “%(name)s”.") % {"name": form.cleaned_data["name"]})
    else:
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
    return HttpResponseRedirect(_back(request))


@signed_in
@require_POST
def forget_view(request: HttpRequest, pk: int) -> HttpResponse:
    if saved.forget(user=request.user, pk=pk):
        messages.success(request, _("The saved view is gone."))
    return HttpResponseRedirect(_back(request))


def _sorry(request: HttpRequest, status: int, name: str, **context: Any) -> HttpResponse:
    """One of our own pages, or a bare sentence when even that cannot be drawn."""
    try:
        return render(request, f"web/{name}.html", context, status=status)
    except TemplateDoesNotExist:
        return HttpResponse(str(status), status=status, content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _sorry(request, 400, "bad_request")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _sorry(request, 403, "forbidden")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _sorry(request, 404, "not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without asking the database: it may be what broke. What cannot even be drawn is said bare."""
    try:
        return _sorry(request, 500, "server_error")
    except Exception:
        log.exception("server_error.page")
        return HttpResponse("500", status=500, content_type="text/plain")
