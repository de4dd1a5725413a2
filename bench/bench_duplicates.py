"""Finding one firm written in another way among 20,000 invented ones: recall, precision, milliseconds a look-up.

    .venv/bin/python bench/bench_duplicates.py [--seed 7] [--companies 20000] [--asked 2000]

Firms are invented from places, brand characters and trades; each question is one of them written otherwise (brackets, legal form, full
width, a branch, pinyin, one character off) or a firm that is not there at all. A hit is the firm meant among what is answered;
every other answer, and every answer for a firm that is not there, counts against precision. Pinyin is made by another reading
than the one the index uses (phrases, `pypinyin.lazy_pinyin`).
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import _house

PLACES = (
    "岚州",
    "槐棠",
    "泊宁",
    "锦堰",
    "苇陵",
    "朔榆",
    "穗陌",
    "临沭",
    "望川",
    "青麓",
    "云岫",
    "汀洲",
    "澜溪",
    "砚山",
    "柏原",
    "桁州",
    "棠溪",
    "栩阳",
    "珩江",
    "鹭港",
)
BRAND = (
    "星达兴盛华瑞鼎泰恒远宏图金源信诚博雅凯旋天宇万和顺丰永昌德润嘉禾晨光东方中科新亚大成三友百川千禾九鼎"
    "海纳云帆龙腾虎跃凤鸣鹤立松柏竹青梅兰菊香清泉明月朝阳安康福禄寿喜荣耀辉煌卓越超群精诚立信守正创新同创"
    "共赢通达广汇聚力合众联创优品佳美思源致远行健自强厚德载物利民惠邦康宁泽润沃野丰年良田秀水青山绿洲蓝海"
    "红河紫云白鹿玄武赤诚"
)
TRADES = (
    "纸业", "特种纸", "包装材料", "装备制造", "精密机械", "机器人科技", "智能装备", "生物医药", "生物科技", "富硒农业",
    "食品", "农业开发", "新材料", "新能源",
    "电子", "光电科技", "汽车部件", "轴承", "模具", "化工", "建材", "物流", "供应链", "信息技术", "环保科技",
    "纺织", "服饰", "家居", "木业", "茶业", "畜牧", "饲料", "医疗器械",
    "中药", "仪器仪表", "电缆", "阀门", "泵业", "五金", "塑胶",
)  # fmt: skip
FORMS = ("有限公司", "有限责任公司", "股份有限公司", "集团有限公司")
_FULL = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)} | {" ": "　"})


def invent(rng: random.Random, count: int) -> list[tuple[str, str, str]]:
    """(name, credit code, telephone), no two of one name."""
    found: dict[str, tuple[str, str, str]] = {}
    while len(found) < count:
        brand = "".join(rng.sample(BRAND, rng.choice((2, 2, 2, 3))))
        name = rng.choice(PLACES) + brand + rng.choice(TRADES) + rng.choices(FORMS, (70, 12, 12, 6))[0]
        found.setdefault(name, (name, "", f"1{rng.randrange(3, 10)}{rng.randrange(10**9):09d}"))
    return list(found.values())


def _stem(name: str) -> str:
    return next(name.removesuffix(form) for form in (*FORMS[1:], FORMS[0]) if name.endswith(form))


def brackets(name: str, rng: random.Random) -> str:
    stem, left = _stem(name), rng.choice((("（", "）"), ("(", ")"), ("【", "】")))
    form = name[len(stem) :]
    if rng.random() < 0.4:
        return f"{stem}{left[0]}集团{left[1]}{form.removeprefix('集团')}"
    return f"{left[0]}{stem[:2]}{left[1]}{stem[2:]}{form}"


def other_form(name: str, rng: random.Random) -> str:
    stem = _stem(name)
    return stem + rng.choice([form for form in FORMS if form != name[len(stem) :]])


def full_width(name: str, rng: random.Random) -> str:
    stem = _stem(name)
    return f" {stem[:2]} {stem[2:]}（{rng.choice(('中国', '集团'))}）{name[len(stem) :]}　".replace(
        "（中国）", ""
    ).translate(_FULL)


def branch(name: str, rng: random.Random) -> str:
    return name + rng.choice(PLACES) + rng.choice(("分公司", "分公司", "办事处", "分厂"))


def in_pinyin(name: str, rng: random.Random) -> str:
    from pypinyin import lazy_pinyin

    words = lazy_pinyin(name if rng.random() < 0.5 else _stem(name))
    return rng.choice((" ".join(words), "".join(words), " ".join(words).title()))


def one_off(name: str, rng: random.Random) -> str:
    stem = _stem(name)
    at, form = rng.randrange(len(stem)), name[len(stem) :]
    kind = rng.choice(("change", "change", "leave", "double", "swap"))
    if kind == "leave":
        return stem[:at] + stem[at + 1 :] + form
    if kind == "double":
        return stem[:at] + rng.choice(BRAND) + stem[at:] + form
    if kind == "swap" and at + 1 < len(stem):
        return stem[:at] + stem[at + 1] + stem[at] + stem[at + 2 :] + form
    return stem[:at] + rng.choice(BRAND.replace(stem[at], "")) + stem[at + 1 :] + form


VARIANTS: dict[str, Callable[[str, random.Random], str]] = {
    "brackets": brackets,
    "legal form": other_form,
    "full width": full_width,
    "branch": branch,
    "pinyin": in_pinyin,
    "one character off": one_off,
}


def load(firms: list[tuple[str, str, str]]) -> dict[str, int]:
    """The firms in the register with their keys. Answers name → id."""
    from django.db import transaction

    from qipan.territory.companies import actions, rules
    from qipan.territory.companies.models import Company
    from qipan.territory.companies.rules import alike

    with transaction.atomic():
        rows = [Company(name=n, plain_name=rules.plain_name(n)) for n, _code, _phone in firms]
        Company.objects.bulk_create(rows, batch_size=2000)
        held = dict(Company.objects.values_list("name", "pk"))
        actions.trace("companies.company", {held[n]: alike.Firm((n,), code, (phone,)) for n, code, phone in firms})
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--companies", type=int, default=20_000)
    parser.add_argument("--asked", type=int, default=2_000)
    given = parser.parse_args()
    _house.open_house()
    from qipan.core.models import User
    from qipan.territory.companies import queries
    from qipan.territory.companies.rules import alike
    from qipan.territory.orgs import actions as orgs
    from qipan.territory.orgs.models import Organisation, Role

    rng = random.Random(given.seed)
    every = invent(rng, given.companies + given.asked // 5)
    firms, strangers = every[: given.companies], every[given.companies :]
    began = time.perf_counter()
    held = load(firms)
    loaded = time.perf_counter() - began
    orgs.seed()
    user = User.objects.create(username="asker")
    home = orgs.found(by=None, name="招商局", kind=Organisation.Kind.DEPARTMENT)
    role = Role.objects.get(code="investment-officer")
    orgs.join(by=None, person=orgs.add_person(by=None, name="asker", user=user), organisation=home, role=role)

    kinds = list(VARIANTS)
    asked: list[tuple[str, str, int | None]] = []
    for at in range(given.asked):
        name, kind = rng.choice(firms)[0], kinds[at % len(kinds)]
        asked.append((kind, VARIANTS[kind](name, rng), held[name]))
    asked += [("not there", name, None) for name, _code, _phone in strangers]
    _report(_measure(user, asked, queries, alike), asked, given, loaded)


def _measure(
    user: Any, asked: list[tuple[str, str, int | None]], queries: Any, alike: Any
) -> list[tuple[list[int], float, float]]:
    found = []
    for _kind, words, _meant in asked:
        wall, own = time.perf_counter(), time.process_time()
        answers = queries.look_up(user, alike.Firm((words,)))
        took = 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - own)
        found.append(([company.pk for company, _verdict in answers], *took))
    return found


def _report(
    found: list[tuple[list[int], float, float]], asked: list[tuple[str, str, int | None]], given: Any, loaded: float
) -> None:
    hits, meant, wrong, answers = Counter[str](), Counter[str](), Counter[str](), 0
    clocks: dict[str, list[float]] = defaultdict(list)
    for (kind, _words, right), (ids, took, _own) in zip(asked, found, strict=True):
        meant[kind] += right is not None
        hits[kind] += right in ids
        wrong[kind] += sum(1 for pk in ids if pk != right)
        answers += len(ids)
        clocks[kind].append(took)
    every = sorted(took for times in clocks.values() for took in times)
    recall, precision = sum(hits.values()) / sum(meant.values()), sum(hits.values()) / max(answers, 1)
    print(
        f"{given.companies} firms, {len(asked)} questions, seed {given.seed}, {_house.vendor()}; keys written in {loaded:.1f} s"
    )
    for kind in clocks:
        share = f"{hits[kind] / meant[kind]:.3f}" if meant[kind] else "    –"
        print(
            f"  {kind:<20} recall {share}  wrong answers {wrong[kind]:>4}  median {statistics.median(clocks[kind]):5.1f} ms"
        )
    own = statistics.median(mine for _ids, _wall, mine in found)
    late = every[int(len(every) * 0.95)]
    print(f"recall {recall:.4f}  precision {precision:.4f}")
    print(f"a look-up: median {statistics.median(every):.1f} ms, 95% {late:.1f} ms, longest {every[-1]:.1f} ms")
    print(f"           of the processor {own:.1f} ms")


if __name__ == "__main__":
    main()
