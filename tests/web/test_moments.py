"""A day with its minute, as each language writes it, in the county's own time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.template import engines
from django.utils import translation


@pytest.mark.parametrize(("language", "said"), [("en", "23 Nov 2026 16:53"), ("zh-hans", "2026年11月23日 16:53")])
def test_a_moment_is_told_in_the_readers_language_and_the_countys_time(language: str, said: str) -> None:
    at = datetime(2026, 11, 23, 8, 53, tzinfo=UTC)

    with translation.override(language):
        shown = engines["django"].from_string("{{ at|moment }}").render({"at": at})

    assert shown == said
