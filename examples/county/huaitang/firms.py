"""Companies: brands put together from rare characters, always behind the name of a place that does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from huaitang import people
from huaitang.codes import company_code, mobile
from huaitang.products import CHAINS, Chain
from huaitang.words import Words

FIRST = tuple(
    Words(*pair.split())
    for pair in [
        "砚 Yan",
        "禾 He",
        "筠 Yun",
        "岫 Xiu",
        "栩 Xu",
        "霖 Lin",
        "苇 Wei",
        "稷 Ji",
        "沅 Yuan",
        "耜 Si",
        "穗 Sui",
        "畦 Qi",
        "朔 Shuo",
        "笺 Jian",
        "桁 Heng",
    ]
)
SECOND = tuple(
    Words(*pair.split())
    for pair in [
        "序 xu",
        "舟 zhou",
        "岑 cen",
        "榆 yu",
        "霁 ji",
        "楷 kai",
        "畔 pan",
        "谷 gu",
        "陌 mo",
        "澍 shu",
        "笙 sheng",
        "桐 tong",
        "砺 li",
    ]
)
CITIES = tuple(
    Words(*pair.split("="))
    for pair in ["泊宁市=Boning", "锦堰市=Jinyan", "岚稷市=Lanji", "东榆市=Dongyu", "望澍市=Wangshu", "北岑市=Beicen"]
)
HOME = Words("槐棠", "Huaitang")


@dataclass(frozen=True)
class Firm:
    key: str
    name: Words
    short: Words
    code: str
    chain: str
    segment: int
    legal_person: Words
    contact: Words
    phone: str
    capital: int  # 万元
    founded: str
    above_scale: bool
    jobs: int
    local: bool
    town: str


def brand(number: int) -> Words:
    """The n-th brand; all 195 are different."""
    first, second = FIRST[number % len(FIRST)], SECOND[(number * 4 + number // len(FIRST)) % len(SECOND)]
    return Words(first.zh + second.zh, first.en + second.en)


def firm(number: int, chain: Chain, *, segment: int, local: bool, town: str, founded: str = "") -> Firm:
    """One company, decided by its number alone."""
    random = Random(f"huaitang firm {number}")
    name, trade = brand(number), chain.trades[number % len(chain.trades)]
    city = HOME if local else CITIES[number % len(CITIES)]
    short = Words(name.zh + trade.zh, f"{name.en} {trade.en}")
    form = Words("有限公司", "Co., Ltd.") if local else Words("集团有限公司", "Group Co., Ltd.")
    place = city.zh.removesuffix("市")
    return Firm(
        key=f"c{number:03d}",
        name=Words(place + short.zh + form.zh, f"{city.en} {short.en} {form.en}"),
        short=short,
        code=company_code(random) if local else company_code(random, region="139500"),
        chain=chain.key,
        segment=segment,
        legal_person=people.name(100 + number),
        contact=people.name(300 + number),
        phone=mobile(random),
        capital=random.choice((500, 1_000, 2_000, 3_000, 5_000, 8_000)) * (1 if local else 5),
        founded=founded
        or f"{random.randrange(2003, 2024)}-{random.randrange(1, 13):02d}-{random.randrange(1, 28):02d}",
        above_scale=random.random() < 0.4,
        jobs=random.randrange(18, 640),
        local=local,
        town=town,
    )


def bystanders(start: int, towns: tuple[str, ...], *, count: int = 12) -> list[Firm]:
    """Local firms with no project of their own yet: the chain maps need them."""
    return [
        firm(
            start + step,
            CHAINS[step % len(CHAINS)],
            segment=step % len(CHAINS[step % len(CHAINS)].segments),
            local=True,
            town=towns[step % len(towns)],
        )
        for step in range(count)
    ]
