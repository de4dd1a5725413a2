"""The small marks of every page: lights, figures, form keys, blocks with a body."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation


def drawn(source: str, **context: Any) -> str:
    return Template(source).render(Context({"request": RequestFactory().get("/"), **context}))


def test_a_light_is_never_colour_alone() -> None:
    with translation.override("en"):
        html = drawn("{% light 'red' %}")

    assert "is-red" in html
    assert ">Red<" in html


def test_an_unknown_light_is_no_light() -> None:
    assert "is-none" in drawn("{% light 'purple' %}")


def test_money_is_written_in_the_readers_units_from_one_value() -> None:
    with translation.override("en"):
        english = drawn("{{ fen|money }}", fen=328_900_000_000)
    with translation.override("zh-hans"):
        chinese = drawn("{{ fen|money }}", fen=328_900_000_000)

    assert english == "CNY 3,289 million"
    assert chinese == "32.89 亿元"


def test_an_unknown_amount_is_a_dash_and_not_zero() -> None:
    assert drawn("{{ fen|money_figure }}", fen=None) == "–"


def test_a_form_carries_a_token_a_fresh_key_and_its_version() -> None:
    first = drawn("{% form_keys version=7 %}")
    second = drawn("{% form_keys version=7 %}")

    assert 'name="csrfmiddlewaretoken"' in first
    assert 'name="version" value="7"' in first
    key = re.compile(r'name="idempotency_key" value="([0-9a-f-]{36})"')
    assert key.search(first)[1] != key.search(second)[1]  # type: ignore[index]


def test_what_a_county_typed_is_shown_as_text() -> None:
    html = drawn("{% diff old new %}{% card title=old %}{{ new }}{% endcard %}", old="<b>", new="<script>")

    assert "<script>" not in html
    assert "<b>" not in html


def test_a_field_with_an_error_says_so_to_screen_readers() -> None:
    class Sample(forms.Form):
        total = forms.DecimalField(help_text="As approved")

    html = drawn("{% field form.total %}", form=Sample({"total": "many"}))

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_total_hint id_total_errors"' in html
    assert 'id="id_total_errors"' in html


def test_a_spark_of_equal_values_is_a_level_line() -> None:
    html = drawn("{% spark values %}", values=[Decimal(5), Decimal(5), Decimal(5)])

    assert html.count(",25.0") == 3


def test_a_spark_needs_two_values() -> None:
    assert drawn("{% spark values %}", values=[1]) == ""
