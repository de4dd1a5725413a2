"""Names, telephones, section marks and header words."""

from __future__ import annotations

import pytest

from qipan.core.columns import Column, Kind
from qipan.exchange.sheets import defaults, vocabulary
from qipan.exchange.sheets.people import (
    looks_like_person,
    organisation_and_person,
    person_and_phone,
    phone_text,
    unpadded,
    without_marks,
)
from qipan.exchange.sheets.sections import Mark, Nesting, mark_of, serial_mark
from qipan.pipeline.projects.ledger import COLUMNS

WORDS = vocabulary.of(COLUMNS)


@pytest.mark.parametrize(
    ("label", "mark"),
    [
        ("合计", Mark("total", "")),
        ("合  计", Mark("total", "")),
        ("合计（100项）", Mark("total", "", 100)),
        ("小计", Mark("small_total", "")),
        ("龙海市合计14个", Mark("named_total", "龙海市", 14)),
        ("其中：在建（90项）", Mark("of_which", "在建", 90)),
        ("一、交通5项", Mark("chinese", "交通", 5)),
        ("（一）工业项目82个", Mark("bracketed", "工业", 82)),
        ("——铁路", Mark("dash", "铁路")),
        ("1.铁路", Mark("number", "铁路")),
        ("一、基础设施合计64个", Mark("chinese", "基础设施", 64)),
    ],
)
def test_a_label_says_what_kind_of_line_it_is(label: str, mark: Mark) -> None:
    assert mark_of(label) == mark


@pytest.mark.parametrize(
    "name",
    [
        "一带一路项目",
        "（一期）秀峰",
        "总投资计划",
        "G321广成线（龙脊至双洞段）",
        "Total Access Programme",
        "30 Hrs Free Childcare",
    ],
)
def test_a_projects_name_is_no_mark(name: str) -> None:
    assert mark_of(name) is None


def test_serials_that_number_sections_are_told_from_those_of_projects() -> None:
    assert [serial_mark(text) for text in ("一", "（二）", "三、", "1", "(1)", "12.0")] == [
        "chinese",
        "bracketed",
        "chinese",
        None,
        None,
        None,
    ]


def test_levels_follow_the_order_in_which_styles_open() -> None:
    nesting = Nesting()

    levels = [
        nesting.level(style)
        for style in ("total", "chinese", "bracketed", "dash", "dash", "bracketed", "chinese", "small_total")
    ]

    assert levels == [1, 2, 3, 4, 4, 3, 2, 2]


def test_two_facts_in_a_cell_are_parted() -> None:
    assert organisation_and_person("腾龙芳烃（漳州）有限公司         黄丙") == ("腾龙芳烃（漳州）有限公司", "黄丙")
    assert organisation_and_person("发改局\n成  斌") == ("发改局", "成斌")
    assert organisation_and_person("市交投集团") == ("市交投集团", "")
    assert person_and_phone("张三 0596-1234567") == ("张三", "0596-1234567")
    assert person_and_phone("张三13800001111") == ("张三", "13800001111")
    assert person_and_phone("张三、李四") == ("张三 李四", "")


def test_names_lose_their_padding_and_marks_become_flags() -> None:
    assert unpadded("成  斌") == "成斌"
    assert unpadded("John  Smith") == "John Smith"
    assert without_marks("★古雷腾龙") == ("古雷腾龙", ("starred",))
    assert without_marks("1●") == ("1", ("marked",))
    assert phone_text(13800001111.0, "1.38E+10") == "13800001111"
    assert looks_like_person("欧阳修")
    assert not looks_like_person("发改局")


def best(*path: str) -> str | None:
    found = WORDS.candidates(path)
    return found[0].column.key if found else None


@pytest.mark.parametrize(
    ("path", "target"),
    [
        (("总投资\n（万元）",), "total"),
        (("项目业主单位", "电话"), "owner_phone"),
        (("市或县挂钩责任单位", "电话"), "lead_phone"),
        (("市或县挂钩责任单位", "单位名称"), "lead_org"),
        (("项目", "名称"), "name"),
        (("2022年前期工作或工程\n形象进度目标",), "year_goal"),
        (("8月", "形象进度"), "progress_words"),
        (("投资情况（万元）以及形象进度", "8月", "上旬"), "completed"),
        (("全年完成投资额（万元）",), "forecast"),
        (("县级重点项目名称",), "name"),
        (("Project - Start Date\n(Latest approved start date)",), "start_on"),
        (("施工图审查机构",), None),
    ],
)
def test_a_header_path_finds_its_column(path: tuple[str, ...], target: str | None) -> None:
    assert best(*path) == target


def test_sections_speak_of_stages_regions_parks_or_industries() -> None:
    assert defaults.of_section("续建项目", WORDS) == {"stage": "started", "nature": "continued"}
    assert defaults.of_section("龙海市", WORDS) == {"region": "龙海市"}
    assert defaults.of_section("古雷港经济开发区", WORDS) == {"park": "古雷港经济开发区"}
    assert defaults.of_section("交通", WORDS) == {"industry": "交通"}


@pytest.mark.parametrize(
    ("title", "name", "stage"),
    [
        ("重点开发区促进一批在建项目竣工投产目标责任制表", "竣工投产", "started"),
        ("重点开发区促进一批已签约项目加速报批目标责任制表", "加速报批", "preparation"),
        ("重点开发区促进一批在谈项目加速签约目标责任制表", "加速签约", "discussion"),
        ("桂林市2022年重大（前期）项目投资计划", "Sheet1", "preparation"),
        ("漳州市重点建设战役项目明细表", "Sheet1", None),
        ("2022年续建、新开工和前期项目", "Sheet1", None),
    ],
)
def test_a_sheet_speaks_of_one_stage_or_of_none(title: str, name: str, stage: str | None) -> None:
    assert defaults.of_sheet(title, name, WORDS).get("stage") == stage


def test_another_ledgers_columns_are_read_by_the_same_rules() -> None:
    words = vocabulary.of(
        (Column("name", "Name", words=("企业名称",)), Column("tax", "Tax", Kind.MONEY, words=("税收",)))
    )

    assert [c.column.key for c in words.candidates(("2022年税收（万元）",))] == ["tax"]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_our_own_export_reads_back(column: Column) -> None:
    found = WORDS.candidates((str(column.label),))

    assert (found[0].column.key, found[0].how) == (column.key, "exact")


def test_a_word_of_two_columns_is_told_apart_by_its_group() -> None:
    shared = {word: columns for word, columns in WORDS.words.items() if len(columns) > 1}

    assert {word for word, columns in shared.items() if sum(not column.group for column in columns) > 1} == set()
