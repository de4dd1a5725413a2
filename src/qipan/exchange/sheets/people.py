"""Names, telephones and the cells that hold two facts: "公司          张三", "张三 0596-1234567", "电话、电子邮箱及传真"."""

from __future__ import annotations

import re
from functools import lru_cache

from qipan.exchange.sheets.words import half, is_chinese

_PHONE = re.compile(
    r"(?<![\d.])(?:\+?86[- ]?)?"
    r"(?:1[3-9]\d{9}|1[3-9]\d-\d{4}-\d{4}|1[3-9]\d \d{4} \d{4}"  # mobile
    r"|\(?0\d{2,3}\)?[- ]?\d{7,8}(?:[-转]\d{1,5})?|400-?\d{3}-?\d{4}|\d{7,8})(?![\d.])"  # fixed line
    r"|\+\d{1,3}[ -]?\d[\d -]{6,13}\d"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_GAP = re.compile(r"[ \u3000\t]{2,}|\s*[\n\r]+\s*")
_WIDE_SPACE = re.compile(r"[\u3000\t\n\r]")
_MARKS = re.compile(r"[★☆●◆▲■※*]+")
_PERSON = re.compile(r"^[\u4e00-\u9fff]{2,4}$|^[\u4e00-\u9fff]{2,8}·[\u4e00-\u9fff]{2,8}$")
_NOT_PERSON_END = (
    "公司",
    "集团",
    "局",
    "委",
    "办",
    "府",
    "院",
    "校",
    "厂",
    "镇",
    "乡",
    "县",
    "市",
    "区",
    "中心",
    "会",
    "部",
    "所",
    "站",
    "社",
    "队",
    "处",
    "科",
    "园",
    "室",
)
_TITLES = (
    "董事长",
    "总经理",
    "副总经理",
    "经理",
    "书记",
    "副书记",
    "县长",
    "副县长",
    "镇长",
    "主任",
    "副主任",
    "局长",
    "副局长",
    "部长",
    "科长",
    "主席",
    "市长",
    "副市长",
)

STAR_MARKS = frozenset("★☆")


@lru_cache(maxsize=16384)
def unpadded(text: str) -> str:
    """ "成  斌" → "成斌": the padding of two-character names goes, other spaces become one."""
    plain = " ".join(text.split())
    parts = plain.split(" ")
    if len(parts) == 2 and len(plain) == 3 and is_chinese(parts[0]) and is_chinese(parts[1]):
        return parts[0] + parts[1]
    return plain


def without_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """A name without ★ ● ☆ around it, and the marks it carried as flags."""
    marks = _MARKS.findall(text)
    if not marks:
        return text, ()
    bare = re.sub(r"^[★☆●◆▲■※*\s]+|[★☆●◆▲■※*\s]+$", "", text)
    if bare == text or not bare:
        return text, ()
    starred = any(mark[0] in STAR_MARKS for mark in marks)
    return bare, ("starred",) if starred else ("marked",)


def phones(text: str) -> tuple[list[str], str]:
    """Every telephone in the text, and what is left of it."""
    plain = half(text)
    found = [match.group(0).strip() for match in _PHONE.finditer(plain)]
    rest = _PHONE.sub(" ", plain)
    return found, rest


def emails(text: str) -> tuple[list[str], str]:
    """Every e-mail address in the text, and what is left of it."""
    return _EMAIL.findall(text), _EMAIL.sub(" ", text)


def looks_like_phone(text: str) -> bool:
    found, rest = phones(text)
    return bool(found) and len(re.sub(r"[\W_]", "", rest)) <= 4


def looks_like_person(text: str) -> bool:
    """Two to four Chinese characters that do not end like an office, or such a name with a title."""
    plain = unpadded(text.strip())
    for title in _TITLES:
        plain = plain.removesuffix(title).strip() or plain
    return bool(_PERSON.match(plain)) and not plain.endswith(_NOT_PERSON_END)


def looks_like_organisation(text: str) -> bool:
    return text.strip().endswith(_NOT_PERSON_END) and len(text.strip()) >= 3


def split_facts(text: str) -> list[str]:
    """Parts of a cell set apart by two or more spaces or a new line."""
    return [part for part in (part.strip() for part in _GAP.split(text.strip())) if part]


@lru_cache(maxsize=8192)
def organisation_and_person(text: str) -> tuple[str, str]:
    """ "公司          张三" → ("公司", "张三"); the person is empty when there is none. Names padded with spaces stay whole."""
    if "  " not in text and not _WIDE_SPACE.search(text):
        return " ".join(text.split()), ""
    parts = split_facts(text)
    if len(parts) < 2:
        return " ".join(text.split()), ""
    if len(parts) == 2 and len(parts[0]) == len(parts[1]) == 1:
        return parts[0] + parts[1], ""
    for at in range(1, len(parts)):
        person = "".join(parts[at:]) if all(len(part) == 1 for part in parts[at:]) else unpadded(" ".join(parts[at:]))
        if looks_like_person(person):
            return " ".join(parts[:at]), person
    return " ".join(parts), ""


@lru_cache(maxsize=8192)
def person_and_phone(text: str) -> tuple[str, str]:
    """ "张三 0596-1234567" → the person and the telephones (several joined by "; ")."""
    found, rest = phones(text)
    mails, rest = emails(rest)
    words = re.sub(r"(?:联系人|电话|手机|联系电话|tel|传真|邮箱)[::]?", " ", rest, flags=re.IGNORECASE)
    name = unpadded(re.sub(r"[,;:、，；：/()（）]+", " ", words).strip())
    return name, "; ".join(dict.fromkeys(found + mails))


def phone_text(value: object, shown: str) -> str:
    """A telephone as text: 13800001111.0 is no decimal; padding goes, several stay in order."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = half(shown)
    return re.sub(r"\s*[\n\r]+\s*", "; ", text.strip()) if "\n" in text else " ".join(text.split())
