"""Every visible sentence has Chinese, and none of it is doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from django.utils import translation
from django.utils.functional import Promise

from scripts import words
from tests.house.rooms import rooms


def test_every_sentence_has_chinese() -> None:
    absent = [f"{spot.places[0]}: {sentence!r}" for (_context, sentence), spot in words.missing().items()]

    assert not absent, "\n".join(absent[:40])


def test_the_chinese_is_neither_doubtful_nor_contradictory_nor_badly_filled() -> None:
    _held, wrong = words.fragments()

    assert not wrong, "\n".join(wrong[:40])


def ledgers() -> Iterator[tuple[str, Any]]:
    """Every ledger column of every room."""
    for room in rooms():
        if find_spec(f"qipan.{room}") and find_spec(f"qipan.{room}.ledger"):
            for column in getattr(import_module(f"qipan.{room}.ledger"), "COLUMNS", ()):
                yield room, column


def test_every_ledger_column_is_labelled_in_both_languages() -> None:
    plain, same = [], []
    for room, column in ledgers():
        if not isinstance(column.label, Promise):
            plain.append(f"{room}.{column.key}")
            continue
        with translation.override("en"):
            english = str(column.label)
        with translation.override("zh-hans"):
            if str(column.label) == english:
                same.append(f"{room}.{column.key}: {english}")

    assert not plain
    assert not same


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            "_('One'), pgettext('honour', 'Red flag'), ngettext('a row', 'rows', n)",
            {("", "One"), ("honour", "Red flag"), ("", "a row")},
        ),
    ],
)
def test_sentences_are_found_in_python(tmp_path: Any, source: str, found: set[tuple[str, str]]) -> None:
    path = tmp_path / "views.py"
    path.write_text(source, encoding="utf-8")

    assert {key for _line, key, _plural in words._said_in(path)} == found


def test_sentences_are_found_in_templates(tmp_path: Any) -> None:
    path = tmp_path / "templates" / "page.html"
    path.parent.mkdir()
    path.write_text(
        '{% load i18n %}\n<p title="{% translate "A title" %}">\n   {% blocktranslate trimmed %}\n     Hello {{ name }}\n'
        '  {% endblocktranslate %}\n{{ _("Beside") }}',
        encoding="utf-8",
    )

    assert {key for _line, key, _plural in words._said_in(path)} == {
        ("", "A title"),
        ("", "Hello %(name)s"),
        ("", "Beside"),
    }
