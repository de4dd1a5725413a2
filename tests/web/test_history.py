"""The history speaks: codes become the words pages use for them, other words stay as they were written."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from qipan.core import changes
from qipan.core.models import AuditEntry
from qipan.pipeline.projects.models import Project
from qipan.web import history

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "words"), [("en", "Expansion"), ("zh-hans", "改扩建")])
def test_a_code_is_told_in_words_and_other_words_as_written(cast: Any, language: str, words: str) -> None:
    project = changes.create(Project(name="甲", plain_name="甲", nature="续建技改"), by=None)
    changes.change(project, by=cast.officer, values={"nature": "expansion"})

    with translation.override(language):
        told = history.lines(AuditEntry.objects.filter(object_key=project.key, action="change"))[0].moved[0]
        assert (told.old, str(told.new)) == ("续建技改", words)


def test_an_act_that_ends_in_the_air_is_told_with_its_record(cast: Any) -> None:
    project = changes.create(Project(name="甲", plain_name="甲"), by=None)
    changes.change(project, by=cast.officer, values={"site": "西区"}, action="dates")
    entries = AuditEntry.objects.filter(object_key=project.key)

    for language, needed in (("en", {"dates"}), ("zh-hans", set())):
        with translation.override(language):
            told = zip(entries, history.lines(entries), strict=True)
            assert {entry.action for entry, line in told if line.needs_name} == needed
