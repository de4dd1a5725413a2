"""What a project's record already tells about the questions: a proposal with its reason, never an answer. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

# Words met in names, contents and industries of projects.
_GOVERNMENT = (
    "人民政府", "管委会", "管理委员会", "教育局", "水务局", "交通局", "交通运输局", "住建局", "卫健局", "财政局",
    "government", "bureau", "administration",
)  # fmt: skip
_UPGRADE = ("技改", "技术改造", "设备更新", "upgrade", "retrofit")
_HEAVY = (
    "造纸", "化工", "水泥", "玻璃", "钢铁", "铸造", "热电", "制浆", "印染",
    "paper", "cement", "glass", "steel", "foundry", "pulp",
)  # fmt: skip
_REPORT = ("化工", "制浆", "电镀", "制药", "原料药", "印染", "危废", "chemical", "pulp", "plating", "pharmaceutical")
_HAZARD = (
    "化工",
    "危化",
    "油库",
    "加油",
    "燃气",
    "天然气",
    "溶剂",
    "烟花",
    "chemical",
    "solvent",
    "gas station",
    "lng",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Of a project, what bears on its approvals."""

    words: str  # name, content, industry, nature
    owner: str = ""
    land_m2: Decimal | None = None
    has_parcel: bool = False
    in_park: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """An answer proposed; `why` is a code: owner, land, no_land, parcel, park, no_park, nature, industry, usual."""

    answer: Any
    why: str


def guess(facts: Facts, thresholds: Mapping[str, Any]) -> dict[str, Guess]:
    """A proposal for every question."""
    words, owner = facts.words.lower(), facts.owner.lower()
    is_public, is_upgrade = _any(owner, _GOVERNMENT), _any(words, _UPGRADE)
    has_land = facts.land_m2 is not None or facts.has_parcel
    soil = Decimal(str(thresholds.get("soil_ha", 5))) * 10_000
    is_large = facts.land_m2 is not None and facts.land_m2 >= soil
    land = ("allocation" if is_public else "auction") if has_land else ("held" if is_upgrade else "auction")
    return {
        "funding": Guess("government" if is_public else "enterprise", "owner" if owner else "usual"),
        "listed": Guess("no", "usual"),
        "land": Guess(land, "land" if has_land else "nature" if is_upgrade else "usual"),
        "conversion": Guess("no", "parcel" if facts.has_parcel else "usual"),
        "assessed": Guess("yes" if facts.in_park else "no", "park" if facts.in_park else "no_park"),
        "building": Guess("fit_out" if is_upgrade else "new", "nature" if is_upgrade else "usual"),
        "eia": Guess("report" if _any(words, _REPORT) else "form", "industry" if _any(words, _REPORT) else "usual"),
        "energy": Guess("yes" if _any(words, _HEAVY) else "no", "industry" if _any(words, _HEAVY) else "usual"),
        "soil": Guess("yes" if is_large else "no", "land" if facts.land_m2 is not None else "usual"),
        "hazard": Guess("yes" if _any(words, _HAZARD) else "no", "industry" if _any(words, _HAZARD) else "usual"),
        "site": Guess([], "usual"),
        "utilities": Guess("no" if is_upgrade else "yes", "nature" if is_upgrade else "usual"),
    }


def _any(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)
