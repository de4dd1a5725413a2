"""Pieces that are the same for every reader of a language, with the same abilities or the same few choices: drawn once and kept, as long
as the process lives."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from qipan.web import sprite, words
from qipan.web.navigation import wings_for


def part(name: str, **given: Hashable) -> SafeString:
    """A template that asks of its page only what it is given: few different things, nothing personal. While developing it is drawn anew."""
    return _drawn(name, **given) if settings.DEBUG else _part(name, get_language() or "en", tuple(given.items()))


@lru_cache(maxsize=500)
def _part(name: str, language: str, given: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return _drawn(name, **dict(given))


def _drawn(name: str, **context: Any) -> SafeString:
    return mark_safe(get_template(name).render(context))  # noqa: S308 — our own template escapes


def navigation(held: frozenset[str], here: str) -> SafeString:
    """The doors of everybody with these abilities on this page. It holds nothing else of a reader, so readers share it."""
    return _doors(held, here) if settings.DEBUG else _navigation(held, here, get_language() or "en")


@lru_cache(maxsize=500)
def _navigation(held: frozenset[str], here: str, language: str) -> SafeString:
    return _doors(held, here)


def _doors(held: frozenset[str], here: str) -> SafeString:
    wings = wings_for(held, here)
    return _drawn("web/parts/nav.html", wings=wings) if wings else SafeString()


def script_words() -> SafeString:
    """The sentences of the scripts as an inert JSON block."""
    return _script_words(get_language() or "en")


@cache
def _script_words(language: str) -> SafeString:
    return json_script({key: str(text) for key, text in words.WORDS.items()}, "words")


@cache
def icon(name: str, css: str, label: str, address: str) -> SafeString:
    """A Tabler icon of the sprite; silent to screen readers unless it has a label."""
    speech = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="q-icon {}" {}><use href="{}#{}"></use></svg>', css, speech, address, name)


def icons_address() -> str:
    return sprite.address() if settings.DEBUG else _icons_address()


@cache
def _icons_address() -> str:
    return sprite.address()
