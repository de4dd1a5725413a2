"""A very large county ledger as an .xlsx: thirty columns under grouped headers, a unit line, sections with sums, odd cells. Made up.

The same seed makes the same file. One cell in some hundred is of the kinds met in real ledgers: amounts as text, 待定, marks, phone
numbers beside names, years as dates.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

TOWNS = (
    "槐北镇",
    "白塔镇",
    "柳河镇",
    "东丘乡",
    "石门乡",
    "清泉乡",
    "南湾镇",
    "长岭乡",
    "双桥镇",
    "红旗乡",
    "永安镇",
    "福田乡",
)
PARKS = ("经济开发区", "循环化工园", "高新产业园", "")
BUREAUS = ("发展改革局", "工业和信息化局", "自然资源局", "交通运输局", "水务局", "农业农村局", "文旅局", "招商局")
FIRST = (
    "白塔",
    "恒信",
    "华瑞",
    "金麦",
    "冀宏",
    "远大",
    "天成",
    "同创",
    "盛源",
    "北辰",
    "瑞丰",
    "中科",
    "德润",
    "凯达",
    "安泰",
    "鼎盛",
)
GOODS = (
    "特种纸", "减速器", "医药中间体", "富硒面粉", "高端装备", "热电联产",
    "卫生用品", "冷链物流", "光伏支架", "工业机器人", "包装制品", "生物肥",
)  # fmt: skip
KINDS = ("生产线建设项目", "技术改造项目", "产业园项目", "研发中心项目", "扩建工程", "加工基地项目")
INDUSTRIES = ("造纸", "装备制造", "机器人", "生物医药", "现代农业", "新能源", "商贸物流")
NATURES = ("新建", "扩建", "技改", "续建")
SECTIONS = ("新开工项目", "续建项目", "竣工投产项目", "前期项目")
PEOPLE = tuple(
    f"{a}{b}" for a in "赵钱孙李周吴郑王冯陈" for b in ("建国", "志强", "丽华", "晓明", "卫东", "海燕", "文博", "玉兰")
)
SAID = (
    "主体结构封顶，正在进行设备安装", "基础施工完成百分之六十，钢结构进场", "场地平整结束，围挡已完成",
    "设备调试，预计下月试生产", "正在办理施工许可",
)  # fmt: skip
STUCK = ("用地指标未落实", "环评手续未批复", "资金到位率偏低", "", "", "", "", "")

# (group, header, width); the year is that of the report.
COLUMNS = (
    ("", "序号"), ("", "项目代码"), ("", "项目名称"), ("", "项目业主"), ("", "投资方"), ("", "建设性质"), ("", "项目级别"),
    ("", "所属行业"), ("", "所在乡镇"), ("", "所在园区"), ("", "建设地点"), ("", "建设内容及规模"), ("", "占地面积（亩）"),
    ("", "建设起止年限"), ("", "开工时间"), ("", "计划竣工时间"), ("投资情况", "总投资"), ("投资情况", "至{last}年底累计完成投资"),
    ("投资情况", "{year}年计划投资"),
    ("投资情况", "{year}年1-{month}月完成投资"), ("投资情况", "{year}年1-{month}月到位资金"), ("", "占年计划%"), ("项目进展", "形象进度"),
    ("项目进展", "存在问题"), ("项目进展", "下一步计划"), ("", "包联领导"),
    ("责任单位", "责任单位"), ("责任单位", "责任人"), ("责任单位", "联系电话"), ("", "备注"),
)  # fmt: skip
MONEY_COLUMNS = (16, 17, 18, 19, 20)


class Ledger:
    """Rows of one ledger; `rows` projects under four sections."""

    def __init__(self, rows: int, *, on: date, seed: int = 7) -> None:
        self.rows, self.on = rows, on
        self.random = random.Random(seed)

    def write(self, path: Path) -> Path:
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy/m/d"})
        sheet = book.add_worksheet("重点项目")
        for row, cells in enumerate(self.lines()):
            for column, value in enumerate(cells):
                if value is not None:
                    sheet.write(row, column, value)
        book.close()
        return path

    def lines(self) -> Iterator[list[Any]]:
        """Title, unit, two rows of headers, then each section with its sum above its projects, and the grand total."""
        said = {"year": self.on.year, "last": self.on.year - 1, "month": self.on.month}
        yield [f"{self.on.year}年全县重点项目进展情况台账"]
        yield [None] * 28 + ["单位：万元"]
        yield [group or header.format(**said) for group, header in self._grouped()]
        yield [header.format(**said) if group else None for group, header in COLUMNS]
        number = 0
        share = -(-self.rows // len(SECTIONS))
        grand = [0.0] * len(MONEY_COLUMNS)
        for at, section in enumerate(SECTIONS):
            count = min(share, self.rows - number)
            body = [self._project(number + n + 1) for n in range(count)]
            number += count
            sums = [round(sum(money[n] for _cells, money in body), 2) for n in range(len(MONEY_COLUMNS))]
            grand = [round(a + b, 2) for a, b in zip(grand, sums, strict=True)]
            yield self._sum("一二三四"[at] + "、" + f"{section}（{count}个）", sums)
            yield from (cells for cells, _money in body)
        yield self._sum(f"总计（{number}个）", grand)

    @staticmethod
    def _grouped() -> Iterator[tuple[str, str]]:
        before = ""
        for group, header in COLUMNS:
            yield ("", "") if group and group == before else (group, header)
            before = group

    @staticmethod
    def _sum(label: str, sums: list[float]) -> list[Any]:
        row: list[Any] = [None] * len(COLUMNS)
        row[0] = label
        for column, value in zip(MONEY_COLUMNS, sums, strict=True):
            row[column] = value
        return row

    def _project(self, number: int) -> tuple[list[Any], tuple[float, ...]]:
        pick, chance = self.random.choice, self.random.random
        firm = number % (self.rows // 5 + 1)  # a firm has about five projects
        town, goods = pick(TOWNS), GOODS[firm % len(GOODS)]
        firm_name = f"{FIRST[firm % 16]}{FIRST[firm // 16 % 16]}{firm // 256}号"
        total = self.random.randint(8, 9000) * 100.0
        before, plan = total // 4, total // 3
        done = float(int(plan * chance()))
        placed = done // 2
        started = date(self.on.year - number % 3, 1 + number % 9, 1 + number % 27)
        ends = started + timedelta(days=500)
        size = self.random.randint(2, 90)
        cells: list[Any] = [
            number,
            f"{2400 + number % 300:04}-130599-{number % 90 + 10:02}-01-{number:06}",
            f"{town[:2]}{firm_name}年产{size}万吨{goods}{pick(KINDS)}",
            f"{firm_name}{goods}有限公司",
            f"{pick(FIRST)}控股集团有限公司",
            pick(NATURES),
            "市级" if number % 4 == 0 else "县级",
            pick(INDUSTRIES),
            town,
            pick(PARKS) or None,
            f"{town}{number % 40 + 1}号地块",
            (f"新建厂房{size * 300}平方米，购置{goods}生产设备{size}台（套），配套建设仓库、办公楼及环保设施，"
            f"达产后年产{goods}{size}万吨，年产值{total * 1.6:.0f}万元"),
            self.random.randint(5, 800),
            f"{started.year}-{ends.year}",
            datetime(started.year, started.month, started.day),
            f"{ends.year}年{ends.month}月",
            total, before, plan, done, placed,
            f"{100 * done / plan:.1f}%",
            f"{pick(SAID)}，完成工程量的{number % 100}%。",
            pick(STUCK) or None,
            "加快设备采购，倒排工期" if number % 2 else "协调解决要素保障",
            pick(PEOPLE), pick(BUREAUS), pick(PEOPLE),
            f"1380{number % 10_000_000:07}",
            None if number % 5 else "省重点预备",
        ]  # fmt: skip
        self._roughen(number, cells, total)
        return cells, (total, before, plan, done, placed)

    @staticmethod
    def _roughen(number: int, cells: list[Any], total: float) -> None:
        """What people type: thousands separators, 亿元 in a 万元 column, a mark on the name, a phone beside a person, nothing yet."""
        if number % 7 == 0:
            cells[16] = f"{total:,.0f}"
        elif number % 11 == 0:
            cells[16] = f"{total / 10_000:g}亿元"
        if number % 13 == 0:
            cells[15] = "待定"
        if number % 17 == 0:
            cells[2] = "★" + cells[2]
        if number % 19 == 0:
            cells[27] = f"{cells[27]} {cells[28]}"
        if number % 23 == 0:
            cells[24] = "／"
