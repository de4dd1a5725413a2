"""Words as a header means them: width, spaces, newlines and dashes made alike before anything is compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Chinese numbers as months and counts are written.
NUMERALS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"两": 2, "十一": 11, "十二": 12}

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－─~～〜", "-"))
_SPACES = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff\x00]+")
_NOT_WORD = re.compile(r"[^\w%]|_")
_BRACKETED = re.compile(r"[(\[【〔{<《][^()\[\]【】〔〕{}<>《》]*[)\]】〕}>》]")
_CJK = re.compile(r"[\u3400-\u9fff]")

BLANK_WORDS = frozenset({"", "-", "--", "---", "/", "\\", "无", "n/a", "na", "none", "null", "nil", ".", "*", "空"})
UNSETTLED_WORDS = frozenset(
    {"待定", "未定", "待确定", "tbd", "tbc", "tba", "tobeconfirmed", "tobedetermined", "暂定", "待明确", "?"}
)
WITHHELD_STARTS = ("exempt", "dataexempt", "withheld", "datanotprovided", "notprovided", "涉密", "保密")
ERROR_WORDS = frozenset(
    {"#ref!", "#n/a", "#value!", "#div/0!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "####"}
)
SAYINGS = BLANK_WORDS | UNSETTLED_WORDS | ERROR_WORDS | frozenset(WITHHELD_STARTS)


@lru_cache(maxsize=16384)
def flat(text: str) -> str:
    """Half width, one kind of dash, no white space, lower case: "目标   任务" → "目标任务"."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).translate(_DASHES).lower()


def half(text: str) -> str:
    """Half width and one kind of dash; spaces stay."""
    return unicodedata.normalize("NFKC", text).translate(_DASHES)


def unbracketed(flat_text: str) -> str:
    """What stands outside brackets: "招商形式(独资、合资等)" → "招商形式"."""
    return _BRACKETED.sub("", flat_text)


def key(flat_text: str) -> str:
    """Letters, digits, Chinese and % only, without 的: the form in which header words are compared."""
    return _NOT_WORD.sub("", flat_text).replace("的", "")


def is_chinese(text: str) -> bool:
    """Does any Chinese character stand in it?"""
    return _CJK.search(text) is not None


def special_word(plain: str) -> str | None:
    """ "blank", "error" (#REF!) or "unsettled" (待定) when flattened text says that; None when it says something."""
    if plain in BLANK_WORDS:
        return "blank"
    if plain in ERROR_WORDS:
        return "error"
    if plain in UNSETTLED_WORDS:
        return "unsettled"
    return "withheld" if plain.startswith(WITHHELD_STARTS) else None
