"""The history of a project as people read it: words for names, days as exact as they were given, only the new where nothing stood."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override

from qipan.core.models import RuleSet
from qipan.pipeline.projects.views import past

CHANGES = {
    "external_id": [None, "XS-2026-033"],
    "planned_start": [None, "2026-03-01"],
    "planned_start_precision": [None, "month"],
    "signed_on": ["2026-01-05", "2026-01-18"],
    "plan 2026-01-01 2026-12-31": [None, 100],
    "completed 2026-01-01 2026-10-31": [None, 100],
    "progress 2026-10-31": [None, "封顶"],
    "nature": ["new_start", "preparation"],
    "extras": [{"立项类型": None}, {"立项类型": "备案"}],
}


def _entry(language: str) -> Any:
    row = SimpleNamespace(
        changes=CHANGES, object_type="projects.project", object_name="", action="create", at=None, actor_name="张三", source={}, seq=1
    )  # fmt: skip
    made = past.Entries(None, with_money=True, with_contacts=True, currency="CNY")  # type: ignore[arg-type]
    with override(language):
        return made._entry(row)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_no_raw_name_and_no_iso_day_is_shown() -> None:
    said = {str(c.label): (c.old, c.new) for c in _entry("zh-hans").changes}

    assert said["签约时间"] == ("2026年1月5日", "2026年1月18日")
    assert "2026年3月" in {new for _old, new in said.values()}
    assert {"计划投资 2026年", "完成投资 2026年1月–2026年10月", "报送截至 2026年10月31日"} <= said.keys()
    assert not {name for name in said if name.isascii()}
    assert "立项类型: –" in {old for old, _new in said.values()}
    assert not {new for _old, new in said.values() if new in ("new_start", "preparation")}
    assert len(said) == len(CHANGES) - 1  # the precision is told by the day itself


@pytest.mark.django_db
def test_where_nothing_stood_only_the_new_is_shown() -> None:
    first = {str(c.label): c.is_first for c in _entry("en").changes}

    assert {name for name, is_first in first.items() if not is_first} == {
        "Signed on",
        "Nature",
        "Columns without a field",
    }


@pytest.mark.django_db
def test_a_slot_is_called_by_its_name(cast: Any) -> None:
    slots = [{"key": "team", "name": "一个专班", "name_en": "One team"}]
    body = {"standard": "own", "variants": {"own": {"name": "县办法", "slots": slots}}}
    RuleSet.objects.create(kind="care", name="县办法", effective_from=date(2020, 1, 1), source="试", body=body)
    row = SimpleNamespace(
        changes={"slot": [None, "team"]}, object_type="projects.careslot", object_name="", action="care", at=None, actor_name="",
        source={}, seq=1,
    )  # fmt: skip
    made = past.Entries(None, with_money=True, with_contacts=True, currency="CNY")  # type: ignore[arg-type]
    with override("zh-hans"):
        [change] = made._entry(row).changes  # type: ignore[arg-type]
    assert change.new == "一个专班"
