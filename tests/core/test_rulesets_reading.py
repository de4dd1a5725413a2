"""A page reads the rules in force once; whoever changes them never sees what stood there before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qipan.core import rulesets
from qipan.core.models import RuleSet

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)


def put_in_force(kind: str, body: dict[str, Any], *, since: date) -> None:
    RuleSet.objects.create(
        kind=kind, name=kind, state=RuleSet.State.SET, effective_from=since, source="文件", body=body
    )


def test_all_kinds_of_a_day_are_read_in_one_question(django_assert_num_queries: Any) -> None:
    put_in_force("lights", {"a": 1}, since=date(2026, 1, 1))
    put_in_force("care", {"b": 2}, since=date(2026, 1, 1))

    with rulesets.read_once(), django_assert_num_queries(1):
        assert rulesets.in_force("lights", on=ON) == {"a": 1}
        assert rulesets.in_force("care", on=ON) == {"b": 2}
        assert rulesets.everywhere("lights", on=ON)("/a/") == {"a": 1}


def test_each_day_has_its_own_rules() -> None:
    put_in_force("lights", {"a": 1}, since=date(2026, 1, 1))
    put_in_force("lights", {"a": 2}, since=ON)

    with rulesets.read_once():
        bodies = [rulesets.in_force("lights", on=day) for day in (date(2026, 11, 22), ON)]

    assert bodies == [{"a": 1}, {"a": 2}]


def test_outside_a_page_new_rules_are_seen_at_once() -> None:
    put_in_force("lights", {"a": 1}, since=date(2026, 1, 1))
    with rulesets.read_once():
        rulesets.in_force("lights", on=ON)
    put_in_force("lights", {"a": 2}, since=ON)

    assert rulesets.in_force("lights", on=ON) == {"a": 2}
