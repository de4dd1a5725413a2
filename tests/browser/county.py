"""A small county for the browser: forty projects of the example county at every stage and light, written through the rooms' actions.

`python -m tests.browser.county` makes it in QIPAN_HOME and leaves `known.json` there: the addresses the tests go to.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.browser import county_board, county_leads, county_screening, county_teams, county_watch, county_work

TRUTH = Path(__file__).resolve().parents[2] / "examples" / "county" / "truth.json"
PER_STAGE = 5
COUNTY = "槐棠县"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.browser.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    known = Builder(json.loads(TRUTH.read_text(encoding="utf-8")), date.today()).build()
    (Path(os.environ["QIPAN_HOME"]) / "known.json").write_text(
        json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8"
    )


class Builder:
    """Writes the county; `known` maps a short name to the record's key."""

    def __init__(self, truth: dict[str, Any], on: date) -> None:
        from tests.cast import Cast

        self.truth, self.on, self.cast = truth, on, Cast()
        self.by = self.cast.officer
        self.known: dict[str, str] = {}

    def build(self) -> dict[str, str]:
        for who in (
            "leader",
            "investment",
            "clerk",
            "township",
            "park_manager",
            "bank",
            "company",
            "auditor",
            "administrator",
            "outsider",
        ):
            getattr(self.cast, who)
        self.known["person"] = str(self._person(self.cast.clerk).key)
        self.known["organisation"] = str(self.cast.organisation("clerk").key)
        self._parks()
        self._chains()
        self._projects()
        self._story()
        self._firms()
        self._plan()
        county_board.factors(self)
        plan_stands = county_board.move(self)
        self._tasks()
        county_teams.team(self)
        self._approvals()
        county_work.reports(self)
        county_work.timetable(self)
        county_work.findings(self)
        county_screening.screenings(self)
        county_leads.leads(self)
        self._import()
        self._rules()
        county_watch.notices(self)
        county_watch.meetings(self)
        county_watch.webhook(self)
        plan_stands()
        return self.known

    def _rules(self) -> None:
        """Lights as another county judges them: one version in force, one being written."""
        from qipan.core import drafting, rulesets

        example = rulesets.kind_of("lights").examples[0]
        common = {"kind": "lights", "name": str(example.name), "source": example.source, "by": self.cast.administrator}
        held, draft = (
            drafting.draft(body=example.body, effective_from=self.on + timedelta(days=days), **common)
            for days in (1, 30)
        )
        drafting.put_in_force(rules=held, by=self.cast.administrator, on=self.on)
        self.known |= {"rules": str(held.key), "draft": str(draft.key)}

    def _person(self, user: Any) -> Any:
        from qipan.territory.orgs.models import Person

        return Person.objects.get(user=user)

    def _parks(self) -> None:
        from qipan.territory.parks import actions as parks

        self.park = parks.lay_out(
            by=self.by,
            name="槐棠经济开发区",
            level="省级",
            committee=self.cast.organisation("park_manager"),
            planned_m2=12_000_000,
            built_m2=7_300_000,
        )
        self.known["park"] = str(self.park.key)
        for at, status in enumerate(["free", "reserved", "supplied", "building", "built", "idle"]):
            parcel = parks.record_parcel(
                by=self.by, park=self.park, code=f"KF-{at + 1:02}", area_m2=40_000 + 21_000 * at, land_use="工业用地", status=status,
                utilities="七通一平", fresh_on=self.on - timedelta(days=70 * at),
            )  # fmt: skip
            self.known.setdefault("parcel", str(parcel.key))

    def _chains(self) -> None:
        from qipan.territory.chains import actions as chains

        names = {
            "paper": ("造纸", "Paper"), "equipment": ("装备制造", "Equipment"), "robots": ("机器人", "Robots"),
            "biomedicine": ("生物医药", "Biomedicine"), "selenium": ("富硒农业", "Selenium farming"),
        }  # fmt: skip
        self.chains = {
            code: chains.open_chain(
                by=self.by,
                name=zh,
                name_en=en,
                chief=self._person(self.cast.leader),
                lead_org=self.cast.organisation("investment"),
            )
            for code, (zh, en) in names.items()
        }
        paper = self.chains["paper"]
        self.known["chain"] = str(paper.key)
        for name, position, is_gap in (
            ("废纸回收", "upstream", False),
            ("特种纸", "midstream", False),
            ("纸机装备", "midstream", True),
            ("包装印刷", "downstream", False),
        ):
            segment = chains.add_segment(by=self.by, chain=paper, name=name, position=position)
            node = chains.add_node(
                by=self.by,
                segment=segment,
                name=f"{name}产品",
                is_gap=is_gap,
                is_key=is_gap,
                codes=["C2221"],
                land_m2=40_000,
            )
            self.known.setdefault("segment", str(segment.key))
            if is_gap:
                target = chains.want(
                    by=self.by, node=node, name="泊宁砚溪纸机集团有限公司", place="泊宁市", business="纸机"
                )
                self.known |= {"node": str(node.key), "wanted": str(target.key)}

    def _projects(self) -> None:
        counted: dict[str, int] = defaultdict(int)
        self.made: dict[str, Any] = {}
        for row in self.truth["projects"]:
            is_wanted = row["story"] or row["status"] != "ongoing"
            counted[row["stage"]] += 1
            if counted[row["stage"]] <= PER_STAGE or (is_wanted and counted[row["stage"]] <= 4 * PER_STAGE):
                self.made[row["key"]] = self._project(row)
        for at, row in enumerate(self.truth["leads"][:4]):
            self._project({**row, "stage": "lead", "key": f"l{at}", "region": None, "investor": None})

    def _project(self, row: dict[str, Any]) -> Any:
        from qipan.pipeline.projects import actions as projects
        from qipan.pipeline.projects.models.choices import Stage

        order = list(Stage.values).index(row["stage"])
        text = lambda name: (row.get(name) or {}).get("zh", "")  # noqa: E731
        values: dict[str, Any] = {
            "name": row["name"]["zh"], "code": row.get("code"), "stage": row["stage"], "status": row["status"],
            "status_reason": "投资方另有安排" if row["status"] in ("lost", "abandoned") else "", "content": "新建生产车间及配套设施",
            "region_text": text("region"), "park": self.park if row.get("park") == "edz" else None,
            "industry": "造纸和纸制品业" if row.get("chain") == "paper" else "",
            "chain": self.chains.get(row.get("chain") or ""), "owner_text": text("owner"), "investor": text("investor"),
            "lead_org_text": text("lead_org"),
            "leader_text": text("leader"), "level": "city" if order > 6 else "county" if order > 4 else "",
        }  # fmt: skip
        if row.get("region") and "镇" in text("region") and order % 2:
            values["region"] = self.cast.region
        if order >= 3:
            values |= {"signed_on": self.on - timedelta(days=300), "land_m2": 66_700, "site": "纬三路以南"}
        if order >= 5:
            start, end = self.on - timedelta(days=240), self.on + timedelta(days=260)
            values |= {
                "planned_start": start,
                "planned_start_precision": "month",
                "planned_end": end,
                "planned_end_precision": "month",
            }
        if order >= 6:
            values |= {"start_on": self.on - timedelta(days=210)}
        project = projects.create(values=values, by=self.by, on=self.on, total_minor=(row["total"] or 0) * 100 or None)
        self._money(project, row)
        return project

    def _money(self, project: Any, row: dict[str, Any]) -> None:
        """The plan of this year, and what was done by the end of last month."""
        from qipan.pipeline.projects import actions as projects

        if not row.get("plan_2026"):
            return
        by, on = {"by": self.by, "on": self.on}, self.on
        year = {"since": date(on.year, 1, 1)}
        projects.put_amount(
            project=project, kind="plan", minor=row["plan_2026"] * 100, until=date(on.year, 12, 31), **year, **by
        )
        for month in range(3, 0, -1):
            until = (on.replace(day=1) - timedelta(days=31 * (month - 1))).replace(day=1) - timedelta(days=1)
            if until.year == on.year:
                projects.put_amount(
                    project=project,
                    kind="completed",
                    minor=row["completed_2026"] * 100 * (4 - month) // 3,
                    until=until,
                    **year,
                    **by,
                )
        projects.put_amount(
            project=project, kind="in_place", minor=row["funds_to_date"] * 100, until=on, precision="day", **by
        )

    def _story(self) -> None:
        """One project with everything a page can show; one without, to meet a closed gate."""
        from django.core.files.uploadedfile import SimpleUploadedFile

        from qipan.pipeline.projects import actions as projects
        from qipan.pipeline.projects.models import Project

        by, on = {"by": self.by, "on": self.on}, self.on
        told = Project.objects.filter(stage="started", plan_minor__gt=0).order_by("pk")[0]
        projects.edit(
            project=told,
            values={
                "lead_org": self.cast.organisation("clerk"),
                "leader": self._person(self.cast.leader),
                "is_starred": True,
                "progress_words": "主体施工",
            },
            **by,
        )
        blocker = projects.add_blocker(
            project=told,
            text="110千伏线路迁改未完成",
            organisation=self.cast.organisation("clerk"),
            due_on=on + timedelta(days=9),
            **by,
        )
        projects.add_blocker(project=told, text="用地指标未落实", due_on=on - timedelta(days=9), **by)
        for at, name in enumerate(["土地摘牌", "主体封顶", "设备安装", "试生产"]):
            planned = on + timedelta(days=60 * (at - 1))
            projects.put_milestone(
                project=told, name=name, planned_on=planned, actual_on=planned if at == 0 else None, **by
            )
        step = told.milestones.last()
        projects.report(
            project=told,
            until=on.replace(day=1) - timedelta(days=1),
            words="主体施工至三层",
            percent=45,
            problems="",
            **by,
        )
        projects.assign_slot(project=told, slot="leader", person=self._person(self.cast.leader), **by)
        file = projects.attach(
            project=told, upload=SimpleUploadedFile("投资协议.pdf", b"%PDF-1.4 contract"), kind="contract", by=self.by
        )
        self.known |= {
            "project": str(told.key),
            "blocker": str(blocker.key),
            "milestone": str(step.key),
            "file": str(file.key),
            "project_name": told.name,
        }
        signed = Project.objects.filter(stage="signed", status="ongoing").order_by("pk")[0]
        self.known |= {"gated": str(signed.key), "gated_name": signed.name}

    def _firms(self) -> None:
        from qipan.territory.companies import actions as companies

        rows = [row for row in self.truth["projects"] if row["owner"]][:12]
        for row in rows:
            firm = companies.register(
                by=self.by, name=row["owner"]["zh"], credit_code=row["owner_code"], is_local=True, industry="制造业"
            )
            self.known.setdefault("company", str(firm.key))
            self.known["company_name"] = self.known.get("company_name") or firm.name
        twin = companies.register(by=self.by, name=rows[0]["owner"]["zh"].replace("有限公司", "有限责任公司"))
        contact = companies.add_contact(by=self.by, company=twin, name="柏工", post="总经理", phone="0000-0000000")
        self.known |= {"twin": str(twin.key), "twin_name": twin.name, "contact": str(contact.key)}

    def _plan(self) -> None:
        from qipan.pipeline.plans import actions as plans

        plan = plans.adopt(
            by=self.by,
            year=self.on.year,
            kind="construction",
            title=f"{self.on.year}年重点项目建设计划",
            paper="县委发〔1〕号",
        )
        self.known["plan"] = str(plan.key)
        for indicator, value in (("completed", 9_500_000_000_00), ("starts", 38), ("completions", 14)):
            target = plans.set_target(by=self.by, plan=plan, indicator=indicator, value=value)
            self.known["target"] = str(target.key)
        plans.set_target(
            by=self.by, plan=plan, indicator="starts", value=6, organisation=self.cast.organisation("township"), month=6
        )

    def _tasks(self) -> None:
        from qipan.territory.tasks import actions as tasks

        clerk = self.cast.organisation("clerk")
        for at, title in enumerate(["落实110千伏线路迁改", "报送用地报批进展", "核实三季度入库数据"]):
            task = tasks.assign(
                by=self.cast.leader,
                title=title,
                organisation=clerk,
                detail="请书面回复。",
                due_on=self.on + timedelta(days=7 * at - 5),
            )
        self.known["task"] = str(task.key)
        tasks.answer(by=self.cast.clerk, task=task, text="数据已核实，附件见台账。")

    def _approvals(self) -> None:
        """The catalogue, the story project's answers, and an application at the clerk's own authority."""
        from qipan.core import holidays
        from qipan.core.holiday_text import Day
        from qipan.delivery.approvals import actions, queries, seeds
        from qipan.pipeline.projects.models import Project

        edition = seeds.seed()
        items = {i.code: i for i in queries.items(edition)}
        project = Project.objects.get(key=self.known["project"])
        answers = {name: guess.answer for name, guess in queries.prefilled(project, edition).items()}
        start = self.on - timedelta(days=60)
        actions.answer(by=self.by, project=project, answers=answers | {"land": "auction"}, start_on=start)
        here = self.cast.organisation("clerk")
        for code, days, ended in (("A1.filing", 60, 60), ("A6.form", 58, 30), ("A11", 20, None)):
            case = actions.record(
                by=self.by, today=self.on, project=project, item=items[code], authority=here,
                received_on=self.on - timedelta(days=days), accepted_on=self.on - timedelta(days=days),
                decided_on=None if ended is None else self.on - timedelta(days=ended), number=f"SP-{days}",
            )  # fmt: skip
        kept = holidays.keep(
            by=self.by, year=self.on.year + 1, region="", source="放假安排", is_whole=True,
            days=[Day(date(self.on.year + 1, 1, 1), "元旦", False)],
        )  # fmt: skip
        self.known |= {
            "case": str(case.key), "edition": str(edition.key), "approval_item": str(items["A11"].key), "calendar": str(kept.key),
        }  # fmt: skip

    def _import(self) -> None:
        """A workbook read and not yet applied."""
        from django.core.files.uploadedfile import SimpleUploadedFile
        from django.utils import timezone

        from qipan.exchange import actions as exchange

        path = sorted(TRUTH.parent.glob("01_*.xlsx"))[0]
        batch = exchange.receive(upload=SimpleUploadedFile(path.name, path.read_bytes()), by=self.by)
        exchange.read(batch=batch, at=timezone.now())
        self.known["batch"] = str(batch.key)


if __name__ == "__main__":
    main()
