"""Made-up content of the style page. No county has these projects."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

YI = 10_000_000_000  # fen in 1 亿元

NAMES = (
    "年产30万吨特种纸项目",
    "青石镇农光互补光伏电站",
    "机器人关节减速器智造基地",
    "富硒茶精深加工",
    "生物医药中试平台",
    "临江港区多式联运物流园",
)


def pieces() -> dict[str, Any]:
    return {
        "crumbs": [(_("Board"), "#"), (_("Signed"), "#")],
        "series": [12, 14, 13, 17, 21, 20, 26, 31],
        "amount": 3289 * 100_000_000,
        "lights": ["green", "yellow", "red", "blue", "amber_green", "amber_red", "none"],
        "tabs": [
            {"label": _("Story"), "href": "#", "is_current": True},
            {"label": _("Money"), "href": "#", "count": 7},
            {"label": _("History"), "href": "#", "count": 128},
        ],
        "steps": [
            {"label": _("Upload"), "is_done": True},
            {"label": _("Preview"), "is_current": True},
            {"label": _("Apply")},
        ],
        "facts": [
            (_("Code"), "2203-450300-04-01-118204"),
            (_("Company"), "广西青石特种纸业有限公司"),
            (_("Site"), "临江工业园B-07"),
            (_("Area"), "117.3 亩"),
            (_("Leader"), ""),
        ],
        "events": [
            {"at": "2026-03-18", "title": _("Signed"), "text": "投资协议", "meta": "王敏 · 08:42", "state": "done"},
            {"at": "2026-09-30", "title": _("Land acquired"), "text": "", "meta": _("planned"), "state": "late"},
            {"at": "2027-06-01", "title": _("Production starts"), "text": "", "meta": _("planned"), "state": "future"},
        ],
        "filters": [
            {"name": "region", "label": _("Region"), "value": "a", "choices": [("a", "临江镇"), ("b", "青石镇")]},
            {"name": "chain", "label": _("Chain"), "value": "", "choices": [("p", "造纸"), ("r", "机器人")]},
            {"name": "light", "label": _("Light"), "value": "", "choices": [("red", _("Red")), ("green", _("Green"))]},
        ],
        "filter_search": {"name": "q", "value": "", "placeholder": _("Name or code")},
        "filter_on": [{"label": f"{_('Region')}: 临江镇", "href": "#"}],
        "lanes": _lanes(),
        "timeline": timeline(),
        "money_series": money_series(),
        "progress_rows": progress_rows(),
        "gauge": {"label": _("Completed investment"), "done": 62.3, "time": 51.5},
    }


def _lanes() -> list[dict[str, Any]]:
    stages = [
        ("lead", _("Lead")),
        ("signed", _("Signed")),
        ("started", _("Started")),
        ("production", _("In production")),
    ]
    lights = ["green", "red", "none", "yellow", "green", "blue"]
    return [
        {
            "stage": stage,
            "label": label,
            "count": 14 - 3 * at,
            "sum": (41 - 9 * at) * YI,
            "cards": [
                {
                    "id": 10 * at + i,
                    "name": NAMES[(at * 2 + i) % len(NAMES)],
                    "light": lights[(at + i) % len(lights)],
                    "total": (8 + 5 * i + at) * YI // 10,
                    "blocker": _("Land quota not allotted") if (at + i) % 3 == 1 else "",
                }
                for i in range(3)
            ],
        }
        for at, (stage, label) in enumerate(stages)
    ]


def timeline() -> dict[str, Any]:
    return {
        "today": "2026-07-10",
        "rows": [
            {
                "label": _("Filing"),
                "planned": ["2026-01-10", "2026-02-20"],
                "actual": ["2026-01-12", "2026-02-16"],
                "state": "done",
            },
            {
                "label": _("Land"),
                "planned": ["2026-02-20", "2026-05-31"],
                "actual": ["2026-03-02", None],
                "state": "late",
                "note": "指标未下达",
            },
            {"label": _("Start of works"), "planned": ["2026-06-18", "2026-06-18"], "actual": None, "state": "late"},
            {"label": _("Main building"), "planned": ["2026-06-20", "2027-01-31"], "actual": None, "state": "future"},
            {"label": _("Equipment"), "planned": ["2026-12-01", "2027-04-30"], "actual": None, "state": "future"},
        ],
    }


def money_series() -> dict[str, Any]:
    return {
        "unit": "万元",
        "periods": [f"2026-{month:02}" for month in range(1, 9)],
        "series": [
            {
                "name": _("Completed in the month"),
                "kind": "bar",
                "values": [820, 640, 1900, 2300, 2650, 2480, 3100, None],
            },
            {"name": _("Plan so far"), "kind": "line", "values": [1500, 3000, 4500, 6500, 9000, 12000, 15000, 18000]},
            {
                "name": _("Completed so far"),
                "kind": "line",
                "values": [820, 1460, 3360, 5660, 8310, 10790, 13890, None],
            },
        ],
    }


def progress_rows() -> dict[str, Any]:
    plans = [
        ("临江镇", 42000, 25100, 21600),
        ("青石镇", 31000, 12400, 16000),
        ("白河乡", 12000, 6900, 6200),
        ("高新区", 88000, 52300, 45300),
    ]
    return {
        "unit": "万元",
        "rows": [{"label": label, "plan": plan, "done": done, "due": due} for label, plan, done, due in plans],
    }


@lru_cache(maxsize=2)
def rows() -> list[dict[str, Any]]:
    stages, lights = ("lead", "signed", "started", "production"), ("green", "yellow", "red", "")
    return [
        {
            "id": i,
            "version": 1,
            "name": f"{NAMES[i % len(NAMES)]}（{i}）",
            "stage": stages[i % 4],
            "light": lights[i % 4],
            "region": ("临江镇", "青石镇", "白河乡")[i % 3],
            "total": f"{(i * 7919) % 300000 + 1200:,}",
            "share": f"{i % 100}",
            "start_on": f"2026-{i % 12 + 1:02}",
            "starred": i % 7 == 0,
            "progress_words": "主体三层浇筑，设备已订货，年底前完成厂房封顶" if i % 5 == 0 else "",
        }
        for i in range(1, 2001)
    ]


def ledger(data_url: str, paste_url: str) -> dict[str, Any]:
    stages = [
        ["lead", _("Lead")],
        ["signed", _("Signed")],
        ["started", _("Started")],
        ["production", _("In production")],
    ]
    lights = [["green", _("Green")], ["yellow", _("Yellow")], ["red", _("Red")]]
    columns = [
        {"key": "name", "label": _("Name"), "kind": "text", "width": 260, "editable": True},
        {"key": "stage", "label": _("Stage"), "kind": "choice", "width": 110, "editable": False, "choices": stages},
        {"key": "light", "label": _("Light"), "kind": "light", "width": 110, "editable": False, "choices": lights},
        {"key": "region", "label": _("Region"), "kind": "text", "width": 110, "editable": True},
        {
            "key": "total",
            "label": _("Total investment"),
            "unit": "万元",
            "kind": "money",
            "width": 130,
            "editable": True,
        },
        {"key": "share", "label": _("Share"), "unit": "%", "kind": "percent", "width": 90, "editable": True},
        {"key": "start_on", "label": _("Start"), "kind": "date", "width": 110, "editable": True},
        {"key": "starred", "label": "★", "kind": "flag", "width": 80, "editable": True, "filter": "none"},
        {"key": "progress_words", "label": _("Progress"), "kind": "long_text", "width": 260, "editable": True},
    ]
    return {
        "name": "style",
        "data_url": data_url,
        "paste_url": paste_url,
        "undo_url": "",
        "layout_url": "",
        "export_url": "",
        "row_url": "#{id}",
        "size": 100,
        "sort": [["total", "desc"]],
        "columns": columns,
    }


def judged(cell: dict[str, Any]) -> dict[str, Any]:
    """Letters in an amount are refused; “冲突” plays a conflict; anything else is taken."""
    text = str(cell.get("value", ""))
    known = {"id": cell["id"], "field": cell["field"]}
    if cell["field"] == "total" and not text.replace(",", "").replace(".", "").isdigit():
        return {**known, "state": "error", "message": _("This is not an amount: write 328,900 or 32.89亿.")}
    if text == "冲突" and cell.get("version") == 1:
        return {
            **known,
            "state": "conflict",
            "held": "青石镇",
            "held_version": 2,
            "message": _("Changed by somebody else"),
        }
    return {**known, "state": "ok", "value": cell.get("value"), "version": cell.get("version", 1) + 1}


SHEET = (
    ("title", ["2026年全县重点项目进度表"]),
    ("unit", ["", "", "", "", "单位：万元"]),
    ("header", ["序号", "项目名称", "建设起止", "总投资", "1-6月完成投资"]),
    ("subtotal", ["", "合计（1,980项）", "", "1,246,800", "318,420"]),
    ("section", ["一", "工业类（1,200项）"]),
)


@lru_cache(maxsize=2)
def sheet_rows() -> list[dict[str, Any]]:
    head = [
        {
            "index": i,
            "kind": kind,
            "level": 1,
            "cells": cells + [None] * (5 - len(cells)),
            "reasons": [_("Bold and merged over all columns")],
        }
        for i, (kind, cells) in enumerate(SHEET)
    ]
    states = ("new", "unchanged", "changed", "conflict")
    body = [
        {
            "index": i,
            "kind": "note" if i % 97 == 0 else "project",
            "level": 1,
            "hidden": i % 53 == 0,
            "state": states[i % 4],
            "reasons": [_("A number, a name and an amount")],
            "cells": [
                str(i - 4),
                NAMES[i % len(NAMES)],
                "2025-2027",
                "待定" if i % 11 == 0 else f"{i * 37:,}",
                f"{i * 11:,}",
            ],
            "marks": {"3": {"tone": "error", "text": _("“待定” is not an amount; the cell stays empty.")}}
            if i % 11 == 0
            else {},
        }
        for i in range(5, 2000)
    ]
    return head + body


def sheet(rows_url: str) -> dict[str, Any]:
    labels = {
        "title": _("Title"),
        "unit": _("Unit"),
        "header": _("Header"),
        "section": _("Section"),
        "subtotal": _("Subtotal"),
        "project": _("Project"),
        "note": _("Note"),
    }
    every = sheet_rows()
    targets = [
        ("serial", _("Serial"), False),
        ("name", _("Name"), False),
        ("period", _("Period"), False),
        ("total", _("Total investment"), False),
        ("completed", _("Completed"), True),
    ]
    paths = ["序号", "项目名称", "建设起止", "总投资", "1-6月完成投资"]
    return {
        "rows_url": rows_url,
        "correct_url": rows_url,
        "total": len(every),
        "classes": [
            {"value": key, "label": label, "count": sum(row["kind"] == key for row in every)}
            for key, label in labels.items()
        ],
        "columns": [
            {
                "index": i,
                "path": [path],
                "target": targets[i][0],
                "target_label": targets[i][1],
                "unit": "万元" if i > 2 else "",
                "period": "2026-01–06" if i == 4 else "",
                "how_text": _("The header's words are known"),
                "tone": "guess" if i == 2 else "sure",
                "numeric": i > 2,
                "width": 200 if i == 1 else 110,
            }
            for i, path in enumerate(paths)
        ],
        "targets": [
            {"value": value, "label": label, "group": "", "kind": "money" if i > 2 else "text", "periodic": p}
            for i, (value, label, p) in enumerate(targets)
        ],
        "units": [["元", "元"], ["万元", "万元"], ["亿元", "亿元"]],
    }
