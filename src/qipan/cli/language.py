"""The words of the command line, in the language of the terminal; before Django is there, so by Python's own gettext."""

from __future__ import annotations

import gettext as catalogues
import locale
import os
from functools import lru_cache
from pathlib import Path

LOCALES = Path(__file__).resolve().parent.parent / "locale"


def code() -> str:
    """ "zh-hans" when the terminal speaks Chinese, else "en"."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    if not named and os.name == "nt":
        named = locale.getlocale()[0] or ""
    return "zh-hans" if named.lower().startswith(("zh", "chinese")) else "en"


@lru_cache(maxsize=2)
def _catalogue(language: str) -> catalogues.NullTranslations:
    languages = ["zh_Hans"] if language == "zh-hans" else []
    return (
        catalogues.translation("django", LOCALES, languages=languages, fallback=True)
        if languages
        else catalogues.NullTranslations()
    )


def _(sentence: str) -> str:
    return _catalogue(code()).gettext(sentence)


def ngettext(one: str, many: str, number: int) -> str:
    return _catalogue(code()).ngettext(one, many, number)
