"""What every page is given: the county, the language, the theme, the doors this reader may open, fresh form keys."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qipan.core import access, units
from qipan.web import demo, navigation
from qipan.web import still as stills

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "qipan_theme"


@dataclass
class Page:
    """Lazy: a partial that shows no navigation pays for none."""

    request: HttpRequest

    @property
    def county(self) -> str:
        return settings.COUNTY_NAME or (_("Huaitang County") if settings.DEMO else "")

    @property
    def is_demo(self) -> bool:
        return settings.DEMO

    @property
    def demo_accounts(self) -> list[dict[str, str]]:
        return demo.accounts()

    @property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @property
    def is_chinese(self) -> bool:
        return units.is_chinese(self.language)

    @property
    def languages(self) -> tuple[tuple[str, str, bool], ...]:
        """(code, its own name, is it the one shown)."""
        own_names = {"en": "English", "zh-hans": "简体中文"}
        return tuple((code, own_names.get(code, code), code == self.language) for code, _name in settings.LANGUAGES)

    @property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get(THEME_COOKIE, "auto")
        return chosen if chosen in THEMES else "auto"

    @property
    def here(self) -> str:
        """Where a switch returns to."""
        return self.request.get_full_path()

    @cached_property
    def nav(self) -> SafeString:
        """The navigation as this reader sees it; empty where no door is open."""
        return stills.navigation(*navigation.seen_from(self.request))

    @property
    def has_nav(self) -> bool:
        return bool(self.nav)

    @cached_property
    def can(self) -> dict[str, bool]:
        """What the reader may do, for templates: `page.can.projects_edit`."""
        return {name.replace(".", "_"): True for name in access.abilities(self.request.user)}

    @cached_property
    def waiting(self) -> int:
        """How many things wait for the reader: the number beside the bell."""
        return navigation.waiting(self.request.user)

    def new_key(self) -> str:
        """A fresh idempotency key for a form."""
        return str(uuid.uuid4())


def page(request: HttpRequest) -> dict[str, Any]:
    return {"page": Page(request)}
