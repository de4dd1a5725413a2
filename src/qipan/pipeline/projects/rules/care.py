"""The "five ones": which of the slots a template requires stand empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def gaps(slots: Iterable[Mapping[str, Any]], filled: Iterable[str]) -> list[str]:
    """Keys of required slots nobody fills, in the template's order."""
    held = set(filled)
    return [slot["key"] for slot in slots if slot.get("required") and slot["key"] not in held]
