"""Reading a plan's words: which indicator is meant, which plan it belongs to, what its figure is worth. Pure."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_EVEN, Decimal

# Words met in work plans → indicator; longer words first, so that 合同投资额 is not 投资.
WORDS: tuple[tuple[str, str], ...] = (
    ("技术改造", "upgrades"), ("技改", "upgrades"), ("technologyupgrade", "upgrades"), ("technicalupgrad", "upgrades"),
    ("合同投资", "signed_amount"), ("合同额", "signed_amount"), ("签约额", "signed_amount"), ("contractedinvestment", "signed_amount"),
    ("到位", "in_place"), ("fundsinplace", "in_place"),
    ("新签约", "signed"), ("签约项目", "signed"), ("newcontracts", "signed"), ("projectssigned", "signed"),
    ("新注册", "registered"), ("projectcompanies", "registered"),
    ("新开工", "starts"), ("开工项目", "starts"), ("newstarts", "starts"),
    ("竣工", "completions"), ("completions", "completions"),
    ("投产", "productions"), ("productionstarts", "productions"),
    ("完成投资", "completed"), ("completedinvestment", "completed"), ("固定资产投资", "completed"),
)  # fmt: skip
SELECTION = frozenset({"signed", "signed_amount", "in_place", "registered"})
_UNITS = {
    "亿元": Decimal(10) ** 10, "万元": Decimal(10) ** 6, "元": Decimal(100),
    "cnybillion": Decimal(10) ** 11, "cnymillion": Decimal(10) ** 8, "cny": Decimal(100),
    "个": Decimal(1), "项": Decimal(1), "家": Decimal(1), "projects": Decimal(1), "companies": Decimal(1), "": Decimal(1),
}  # fmt: skip


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or "")).lower()


def indicator_of(words: str) -> str:
    """The indicator a work plan's line means; "" when none is known."""
    plain = _flat(words)
    return next((indicator for word, indicator in WORDS if word in plain), "")


def kind_of(indicator: str) -> str:
    """Which of the two annual plans an indicator stands in."""
    return "selection" if indicator in SELECTION else "construction"


def stored(figure: Decimal, unit: str) -> int | None:
    """A count as it is, an amount in fen; None when the unit is not known."""
    factor = _UNITS.get(_flat(unit))
    return None if factor is None else int((figure * factor).to_integral_value(ROUND_HALF_EVEN))


def is_amount(unit: str) -> bool:
    return (_UNITS.get(_flat(unit)) or Decimal(0)) > 1
