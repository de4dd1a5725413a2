"""A message in the language of who reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from qipan.core import units

_vocabularies: dict[str, Callable[[str], str]] = {}


def vocabulary(name: str, say: Callable[[str], str]) -> None:
    """A room says how its codes are called: `vocabulary("stage", …)` lets a gap `stage_word` hold "stage:started"."""
    _vocabularies[name] = say


def sentence(words: str, figures: dict[str, Any]) -> str:
    """The sentence with its gaps filled: `*_on` are days, `*_minor` amounts of money, `*_word` codes of a vocabulary, the rest as
    it stands."""
    text = gettext(words)
    try:
        return text % {name: _shown(name, value) for name, value in figures.items()}
    except (KeyError, ValueError):
        return text


def _shown(name: str, value: Any) -> Any:
    language = get_language() or "en"
    if name.endswith("_on") and value:
        return units.date_text(date.fromisoformat(value), "day", language)
    if name.endswith("_minor"):
        return units.money_text(value, "CNY", language)
    if name.endswith("_word"):
        known, _colon, code = str(value).partition(":")
        return _vocabularies[known](code) if known in _vocabularies else code
    return value
