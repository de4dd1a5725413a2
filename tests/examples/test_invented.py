"""Nothing real: codes of a county that is not there, no famous firm, no famous person, no public telephone."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest
from stdnum.cn import uscc

from tests.examples import county

from huaitang import codes, organisations, people, places, world  # isort: skip

SHARED = Path(os.environ.get("QIPAN_SHARED", Path(__file__).resolve().parents[3] / "shared"))
FAMOUS_FIRMS = (
    "华为", "海尔", "格力", "美的", "恒安", "维达", "玖龙", "理文", "晨鸣", "太阳纸业", "华泰", "金红叶", "中顺",
    "新松", "埃斯顿", "汇川", "绿的谐波", "埃夫特", "恒瑞", "以岭", "石药", "华北制药", "神威", "国药", "同仁堂",
    "中联重科", "三一", "徐工", "雷沃", "一拖", "金沙河", "今麦郎", "五得利", "中粮", "益海", "比亚迪", "宁德时代",
    "腾讯", "阿里", "京东", "百度", "小米集团", "联想", "中国银行", "工商银行", "农业银行", "建设银行", "邮储",
    "招商银行",
)  # fmt: skip
FAMOUS_PEOPLE = (
    "马云", "马化腾", "任正非", "李彦宏", "刘强东", "雷军", "董明珠", "张瑞敏", "曹德旺", "钟睒睒", "王健林",
    "王传福", "姚明", "刘翔", "袁隆平", "屠呦呦", "钟南山", "莫言", "余华", "鲁迅", "老舍", "巴金", "冰心", "金庸",
    "琼瑶", "温家宝", "柏杨", "洪秀全", "纪晓岚", "辛弃疾", "童第周",
)  # fmt: skip


@pytest.fixture(scope="module")
def texts() -> set[str]:
    return set().union(*(county.texts(path) for path in county.workbooks()))


def test_every_credit_code_is_valid_and_none_is_used_twice() -> None:
    made = world.build()

    found = [firm.code for firm in made.firms] + [organisation.code for organisation in organisations.ORGANISATIONS]

    assert all(uscc.is_valid(code) for code in found)
    assert len(set(found)) == len(found)


def test_the_organisation_code_inside_has_its_own_check_digit() -> None:
    for firm in world.build().firms:
        body = firm.code[8:17]

        assert codes.organisation_code(body[:8]) == body


def test_every_credit_code_in_the_workbooks_is_valid(texts: set[str]) -> None:
    found = {text for text in texts if re.fullmatch(r"(?=.*\d{6})[0-9A-Z]{18}", text)}

    assert len(found) > 130
    assert all(uscc.is_valid(code) for code in found)


@pytest.mark.shared
def test_the_county_and_its_city_do_not_exist() -> None:
    folder = SHARED / "data" / "divisions"
    if not folder.is_dir():
        pytest.skip("the list of real divisions is not here (QIPAN_SHARED)")
    real = [
        row for name in ("areas.csv", "cities.csv") for row in csv.DictReader((folder / name).open(encoding="utf-8"))
    ]
    numbers, names = {row["code"] for row in real}, {row["name"] for row in real}
    invented = {places.COUNTY_NAME.zh, places.CITY.zh, *(f"{city.zh}" for city in world.firms.CITIES)}

    assert codes.COUNTY not in numbers
    assert codes.COUNTY[:4] not in numbers
    assert not invented & names


def test_no_famous_firm_is_named(texts: set[str]) -> None:
    assert [(name, text) for name in FAMOUS_FIRMS for text in texts if name in text] == []


def test_no_famous_person_is_named(texts: set[str]) -> None:
    assert [(name, text) for name in FAMOUS_PEOPLE for text in texts if name in text] == []


def test_no_two_people_in_the_directory_share_a_name() -> None:
    assert len({person.name.zh for person in people.PEOPLE}) == len(people.PEOPLE)


def test_telephones_lie_in_ranges_that_nobody_has(texts: set[str]) -> None:
    mobiles = {number for text in texts for number in re.findall(r"(?<!\d)1\d{10}(?!\d)", text)}
    landlines = {number for text in texts for number in re.findall(r"(?<![\d-])0\d{2,3}-\d{7,8}", text)}

    assert mobiles
    assert landlines
    assert all(number.startswith("1540000") for number in mobiles)
    assert all(number.startswith("0300-") for number in landlines)


def test_no_address_or_mail_of_anybody(texts: set[str]) -> None:
    assert [text for text in texts if "@" in text or "http" in text or "www." in text] == []


def test_the_coordinates_lie_in_open_sea() -> None:
    assert all(37.8 < parcel.latitude < 38.3 and 119.9 < parcel.longitude < 120.3 for parcel in world.build().parcels)
