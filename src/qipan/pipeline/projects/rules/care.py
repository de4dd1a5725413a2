"""The "five ones": which variant of the slots holds, and which of the slots it requires stand empty.

A rule set of kind "care" (shipped in `seeds/care.json`):

    {"standard": "five", "stages": ["preparation", "started"], "variants": {"five": {"name": …, "name_en": …, "source": …, "slots": [
        {"key": "leader", "name": …, "name_en": …, "holds": "person", "required": true}, …]}, …}}

Gaps are complained about in `stages` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

HOLDS = ("person", "organisation", "words")


def slots(body: Mapping[str, Any], chosen: str = "") -> list[dict[str, Any]]:
    """The slots of the variant chosen, else of the standard one; none where the rules know neither."""
    variants = body.get("variants", {})
    variant = variants.get(chosen) or variants.get(body.get("standard", ""))
    return list(variant["slots"]) if variant else []


def gaps(slots: Iterable[Mapping[str, Any]], filled: Iterable[str]) -> list[str]:
    """Keys of required slots nobody fills, in the template's order."""
    held = set(filled)
    return [slot["key"] for slot in slots if slot.get("required") and slot["key"] not in held]


def faults(body: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What a variant cannot be: (path, why, of what): standard · slots · key · holds."""
    variants = body.get("variants") or {}
    found = [] if body.get("standard") in variants else [("standard", "standard", str(body.get("standard", "")))]
    for code, variant in variants.items():
        path, rows = f"variants.{code}.slots", variant.get("slots") if isinstance(variant, Mapping) else None
        if not isinstance(rows, list) or not rows or not all(isinstance(row, Mapping) for row in rows):
            found.append((path, "slots", code))
            continue
        keys = [row.get("key") for row in rows]
        found += [(path, "key", code)] if not all(keys) or len(set(keys)) < len(keys) else []
        found += [(path, "holds", str(row.get("key"))) for row in rows if row.get("holds") not in HOLDS]
    return found
