"""Judging a company's names and credit code. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from stdnum import exceptions
from stdnum.cn import uscc

_NOISE = re.compile(r"[\s★☆●○▲△■□◆◇*·•.,，。、;；:：'\"“”‘’()\[\]【】<>《》\-—–_&/]")
# Legal forms and empty words: two spellings that differ only in these are one firm.
_FORMS = (
    "股份有限责任公司", "有限责任公司", "股份有限公司", "有限公司", "集团公司", "分公司", "公司", "集团",
    "colimited", "coltd", "limited", "incorporated", "corporation", "company", "group", "ltd", "inc", "corp", "llc", "plc", "gmbh", "co",
)  # fmt: skip
_CODE_ERRORS = {
    exceptions.InvalidLength: "length",
    exceptions.InvalidFormat: "format",
    exceptions.InvalidComponent: "format",
    exceptions.InvalidChecksum: "check",
}


@lru_cache(maxsize=1 << 15)
def plain_name(name: str) -> str:
    """The name stripped for matching: width, case, spaces, brackets and the legal form do not count."""
    text = _NOISE.sub("", unicodedata.normalize("NFKC", name or "").lower())
    while text.endswith(_FORMS) and (
        form := next((f for f in _FORMS if text.endswith(f) and len(text) > len(f) + 1), None)
    ):
        text = text[: -len(form)]
    return text


def credit_code(text: str) -> str:
    """The code as stored: half width, capitals, no spaces."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text or "")).upper()


def code_fault(code: str) -> str:
    """What is wrong with a unified social credit code: "" | length | format | check."""
    try:
        uscc.validate(code)
    except exceptions.ValidationError as fault:
        return _CODE_ERRORS.get(type(fault), "format")
    return ""


def likeness(a: str, b: str) -> float:
    """How alike two plain names are, 0 to 1: shared pairs of characters over all pairs (Dice)."""
    if a == b:
        return 1.0
    pairs_a, pairs_b = _pairs(a), _pairs(b)
    if not pairs_a or not pairs_b:
        return 0.0
    return 2 * len(pairs_a & pairs_b) / (len(pairs_a) + len(pairs_b))


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
