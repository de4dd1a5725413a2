"""Annual work plans and targets of 2025 and 2026, cascaded to townships, parks and departments, and to months."""

from __future__ import annotations

from dataclasses import dataclass

from huaitang.projects import TOWNS
from huaitang.words import Words

YEARS = (2025, 2026)
MONTH_SHARES = (3, 4, 7, 9, 9, 10, 9, 9, 10, 10, 10, 10)  # sum 100


@dataclass(frozen=True)
class Indicator:
    key: str
    plan: str  # investment | construction
    name: Words
    unit: Words
    money: bool
    county: dict[int, int]  # amounts in 万元
    units: tuple[str, ...]


_ALL = ("edz", "sme", *(f"t-{town}" for town in TOWNS))
COUNT = Words("个", "projects")
MONEY = Words("万元", "CNY million")
INDICATORS = (
    Indicator(
        "signed",
        "investment",
        Words("新签约亿元以上项目", "New contracts of CNY 100 million and more"),
        COUNT,
        False,
        {2025: 24, 2026: 30},
        (*_ALL, "inv", "ind", "agr"),
    ),
    Indicator(
        "contracted",
        "investment",
        Words("合同投资额", "Contracted investment"),
        MONEY,
        True,
        {2025: 900_000, 2026: 1_100_000},
        _ALL,
    ),
    Indicator(
        "in_place",
        "investment",
        Words("到位市外资金", "Funds in place from outside the city"),
        MONEY,
        True,
        {2025: 280_000, 2026: 340_000},
        _ALL,
    ),
    Indicator(
        "registered",
        "investment",
        Words("新注册项目公司", "New project companies"),
        COUNT,
        False,
        {2025: 18, 2026: 24},
        _ALL,
    ),
    Indicator("new_start", "construction", Words("新开工项目", "New starts"), COUNT, False, {2025: 26, 2026: 28}, _ALL),
    Indicator(
        "completed",
        "construction",
        Words("重点项目完成投资", "Completed investment, key projects"),
        MONEY,
        True,
        {2025: 620_000, 2026: 760_000},
        _ALL,
    ),
    Indicator(
        "production",
        "construction",
        Words("竣工投产项目", "Completions and production starts"),
        COUNT,
        False,
        {2025: 12, 2026: 18},
        _ALL,
    ),
    Indicator(
        "upgrade",
        "construction",
        Words("技术改造投资", "Technology upgrade investment"),
        MONEY,
        True,
        {2025: 96_000, 2026: 120_000},
        ("edz", "sme"),
    ),
)
WEIGHTS = {
    "edz": 30,
    "sme": 14,
    "t-ht": 14,
    "t-wt": 9,
    "t-wy": 10,
    "t-qy": 8,
    "t-ys": 6,
    "t-gt": 5,
    "inv": 2,
    "ind": 1,
    "agr": 1,
}
PLANS = {
    "investment": Words("招商选资工作方案", "investment selection work plan"),
    "construction": Words("重点项目建设工作方案", "key project construction work plan"),
}
ISSUED = {2025: "2025-01-20", 2026: "2026-01-16"}


def shared(total: int, units: tuple[str, ...]) -> dict[str, int]:
    """The county's figure dealt to its units by weight; the parts sum to the whole."""
    weight = sum(WEIGHTS[unit] for unit in units)
    parts = {unit: total * WEIGHTS[unit] // weight for unit in units}
    parts[units[0]] += total - sum(parts.values())
    return parts


def cumulative(total: int) -> list[int]:
    """What should be reached by the end of each month."""
    reached, values = 0, []
    for share in MONTH_SHARES:
        reached += share
        values.append(total * reached // 100)
    return values
