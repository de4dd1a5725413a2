"""Names as ledgers write them: one spelling for matching, posts and brackets apart. Pure."""

from __future__ import annotations

import re
import unicodedata

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[★☆●○▲△■□◆◇*·•.,，。、;；:：'\"“”‘’]")
_CHINESE = re.compile(r"[㐀-鿿]")

# What an organisation's or a region's name may end with; without it the name is still the same place.
REGION_ENDINGS = ("街道办事处", "办事处", "街道", "经济开发区", "开发区", "自治县", "县", "市", "区", "镇", "乡")
ORGANISATION_ENDINGS = ("人民政府", "管理委员会", "管委会", "办公室", "委员会")
# Posts written behind or before a person's name, longest first.
POSTS = (
    "县委副书记", "县委书记", "县委常委", "常务副县长", "副县长", "县长", "副书记", "书记",
    "副主任", "主任", "副局长", "局长", "副镇长", "镇长",
    "副乡长", "乡长", "副部长", "部长", "董事长", "总经理", "经理", "科长", "股长", "行长", "同志", "先生", "女士", "主席",
)  # fmt: skip


def plain(name: str) -> str:
    """One spelling of a name: width, case, inner spaces, brackets and marks do not count."""
    text = unicodedata.normalize("NFKC", name or "").lower()
    text = _MARKS.sub("", _BRACKETS.sub("", text))
    if _CHINESE.search(text):
        return _SPACES.sub("", text)
    return _SPACES.sub(" ", text).strip()


def without_ending(name: str, endings: tuple[str, ...]) -> str:
    """The name without its official ending, when something of at least two characters is left."""
    for ending in endings:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name[: -len(ending)]
    return name


def person_name(text: str) -> str:
    """The name alone: "县委副书记 成  斌（包联）" is 成斌."""
    cleaned = _MARKS.sub(" ", _BRACKETS.sub(" ", unicodedata.normalize("NFKC", text or ""))).strip()
    if not _CHINESE.search(cleaned):
        return _SPACES.sub(" ", cleaned)
    for post in POSTS:
        cleaned = cleaned.replace(post, " ")
    parts = cleaned.split()
    if parts and all(len(p) == 1 for p in parts):
        return "".join(parts)
    named = [p for p in parts if 2 <= len(p) <= 4]
    return named[0] if named else "".join(parts)
