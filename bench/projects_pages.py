"""Board, ledger page and project page on 100,000 projects against their bare SQL in the same process.

    python bench/projects_pages.py [--rows 100000] [--rounds 7]

Prints, per page, the best time of the page (Django test client, all middleware), the best of the same statements on a bare sqlite3
connection, and whether page ≤ 3 × SQL + 15 ms. Exit code 1 when one does not hold.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOME = os.environ.setdefault("QIPAN_HOME", tempfile.mkdtemp(prefix="qipan-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qipan.config.settings")
os.environ["QIPAN_HOSTS"] = "testserver"
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

STAGES = (
    "lead",
    "discussion",
    "admitted",
    "signed",
    "registered",
    "preparation",
    "started",
    "completed",
    "production",
    "capacity",
)
NAMES = ("白塔", "恒信", "华瑞", "金麦", "冀宏", "远大", "天成", "同创")
GOODS = ("特种纸", "减速器", "医药中间体", "富硒面粉", "高端装备", "热电联产", "纸制品", "卫生用品", "冷链", "光伏支架")
WORDS = "主体结构封顶，正在进行设备安装和室外管网施工，消防验收材料已报送，预计下月具备试生产条件。" * 3


def build(rows: int) -> None:
    """A county of `rows` projects, written by bulk."""
    from django.core.management import call_command

    from qipan.pipeline.projects.models import Amount, Milestone, Project
    from qipan.territory.companies.models import Company
    from qipan.territory.orgs.models import Organisation, Person, Region
    from tests.cast import Cast

    call_command("migrate", verbosity=0)
    cast = Cast()
    assert cast.leader
    assert cast.officer
    rnd = random.Random(1)
    regions = [Region.objects.create(code=f"1398{n:02}", name=f"第{n}乡", path=f"/1398{n:02}/") for n in range(12)]
    orgs = [Organisation.objects.create(name=f"第{n}局", path=f"/9{n:02}/") for n in range(30)]
    people = [Person.objects.create(name=f"领导{n}") for n in range(20)]
    firms = [Company.objects.create(name=f"企业{n}有限公司", plain_name=f"企业{n}") for n in range(500)]
    today = date.today()
    batch = []
    for n in range(rows):
        plan = rnd.randint(1, 90) * 10**9
        light = rnd.choice(("green", "green", "yellow", "red", "grey"))
        reasons = (
            [{"rule": "progress", "colour": light, "plan": plan, "done": plan // 2, "elapsed": [9, 12]}]
            if light != "grey"
            else []
        )
        batch.append(
            Project(
                key=uuid.UUID(int=rnd.getrandbits(128)),
                name=f"{rnd.choice(NAMES)}{rnd.choice(GOODS)}项目{n}",
                plain_name=f"项目{n}",
                code=f"2606-130599-04-01-{n:06}",
                stage=rnd.choice(STAGES),
                light=light,
                light_reasons=reasons,
                content=WORDS,
                progress_words=WORDS,
                region=rnd.choice(regions),
                lead_org=rnd.choice(orgs),
                leader=rnd.choice(people),
                owner=rnd.choice(firms),
                owner_text="企业有限公司",
                industry=rnd.choice(GOODS),
                total_minor=rnd.randint(1, 900) * 10**9,
                plan_minor=plan,
                plan_year=today.year,
                done_year_minor=plan // 2,
                in_place_minor=plan // 3,
                start_on=today - timedelta(days=rnd.randint(0, 900)),
                next_on=today + timedelta(days=rnd.randint(-30, 90)),
                next_what="设备安装",
                problems="用地指标未落实" if n % 5 == 0 else "",
                blocker_text="用地指标未落实" if n % 5 == 0 else "",
                open_blockers=int(n % 5 == 0),
            )
        )
        if len(batch) == 2000:
            Project.objects.bulk_create(batch)
            batch.clear()
    Project.objects.bulk_create(batch)
    one = Project.objects.order_by("pk")[rows // 2]
    Amount.objects.bulk_create(
        [
            Amount(
                project=one,
                kind="completed",
                since=date(today.year, 1, 1),
                until=date(today.year, m, 28),
                minor=m * 10**8,
            )
            for m in range(1, 11)
        ]
    )
    for m in range(1, 9):
        Milestone.objects.create(project=one, name=f"节点{m}", order=m, planned_on=date(today.year, m, 20))
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def best(act: Callable[[], Any], rounds: int) -> float:
    """Milliseconds, the best of `rounds` after one to warm up: a machine that does other work disturbs it least."""
    act()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return min(taken)


def bare(client: Any, url: str) -> Callable[[], None]:
    """The page's own statements with their values, on the bare connection, every row fetched."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    statements: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith("SELECT") and not many:
            statements.append((sql, params))
        return execute(sql, params, many, context)

    with CaptureQueriesContext(connection), connection.execute_wrapper(keep):
        assert client.get(url).status_code == 200, url
    ready = [
        (sql.replace("%s", "?") if params else sql.replace("%%", "%"), tuple(params or ()))
        for sql, params in statements
    ]
    raw = connection.connection

    def run() -> None:
        import sqlite3

        cursor = sqlite3.Cursor(raw)
        for sql, params in ready:
            cursor.execute(sql, params).fetchall()

    return run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--profile", default="")
    given = parser.parse_args()
    import django

    django.setup()
    from django.db import connection
    from django.test import Client

    if not (Path(HOME) / "qipan.sqlite3").exists():
        start = time.perf_counter()
        build(given.rows)
        print(f"{given.rows:,} projects built in {time.perf_counter() - start:.0f} s")
    from qipan.core.models import User
    from qipan.pipeline.projects.models import Amount, Project
    from qipan.territory.orgs.models import Region

    client = Client()
    client.force_login(User.objects.get(username="leader"), backend="django.contrib.auth.backends.ModelBackend")
    key = Amount.objects.first().project.key
    region = Region.objects.filter(code__startswith="1398").first().pk
    assert Project.objects.count() >= given.rows
    pages = {
        "board": "/projects/board/",
        "board, filtered": f"/projects/board/?region={region}&light=red",
        "ledger page, sorted": "/projects/rows.json?page=1&size=200&sort=total:desc",
        "ledger page, filter + sort": "/projects/rows.json?page=3&size=200&sort=plan:desc&f.name=%E7%99%BD%E5%A1%94&f.total=%3E100000",
        "project": f"/projects/{key}/",
    }
    connection.ensure_connection()
    failed = False
    print(f"{'page':28} {'page ms':>9} {'SQL ms':>9} {'allowed':>9} {'ratio':>6}")
    for name, url in pages.items():
        if given.profile and given.profile not in name:
            continue
        page = best(lambda url=url: client.get(url), given.rounds)
        sql = best(bare(client, url), given.rounds)
        allowed = 3 * sql + 15
        failed |= page > allowed
        print(f"{name:28} {page:9.1f} {sql:9.1f} {allowed:9.1f} {page / sql:6.2f} {'' if page <= allowed else '✗'}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
