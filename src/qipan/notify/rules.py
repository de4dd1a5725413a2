"""When mail goes, when it is tried again, how a webhook signs. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta

TRIES = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))


def next_try(tries: int) -> timedelta | None:
    """How long to wait after this many failed tries; None = give up."""
    return TRIES[tries - 1] if 1 <= tries <= len(TRIES) else None


def signature(secret: str, identity: str, moment: int, body: bytes) -> str:
    """HMAC-SHA256 over "id.seconds.body", base64, with its version, as the Standard Webhooks text has it."""
    signed = f"{identity}.{moment}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()
