"""The county, its six townships, two parks and twenty-four parcels. Coordinates lie in open sea: no real place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from huaitang.codes import COUNTY
from huaitang.words import Words

CITY = Words("澄安市", "Cheng'an City")
COUNTY_NAME = Words("槐棠县", "Huaitang County")
CENTRE = (38.000, 120.000)


@dataclass(frozen=True)
class Town:
    key: str
    code: str
    name: Words
    population: int
    area_km2: int


@dataclass(frozen=True)
class Park:
    key: str
    name: Words
    short: Words
    level: Words
    town: str
    area_mu: int
    industries: Words


@dataclass(frozen=True)
class Parcel:
    code: str
    park: str
    area_mu: Decimal
    use: Words
    state: Words
    plot_ratio: str
    supplied: str
    agreed_start: str
    project: str  # key of the project that holds it, or ""
    latitude: float
    longitude: float


TOWNS = (
    Town("ht", COUNTY + "100", Words("槐棠镇", "Huaitang Town"), 61_200, 68),
    Town("wt", COUNTY + "101", Words("望棠镇", "Wangtang Town"), 34_800, 57),
    Town("wy", COUNTY + "102", Words("苇堰镇", "Weiyan Town"), 29_500, 49),
    Town("qy", COUNTY + "103", Words("青砚镇", "Qingyan Town"), 27_100, 52),
    Town("ys", COUNTY + "200", Words("云耜乡", "Yunsi Township"), 18_300, 44),
    Town("gt", COUNTY + "201", Words("谷棠乡", "Gutang Township"), 16_900, 46),
)
PARKS = (
    Park(
        "edz",
        Words("槐棠省级经济开发区", "Huaitang Provincial Economic Development Zone"),
        Words("经济开发区", "Development Zone"),
        Words("省级", "provincial"),
        "ht",
        6_800,
        Words("装备制造、机器人、生物医药", "equipment, robots, biomedicine"),
    ),
    Park(
        "sme",
        Words("苇堰镇中小企业产业园", "Weiyan SME Park"),
        Words("苇堰产业园", "Weiyan SME Park"),
        Words("乡镇级", "township"),
        "wy",
        1_450,
        Words("造纸包装、富硒农产品加工", "paper and packaging, selenium food"),
    ),
)
INDUSTRIAL = Words("工业用地", "industrial")
LOGISTICS = Words("仓储物流用地", "logistics")
FREE = Words("净地待供", "ready, not supplied")
LEVELLING = Words("征收平整中", "being cleared")
SUPPLIED = Words("已供未建", "supplied, not built")
BUILDING = Words("在建", "under construction")
BUILT = Words("已建成", "built")
IDLE = Words("圈而未建", "enclosed, not built")

_PLAN = (  # state per parcel, first sixteen in the zone, eight in the SME park
    BUILT,
    BUILT,
    BUILDING,
    BUILDING,
    BUILDING,
    BUILDING,
    SUPPLIED,
    SUPPLIED,
    IDLE,
    FREE,
    FREE,
    FREE,
    LEVELLING,
    BUILDING,
    BUILT,
    FREE,
    BUILT,
    BUILDING,
    BUILDING,
    SUPPLIED,
    IDLE,
    FREE,
    FREE,
    LEVELLING,
)


def parcels(holders: dict[tuple[str, Words], list[str]]) -> list[Parcel]:
    """Twenty-four parcels; built ones are dealt to the park's finished projects, others to those under way."""
    random = Random("huaitang parcels")
    queues = {place: list(keys) for place, keys in holders.items()}
    return [_parcel(number, state, queues, random) for number, state in enumerate(_PLAN)]


def _parcel(number: int, state: Words, queues: dict[tuple[str, Words], list[str]], random: Random) -> Parcel:
    park, serial = ("edz", number + 1) if number < 16 else ("sme", number - 15)
    held = state in (BUILT, BUILDING, SUPPLIED, IDLE)
    queue = queues.get((park, state))
    project = queue.pop(0) if queue else ""
    year, month = (2024, random.randrange(2, 11)) if state in (IDLE, BUILT) else (2025, random.randrange(4, 12))
    return Parcel(
        code=f"HT-{'K' if park == 'edz' else 'W'}-{serial:02d}",
        park=park,
        area_mu=Decimal(random.randrange(240, 2_400)) / 10,
        use=LOGISTICS if serial in (12, 7) else INDUSTRIAL,
        state=state,
        plot_ratio="≥1.0" if park == "edz" else "≥0.8",
        supplied=f"{year}-{month:02d}" if held else "",
        agreed_start=f"{year}-{month + 1:02d}" if held else "",
        project=project,
        latitude=round(CENTRE[0] + (0.012 if park == "edz" else -0.041) + 0.0041 * (number % 4), 6),
        longitude=round(CENTRE[1] + (0.020 if park == "edz" else 0.055) + 0.0052 * (number // 4), 6),
    )
