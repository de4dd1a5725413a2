"""How Chinese characters are read, without tones. Pure."""

from __future__ import annotations

import os
import unicodedata
from functools import cache

# Characters are asked one by one: its 47,000 phrases would cost every process of ours time and memory at its start.
os.environ |= {"PYPINYIN_NO_PHRASES": "1", "PYPINYIN_NO_DICT_COPY": "1"}

from pypinyin.constants import PINYIN_DICT


@cache
def readings(char: str) -> tuple[str, ...]:
    """How a character may be read, commonest first: 行 → xing, hang, heng; nothing where it has no reading."""
    told = unicodedata.normalize("NFD", PINYIN_DICT.get(ord(char), ""))
    bare = "".join(c for c in told if c == "," or c.isascii())
    return tuple(dict.fromkeys(filter(None, bare.lower().split(","))))


@cache
def initial(char: str) -> str:
    """First letter of a character's commonest reading; empty where it has none."""
    reading = PINYIN_DICT.get(ord(char), "")
    return unicodedata.normalize("NFD", reading[:1])[:1].lower()
