"""What leaves the house: a letter by mail, a signed call to a webhook. Each answers why it did not work, or nothing."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qipan.notify import rules, words
from qipan.notify.models import Call, Letter

SECONDS = 15


class _NoTurns(urllib.request.HTTPRedirectHandler):
    """A webhook that points elsewhere is not followed."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoTurns)


def mail(letter: Letter) -> str:
    """Send one letter in its reader's language; answers why not."""
    with translation.override(letter.user.language or settings.LANGUAGE_CODE):
        message = _compose(letter)
    try:
        message.connection = get_connection(timeout=SECONDS)
        message.send()
    except OSError as refused:  # every SMTP error is one
        return f"{type(refused).__name__}: {refused}"
    return ""


def _compose(letter: Letter) -> EmailMultiAlternatives:
    lines = [
        {"text": words.sentence(m.words, m.figures), "url": settings.ADDRESS.rstrip("/") + m.url if m.url else ""}
        for m in letter.messages.order_by("at", "pk")
    ]
    shown = {"lines": lines, "county": settings.COUNTY_NAME, "address": settings.ADDRESS.rstrip("/")}
    subject = (
        lines[0]["text"]
        if len(lines) == 1
        else ngettext("%(n)s piece of news", "%(n)s pieces of news", len(lines)) % {"n": len(lines)}
    )
    message = EmailMultiAlternatives(
        subject=" ".join(f"[{settings.COUNTY_NAME or _('Qipan')}] {subject}".split())[:200],
        body=render_to_string("notify/letter.txt", shown),
        to=[letter.user.email],
        headers={"Message-ID": f"<{letter.key}@qipan>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("notify/letter.html", shown), "text/html")
    return message


def call(row: Call, moment: int) -> str:
    """Post one fact, signed; 2xx is heard, everything else is why not."""
    body = json.dumps({"type": row.name, "data": row.payload}, ensure_ascii=False, sort_keys=True).encode()
    headers = {
        "Content-Type": "application/json",
        "webhook-id": str(row.key),
        "webhook-timestamp": str(moment),
        "webhook-signature": rules.signature(row.webhook.secret, str(row.key), moment, body),
    }
    request = urllib.request.Request(row.webhook.url, data=body, headers=headers, method="POST")  # noqa: S310 - the form allows http and https only
    try:
        with _opener.open(request, timeout=SECONDS) as answer:
            return "" if 200 <= answer.status < 300 else f"HTTP {answer.status}"
    except urllib.error.HTTPError as refused:
        return f"HTTP {refused.code}"
    except OSError as refused:
        return f"{type(refused).__name__}: {refused}"
