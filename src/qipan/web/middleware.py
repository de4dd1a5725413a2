"""Before every view: may this user, was this form sent before, and rules read once for a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template.response import SimpleTemplateResponse

from qipan.core import rulesets
from qipan.core.access import demand
from qipan.core.models import IdempotencyKey
from qipan.web.access import CLOSED_NAMES, LIBRARY_NAMESPACES, PUBLIC, SIGNED_IN

GetResponse = Callable[[HttpRequest], HttpResponse]
KEPT_HEADERS = ("Content-Type", "Location", "HX-Redirect", "HX-Trigger", "HX-Location", "HX-Refresh", "HX-Retarget")
MAX_KEPT_BODY = 256 * 1024


class ReadingMiddleware:
    """A page that only reads asks for the rules in force once."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with rulesets.read_once():
            return self.get_response(request)


class AccessMiddleware:
    """Open a view only to those it declares; closed when it declares nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        access = getattr(view, "access", None)
        if access is None:
            name = (request.resolver_match and request.resolver_match.url_name) or ""
            if name.startswith(LIBRARY_NAMESPACES) and name not in CLOSED_NAMES:
                return None
            raise Http404
        if access == PUBLIC:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if access != SIGNED_IN:
            demand(request.user, access)
        return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if getattr(request, "htmx", False):
        answer = HttpResponse(status=401)
        answer["HX-Redirect"] = resolve_url(settings.LOGIN_URL)
        return answer
    return redirect_to_login(request.get_full_path())


class IdempotencyMiddleware:
    """A form carries a key (field `idempotency_key` or header `Idempotency-Key`); sent twice it acts once and answers the same."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method != "POST" or not request.user.is_authenticated or getattr(view, "is_slow", False):
            return None
        key = (request.headers.get("Idempotency-Key") or request.POST.get("idempotency_key", ""))[:80]
        if not key:
            return None
        try:
            return _once(request, key, lambda: view(request, *args, **kwargs))
        except IntegrityError:
            row = IdempotencyKey.objects.filter(
                user=request.user, path=request.path[:300], key=key, status__gt=0
            ).first()
            if row is None:
                raise
            return _replay(row)


class _Refused(Exception):
    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer


def _once(request: HttpRequest, key: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        with transaction.atomic():
            row, is_new = IdempotencyKey.objects.get_or_create(user=request.user, path=request.path[:300], key=key)
            if not is_new:
                return _replay(row)
            answer = act()
            if answer.status_code >= 400:
                raise _Refused(answer)
            if isinstance(answer, SimpleTemplateResponse) and not answer.is_rendered:
                answer.render()
            _keep(row, answer)
            return answer
    except _Refused as refused:
        return refused.answer


def _keep(row: IdempotencyKey, answer: HttpResponse) -> None:
    body = b"" if answer.streaming else answer.content
    row.status = answer.status_code
    row.headers = {name: answer[name] for name in KEPT_HEADERS if name in answer}
    row.body = body.decode(errors="replace") if len(body) <= MAX_KEPT_BODY else ""
    row.save(update_fields=["status", "headers", "body"])


def _replay(row: IdempotencyKey) -> HttpResponse:
    answer = HttpResponse(row.body, status=row.status or 409)
    for name, value in row.headers.items():
        answer[name] = value
    answer["Idempotent-Replay"] = "true"
    return answer
