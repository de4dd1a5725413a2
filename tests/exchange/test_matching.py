"""Is this record one we hold? No database: identities in, verdicts out."""

from __future__ import annotations

import pytest

from qipan.exchange.matching import Identity, Index, best_written, near, plain_name, ten_thousand_apart, tidy

HELD = Identity(
    1,
    "白塔纸业有限公司年产30万吨包装纸项目",
    "2022-130599-22-01",
    parties=("白塔纸业",),
    place=("工信局",),
    total=12_000_00,
)


@pytest.mark.parametrize(
    "spelling",
    [
        "★白塔纸业 有限公司年产３０万吨包装纸项目",
        "白塔纸业有限公司年产30万吨包装纸项目 ",
        "白塔纸业(有限公司)年产30万吨包装纸项目",
    ],
)
def test_marks_width_spaces_and_brackets_do_not_count(spelling: str) -> None:
    assert Index([HELD]).match(Identity((0, 1), spelling)).ref == 1


def test_the_code_comes_first() -> None:
    verdict = Index([HELD]).match(Identity((0, 1), "改了名字", "2022-130599-22-01"))

    assert (verdict.kind, verdict.why) == ("same", "code")


def test_two_codes_are_two_projects() -> None:
    assert Index([HELD]).match(Identity((0, 1), HELD.name, "2023-000000-00-00")).kind == "new"


def test_another_spelling_is_asked_and_never_made_a_duplicate() -> None:
    verdict = Index([HELD]).match(
        Identity((0, 1), "白塔纸业2022年年产30万吨包装纸工程", parties=("白塔纸业",), total=12_100_00)
    )

    assert verdict.kind == "ask"
    assert verdict.candidates[0].ref == 1
    assert verdict.candidates[0].score > 0.8


@pytest.mark.parametrize(("held", "new", "best"), [
    ("谷棠乡农 村公路", "谷棠乡农村公路提升", "谷棠乡农 村公路"), ("谷棠乡农 村公路", "谷棠乡农村公路", "谷棠乡农村公路"),
    ("谷棠乡农村公路", "谷棠乡农 村公路项目", "谷棠乡农村公路项目"), ("谷棠乡农村公路项目", "谷棠乡农村公路", "谷棠乡农村公路项目"),
    ("年产8台（套）项目", "年产８台(套)项目", "年产8台（套）项目"), ("Mill  project", "Mill", "Mill project"),
    ("Mill of 15000 t", "Mill of 15,000 t", "Mill of 15,000 t"),
])  # fmt: skip
def test_the_better_written_of_two_spellings_is_kept(held: str, new: str, best: str) -> None:
    assert best_written(held, new) == best


def test_another_name_of_the_same_owner_and_amount_is_asked() -> None:
    held = Identity(1, "耜榆纸业年产1万吨食品级纸容器项目", parties=("槐棠耜榆纸业",), place=("苇堰镇",), total=10_400)
    renamed = Identity((0, 1), "苇堰镇食品级纸容器生产基地", parties=("槐棠耜榆纸业",), place=("苇堰镇",), total=10_300)

    assert Index([held]).match(renamed).kind == "ask"


def test_the_same_owner_and_nearly_the_same_amount_are_asked() -> None:
    verdict = Index([HELD]).match(Identity((0, 1), "白塔纸业包装纸扩产", parties=("白塔纸业",), total=11_800_00))

    assert verdict.kind == "ask"


def test_phases_are_not_spellings_of_each_other() -> None:
    one = Identity(1, "槐北物流园一期", parties=("槐北物流",), total=5_000)

    assert Index([one]).match(Identity((0, 1), "槐北物流园二期", parties=("槐北物流",), total=5_000)).kind == "new"


def test_the_same_name_of_another_owner_is_asked() -> None:
    held = Identity(1, "标准厂房", parties=("甲公司",))

    assert Index([held]).match(Identity((0, 1), "标准厂房", parties=("乙集团",))).kind == "ask"


def test_namesakes_are_told_apart_by_place_and_amount() -> None:
    held = [
        Identity(1, "卫生院改造", place=("东镇",), total=100),
        Identity(2, "卫生院改造", place=("西镇",), total=900),
    ]

    assert Index(held).match(Identity((0, 1), "卫生院改造", place=("西镇",))).ref == 2
    assert Index(held).match(Identity((0, 1), "卫生院改造", total=101)).ref == 1
    assert Index(held).match(Identity((0, 1), "卫生院改造")).kind == "ask"


def test_two_lines_of_one_list_with_two_amounts_are_two_records() -> None:
    index = Index()
    index.add(Identity((0, 1), "Fire alarms", external="F1", total=100, group=0, printed="100"))

    assert index.match(Identity((0, 2), "Fire alarms", external="F1", total=900, group=0, printed="900")).kind == "new"
    assert index.match(Identity((1, 2), "Fire alarms", external="F1", total=900, group=1, printed="900")).kind == "same"


def test_a_plain_name_is_never_empty() -> None:
    assert all(map(plain_name, ("项目", "★", "2022年")))
    assert tidy("年产1.5万吨") != tidy("年产15万吨")


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [(1, 10_000, True), (32_890, 328_900_000, True), (1, 1_000, False), (5, 5, False), (0, 10_000, False)],
)
def test_ten_thousand_apart(a: int, b: int, apart: bool) -> None:
    assert ten_thousand_apart(a, b) is apart


def test_five_percent() -> None:
    assert near(100, 105)
    assert not near(100, 106)
    assert not near(None, 1)


def test_a_hundred_thousand_records_are_matched_in_seconds() -> None:
    import time

    held = [Identity(n, f"第{n}号厂房建设项目", parties=(f"公司{n % 500}",), total=n * 1000 + 1) for n in range(20_000)]
    began = time.process_time()
    index = Index(held)

    for n in range(20_000):
        assert index.match(Identity((0, n), f"第{n}号厂房建设项目", parties=(f"公司{n % 500}",))).ref == n

    assert time.process_time() - began < 5
