"""The catalogue shipped with the product: examples out of public papers, a county's own edition stands over it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from qipan.delivery.approvals import actions
from qipan.delivery.approvals.models import Edition


def shipped() -> dict[str, Any]:
    return json.loads((Path(__file__).parent / "catalogue.json").read_text(encoding="utf-8"))


def seed() -> Edition:
    """Install the shipped catalogue where none is held. Safe to run again."""
    return actions.install(by=None, body=shipped(), language=settings.LANGUAGE_CODE)
