"""What a section, a sheet's name or its title says of every row under it: a stage, a region, a park, an industry."""

from __future__ import annotations

import re
from functools import lru_cache

from qipan.core.columns import Kind
from qipan.exchange.sheets.vocabulary import Vocabulary
from qipan.exchange.sheets.words import flat, key

INDUSTRY = "industry"
_PARK_END = ("开发区", "园区", "工业园", "产业园", "经济区", "新区", "集中区", "高新区", "示范区")
_REGION_END = ("县", "市", "镇", "乡", "街道", "区", "旗", "本级", "county", "borough", "district")
_BATCH = re.compile(r"一批(.{1,8}?)项目")
_CHINESE = re.compile(r"^[\u3400-\u9fff]+$")
_AIMS = ("加速", "加快", "促", "推进")


def of_section(label: str, words: Vocabulary) -> dict[str, str]:
    """ "续建" → a stage (and nature); "龙海市" → a region; "工业园区" → a park; other words → an industry."""
    plain = flat(label)
    spelled = key(plain)
    if not spelled:
        return {}
    choices = choices_of(spelled, words)
    if choices:
        return choices
    for kind, ends in ((Kind.PARK, _PARK_END), (Kind.REGION, _REGION_END)):
        column = words.first(kind)
        if column is not None and plain.endswith(ends) and 2 < len(plain) <= 20:
            return {column.key: label.strip()}
    if INDUSTRY in words.by_key and 2 <= len(plain) <= 20:
        return {INDUSTRY: label.strip()}
    return {}


def choices_of(spelled: str, words: Vocabulary) -> dict[str, str]:
    """Every choice column that has this very word, with the value it means."""
    return {
        column: listed[spelled]
        for column, listed in words.choices.items()
        if spelled in listed and words.by_key[column].kind is Kind.CHOICE
    }


def of_sheet(title: str, name: str, words: Vocabulary) -> dict[str, str]:
    """The stage (or level, nature) a whole sheet speaks of: "促进一批在谈项目…" in the title, else one in name or title alone."""
    named = choices_of(key(flat(name)), words)
    aimed = choices_of(key("促" + flat(name)), words) if named and any(aim in title for aim in _AIMS) else {}
    if aimed:  # "促进一批项目竣工投产" on a sheet 竣工投产: they are to be completed, they are not yet
        return aimed
    if named and name.startswith(_AIMS):  # "加速报批" says more of a stage than its title "…已签约项目加速报批"
        return named
    batch = _BATCH.search(flat(title))
    found = choices_of(key(flat(batch.group(1))), words) if batch is not None else {}
    return {**_place(name, words), **(found or named or _only_one(flat(title), words))}


def _place(name: str, words: Vocabulary) -> dict[str, str]:
    """A sheet named after a place holds that place's projects."""
    return {
        key_: value
        for key_, value in of_section(name, words).items()
        if words.by_key[key_].kind in (Kind.PARK, Kind.REGION)
    }


@lru_cache(maxsize=256)
def _only_one(title: str, words: Vocabulary) -> dict[str, str]:
    """Choice words standing free in a title ("（前期）", "2022年续建项目") count when they all mean one value of one column."""
    for column, listed in words.choices.items():
        if words.by_key[column].kind is not Kind.CHOICE:
            continue
        spelled = {
            word: value for word, value in listed.items() if len(word) >= 2 and _CHINESE.match(word) and word in title
        }
        free = any(re.search(rf"(?<![一-鿿]){word}|[年度批]{word}", title) for word in spelled)
        if free and len(set(spelled.values())) == 1:
            return {column: next(iter(spelled.values()))}
    return {}
