"""Board, ledger, project page and search on 100,000 projects, each against its bare SQL in the same process.

    python bench/bench_pages.py [--rows 100000] [--rounds 20] [--only board]

Page: the whole answer through every middleware. Bare SQL: the same questions with the same values on the bare connection, every row
fetched. Target: page ≤ 3 × SQL + 15 ms, search under 50 ms, as many questions on 100,000 projects as on 5,000; for a leader, who sees
everything, and for a clerk, who sees a part. Exit code 1 when one does not hold.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import _house
from _ledger import FIRST, GOODS, INDUSTRIES, PEOPLE, SAID, TOWNS

FEW = 5000
SIZE = 200
SEARCH_LIMIT = 50.0
WORDS = "，".join(SAID)
PART = 2000


class County:
    """A county that grows: what the projects hang on is made once, then projects by bulk, found by search like imported ones."""

    def __init__(self) -> None:
        from qipan.territory.companies.models import Company
        from qipan.territory.orgs.models import Organisation, Person, Region
        from tests.cast import Cast

        self.cast = Cast()
        self.leader, self.clerk = self.cast.leader, self.cast.clerk
        self.random = random.Random(1)
        self.today = date.today()
        self.regions = [
            Region.objects.create(code=f"1398{n:02}", name=name, path=f"/1398{n:02}/") for n, name in enumerate(TOWNS)
        ]
        others = [Organisation.objects.create(name=f"第{n}局", path=f"/9{n:02}/") for n in range(30)]
        self.organisations = [self.cast.organisation("clerk"), *others]
        self.people = [Person.objects.create(name=name) for name in PEOPLE[:20]]
        self.firms = [Company.objects.create(name=f"企业{n}有限公司", plain_name=f"企业{n}") for n in range(500)]
        self.count = 0

    def grow(self, to: int) -> None:
        """Up to so many projects, findable, statistics gathered."""
        from django.db import connection, transaction

        from qipan.core import search
        from qipan.pipeline.projects.models import Project

        while self.count < to:
            with transaction.atomic():
                made = Project.objects.bulk_create(self._some(min(PART, to - self.count)))
                search.index("projects.project", [(p.pk, p.name, f"{p.code} {p.industry}") for p in made], is_new=True)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _some(self, count: int) -> Iterator[Any]:
        for _ in range(count):
            self.count += 1
            yield self._project(self.count)

    def _project(self, n: int) -> Any:
        from qipan.pipeline.projects.models import Project
        from qipan.pipeline.projects.models.choices import Stage

        pick, today = self.random.choice, self.today
        plan = self.random.randint(1, 90) * 10**9
        light = pick(("green", "green", "yellow", "red", "grey"))
        reasons = [{"rule": "progress", "colour": light, "plan": plan, "done": plan // 2, "elapsed": [9, 12]}]
        stuck = "用地指标未落实" if n % 5 == 0 else ""
        return Project(
            key=uuid.UUID(int=self.random.getrandbits(128)), name=f"{pick(FIRST)}{pick(GOODS)}项目{n}", plain_name=f"项目{n}",
            code=f"2606-130599-04-01-{n:06}", stage=pick(Stage.values), light=light, light_reasons=reasons if light != "grey" else [],
            content=WORDS, progress_words=WORDS, region=pick(self.regions), lead_org=pick(self.organisations), leader=pick(self.people),
            owner=pick(self.firms), owner_text="企业有限公司", industry=pick(INDUSTRIES), total_minor=self.random.randint(1, 900) * 10**9,
            plan_minor=plan, plan_year=today.year, done_year_minor=plan // 2, in_place_minor=plan // 3,
            start_on=today - timedelta(days=self.random.randint(0, 900)), next_on=today + timedelta(days=self.random.randint(-30, 90)),
            next_what="设备安装", problems=stuck, blocker_text=stuck, open_blockers=int(bool(stuck)),
        )  # fmt: skip

    def furnish(self) -> Any:
        """One project with a past, among the first and of the clerk's own organisation: its page is measured, every filter finds it."""
        from qipan.core import search
        from qipan.pipeline.projects.models import Amount, Milestone, Project

        one = Project.objects.filter(lead_org=self.organisations[0]).order_by("pk")[3]
        one.name, one.region, one.stage, one.light = "白塔特种纸项目", self.regions[0], "started", "red"
        one.save(update_fields=["name", "region", "stage", "light"])
        search.index("projects.project", [(one.pk, one.name, f"{one.code} {one.industry}")])
        year = self.today.year
        Amount.objects.bulk_create(
            [
                Amount(project=one, kind="completed", since=date(year, 1, 1), until=date(year, m, 28), minor=m * 10**8)
                for m in range(1, 11)
            ]
        )
        Milestone.objects.bulk_create(
            [Milestone(project=one, name=f"节点{m}", order=m, planned_on=date(year, m, 20)) for m in range(1, 9)]
        )
        return one


def addresses(county: County, one: Any) -> dict[str, str]:
    """What is asked for."""
    region = county.regions[0].pk
    narrowed = {"region": region, "stage": "started", "f.name": "特种纸", "sort": "total:desc", "size": SIZE}
    rows, find = "/projects/rows.json?", "/search/?"
    return {
        "board": "/projects/board/",
        "board, filtered": "/projects/board/?" + urlencode({"region": region, "light": "red"}),
        "ledger, by total": rows + urlencode({"page": 1, "size": SIZE, "sort": "total:desc"}),
        "ledger, by total, deep": rows
        + urlencode({"page": county.count * 3 // 5 // SIZE, "size": SIZE, "sort": "total:desc"}),
        "ledger, region + stage + text": rows + urlencode({**narrowed, "page": 1}),
        "project": f"/projects/{one.key}/",
        "project, what comes later": f"/projects/{one.key}/course/",
        "search: 塔": find + urlencode({"q": "塔"}),
        "search: 特种纸": find + urlencode({"q": "特种纸"}),
        "search: bttzz (initials)": find + urlencode({"q": "bttzz"}),
        "search: code": find + urlencode({"q": one.code}),
    }


def statements(ask: Callable[[], Any]) -> list[tuple[str, Any]]:
    """What a page asks the database."""
    from django.db import connection

    heard: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        heard.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        ask()
    return heard


def bare(heard: list[tuple[str, Any]]) -> Callable[[], None]:
    """The same questions without Django, every row fetched."""
    from django.db import connection

    asked = [(sql, params) for sql, params in heard if sql.lstrip().upper().startswith(("SELECT", "WITH"))]
    if connection.vendor == "sqlite":
        import sqlite3

        ready = [
            (sql.replace("%s", "?").replace("%%", "%") if params else sql, tuple(params or ())) for sql, params in asked
        ]
        cursor: Any = sqlite3.Cursor(connection.connection)
    else:
        ready = [(sql, tuple(params) if params else None) for sql, params in asked]
        cursor = connection.connection.cursor()

    def run() -> None:
        for sql, params in ready:
            cursor.execute(sql, params).fetchall()

    return run


def asker(client: Any, address: str) -> Callable[[], None]:
    def ask() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        b"".join(answer.streaming_content) if answer.streaming else answer.content

    return ask


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--only", default="", help="pages whose name holds this")
    given = parser.parse_args()
    _house.open_house()
    from django.test import Client

    county = County()
    county.grow(min(FEW, given.rows))
    one = county.furnish()
    clients = {}
    for who, user in (("leader", county.leader), ("clerk", county.clerk)):
        clients[who] = Client()
        clients[who].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    few = {}
    for key, ask in _asks(clients, county, one, given.only).items():
        ask()
        few[key] = len(statements(ask))
    start = time.perf_counter()
    county.grow(given.rows)
    print(f"{given.rows:,} projects, grown in {time.perf_counter() - start:.0f} s, {_house.vendor()}\n")
    asks = _asks(clients, county, one, given.only)
    found = [_measure(who, name, ask, few[who, name], given.rounds) for (who, name), ask in asks.items()]
    heads = ("page, reader", "ms", "bare SQL ms", "allowed ms", "×", "CPU ms", "of SQL", "questions", "")
    _house.table(heads, [_line(one) for one in found])
    _house.keep("pages", {"rows": given.rows, "rounds": given.rounds, "pages": found})
    return int(not all(one["held"] for one in found))


def _asks(clients: dict[str, Any], county: County, one: Any, only: str) -> dict[tuple[str, str], Callable[[], None]]:
    """(reader, page) → asking for it, of the county as large as it is now."""
    pages = {name: address for name, address in addresses(county, one).items() if only in name}
    return {(who, name): asker(client, address) for who, client in clients.items() for name, address in pages.items()}


def _measure(who: str, name: str, ask: Callable[[], None], few: int, rounds: int) -> dict[str, Any]:
    """One page for one reader."""
    page, page_cpu = _house.medians(ask, rounds)
    heard = statements(ask)
    sql, sql_cpu = _house.medians(bare(heard), rounds)
    allowed = 3 * sql + 15
    if name.startswith("search"):
        allowed = min(allowed, SEARCH_LIMIT)
    return {
        "page": name, "reader": who, "ms": page, "sql_ms": sql, "allowed_ms": allowed, "cpu_ms": page_cpu, "sql_cpu_ms": sql_cpu,
        "questions": len(heard), "questions_on_few": few,
        "held": page <= allowed and len(heard) == few,
    }  # fmt: skip


def _line(one: dict[str, Any]) -> tuple[str, ...]:
    questions = (
        f"{one['questions']}"
        if one["questions"] == one["questions_on_few"]
        else f"{one['questions_on_few']} → {one['questions']}"
    )
    return (
        f"{one['page']}, {one['reader']}", f"{one['ms']:.1f}", f"{one['sql_ms']:.1f}", f"{one['allowed_ms']:.1f}",
        f"{one['ms'] / one['sql_ms']:.1f}",
        f"{one['cpu_ms']:.1f}", f"{one['sql_cpu_ms']:.1f}", questions, "✓" if one["held"] else "✗",
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
