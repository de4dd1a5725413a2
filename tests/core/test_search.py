"""Search: Chinese from one character, pairs, pinyin initials, codes; only among what one may see."""

from __future__ import annotations

import pytest

from qipan.core import search
from qipan.core.models import SearchEntry, User

pytestmark = pytest.mark.django_db
KIND = "core.user"


@pytest.fixture
def entries() -> dict[str, int]:
    titles = ["柏棠县年产万吨包装纸项目", "六轴机器人关节减速器生产线", "富硒农产品加工（二期）", "Selenium Tea House"]
    users = {title: User.objects.create(username=f"u{n}").pk for n, title in enumerate(titles)}
    search.index(KIND, [(pk, title, f"2206-130599-04-01-{pk:06d}") for title, pk in users.items()])
    return users


def found(query: str) -> list[int]:
    return search.find(query, KIND, within=User.objects.all())


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("纸", "柏棠县年产万吨包装纸项目"),
        ("机器人", "六轴机器人关节减速器生产线"),
        ("jqr", "六轴机器人关节减速器生产线"),
        ("fxncp", "富硒农产品加工（二期）"),
        ("selenium tea", "Selenium Tea House"),
        ("sele", "Selenium Tea House"),
        ("ＳＥＬＥ", "Selenium Tea House"),
        ("机器人减速器", "六轴机器人关节减速器生产线"),
        ("加工（二期", "富硒农产品加工（二期）"),
    ],
)
def test_a_title_is_found_by(entries: dict[str, int], query: str, title: str) -> None:
    assert found(query)[:1] == [entries[title]]


QUERIES = [
    "纸",
    "机器人",
    "jqr",
    "selenium tea",
    "ＳＥＬＥ",
    "机器人减速器",
    "加工（二期",
    "tea-house",
    "2206-130599-04",
    "六轴机器人关电",
]


@pytest.mark.parametrize("query", [*QUERIES, "", "  ", "'", '"', "%", "a OR b)", "造纸*:&|!", "锕锕锕", "tea-cup"])
def test_a_kind_is_left_out_only_where_it_holds_nothing(entries: dict[str, int], query: str) -> None:
    search.index("core.other", [(1, "Teahouse", "")])

    told = search.kinds(query, [KIND, "core.other", "core.none"])

    assert (KIND in told) >= bool(found(query))
    assert ("core.other" in told) == (query == "tea-house")
    assert "core.none" not in told


def test_a_code_is_found_by_its_tail(entries: dict[str, int]) -> None:
    pk = entries["Selenium Tea House"]

    assert found(f"{pk:06d}") == [pk]


@pytest.mark.parametrize("query", ["", "  ", "'", '"', "%", "a OR b)", "造纸*:&|!", "\\", "锕锕锕"])
def test_nothing_breaks_on_odd_input(entries: dict[str, int], query: str) -> None:
    assert isinstance(found(query), list)


def test_what_one_may_not_see_is_not_found(entries: dict[str, int]) -> None:
    hidden = entries["柏棠县年产万吨包装纸项目"]

    assert search.find("纸", KIND, within=User.objects.exclude(pk=hidden)) == []


def test_a_renamed_record_is_found_by_its_new_name_only(entries: dict[str, int]) -> None:
    pk = entries["Selenium Tea House"]

    search.index(KIND, [(pk, "Walnut Oil Press", "")])

    assert found("walnut") == [pk]
    assert found("tea") == []


def test_a_forgotten_record_is_not_found(entries: dict[str, int]) -> None:
    search.forget(KIND, [entries["Selenium Tea House"]])

    assert found("selenium") == []
    assert SearchEntry.objects.count() == 3


def test_the_ledger_filter_narrows_a_queryset(entries: dict[str, int]) -> None:
    condition = search.matching("机器", KIND, "core_user.id")

    assert list(User.objects.filter(condition).values_list("pk", flat=True)) == [entries["六轴机器人关节减速器生产线"]]


@pytest.mark.parametrize("typed", ["2206-130599-04", "220613059904", "130599-04-01", "04-01"])
def test_a_code_is_found_from_any_of_its_parts_on(entries: dict[str, int], typed: str) -> None:
    pk = entries["Selenium Tea House"]

    assert set(found(typed)) == set(entries.values())
    assert found(f"{typed.rstrip('-')}-{pk:06d}" if typed.endswith("01") else f"04-01-{pk:06d}") == [pk]


def test_a_hyphen_the_title_does_not_have_still_finds_it(entries: dict[str, int]) -> None:
    assert found("tea-house") == [entries["Selenium Tea House"]]


def test_figures_with_a_point_are_one_word(entries: dict[str, int]) -> None:
    search.index(KIND, [(entries["Selenium Tea House"], "年产3.5万吨茶饮", "")])

    assert found("3.5万吨") == [entries["Selenium Tea House"]]
    assert found("3.6") == []


def test_other_kinds_of_record_do_not_answer(entries: dict[str, int]) -> None:
    search.index("core.other", [(pk, "机器人", "") for pk in entries.values()])

    assert found("机器人") == [entries["六轴机器人关节减速器生产线"]]
    assert search.mark("core.other") != search.mark(KIND)


def test_a_code_one_may_not_see_answers_as_one_that_does_not_exist(entries: dict[str, int]) -> None:
    hidden = entries["Selenium Tea House"]
    seen = User.objects.exclude(pk=hidden)

    there, nowhere = (search.find(f"2206-130599-04-01-{n:06d}", KIND, within=seen) for n in (hidden, 999999))

    assert there == nowhere == []


def test_a_code_is_one_word_for_the_search() -> None:
    assert {"260613059904", "13059904", "04"} <= search.tokens("白塔项目", "2606-130599-04")
    assert "白塔" in search.tokens("白塔项目-一期", "")
