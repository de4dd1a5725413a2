"""From a record as read to a draft of a project: fields, amounts, progress, milestones, lights, and what has no field. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from qipan.exchange.reading import Period, RecordReading, SheetReading, Value
from qipan.exchange.targets import Draft, Setting
from qipan.pipeline.projects.intake import fields as at
from qipan.pipeline.projects.intake import links

Put = Callable[["Sheet", dict[str, Any], dict[str, str], list[Value]], None]
_CELLS_KEPT = 200  # drafts of a very large sheet that still name their cells: enough to learn each field's column


class Sheet:
    """One sheet being drafted: what its records share, and the function that drafts them."""

    def __init__(self, reading: SheetReading, index: int, setting: Setting) -> None:
        self.reading, self.index, self.setting = reading, index, setting
        self.until = _report_day(reading, setting.on)
        heads = " ".join(p for c in reading.columns for p in c.path)
        self.system = "gmpp" if any(word in heads for word in ("MPA", "IPA", "GMPP")) else "ledger"
        self.made = 0
        self._periods: dict[int, tuple[Period, list[Any]]] = {}

    def draft(self, record: RecordReading) -> Draft:
        """Data: f fields, k links' words, a amounts, p progress, m milestones, l light, x extras, s supposed stage, v hinted at."""
        data: dict[str, Any] = {"f": {}, "a": []}
        cells: dict[str, str] = {}
        for key, values in record.values.items():
            if values[0].flags and not _HINTS.isdisjoint(values[0].flags):
                data.setdefault("v", []).append(_FIELD_OF.get(key, key))
            put = _PUTS.get(key)
            if put is not None:
                put(self, data, cells, values)
            elif key not in at.NOT_KEPT:
                _extra(data, key, values[0])
        _light(self, data, record.values)
        for path, value in record.extras.items():
            if value.value is not None:
                _extra(data, path, value)
        if record.children:
            _children(data, record.children)
            _parts(self, data, record.children)
        _progress(self, data, record.values)
        _dates(self, data, cells, record.values)
        _suppose_stage(data, self.setting.on)
        self.made += 1
        if self.reading.name_column is None:
            links.call(data)
        name = data["f"].get("name", "")
        return Draft(
            self.index, record.row, name, data, cells if self.setting.with_cells or self.made <= _CELLS_KEPT else {}
        )

    def period(self, period: Period) -> list[Any]:
        """since, until, precision, label as an amount keeps them; a period is one object for a whole column."""
        held = self._periods.get(id(period))
        if held is None or held[0] is not period:
            since = None if period.cumulative else period.since
            precision = period.precision if period.precision in at.PRECISIONS else "text"
            label = period.text[:80] if since is None and period.until is None else ""
            held = self._periods[id(period)] = (period, [since, period.until, precision, label])
        return held[1]


def _report_day(reading: SheetReading, on: date) -> str | None:
    """The day the sheet reports on: the end of its period, when it names one that is over."""
    if reading.period is None or reading.period.until is None or reading.period.precision == "year":
        return None
    return reading.period.until if reading.period.until <= on.isoformat() else None


def _first(values: list[Value]) -> Value | None:
    for value in values:
        if value.value is not None:
            return value
    return None


def _words(field: str) -> Put:
    length = at.LENGTHS.get(field)

    def put(sheet: Sheet, data: dict[str, Any], cells: dict[str, str], values: list[Value]) -> None:
        value = values[0] if values[0].value is not None else _first(values)
        if value is None:
            return
        text = value.value if type(value.value) is str else str(value.value)
        data["f"][field] = text[:length] if length and len(text) > length else text
        cells[field] = value.cell

    return put


def _link(link: str) -> Put:
    def put(sheet: Sheet, data: dict[str, Any], cells: dict[str, str], values: list[Value]) -> None:
        value = _first(values)
        if value is None or not value.value:
            return
        kept = data.setdefault("k", {})
        if link not in kept:
            kept[link] = str(value.value)[:300]
            cells[link] = value.cell

    return put


def _money(kind: str) -> Put:
    periodic = kind in at.PERIODIC

    def put(sheet: Sheet, data: dict[str, Any], cells: dict[str, str], values: list[Value]) -> None:
        for value in values:
            minor = value.value
            if minor is None:
                continue
            if type(minor) is not int or abs(minor) > at.LARGEST or (kind == "total" and minor < 0):
                _extra(data, kind, value)
                continue
            if (periodic and value.period is None) or (value.unit is not None and value.unit.source == "proposed"):
                _extra(
                    data, kind, value
                )  # of no time, or in a unit nobody named: kept as it stands until somebody says
                continue
            when = sheet.period(value.period) if periodic and value.period is not None else _NO_PERIOD
            unit = value.unit
            amount = [
                kind,
                *when,
                minor,
                unit.currency if unit else "CNY",
                value.raw[:80],
                unit.text[:40] if unit else "",
                value.cell,
            ]
            data["a"].append(amount)
            if value.cell:
                cells[amount_name(amount)] = value.cell

    return put


_NO_PERIOD: list[Any] = [None, None, "year", ""]


def amount_name(amount: list[Any]) -> str:
    """What the history calls an amount: "plan 2022-01-01 2022-12-31" (as `actions.money.put`)."""
    return _slot_name(amount[0], amount[1], amount[2], amount[4])


@lru_cache(maxsize=4096)
def _slot_name(kind: str, since: str | None, until: str | None, label: str) -> str:
    return " ".join(part for part in (kind, since or "", until or "", label) if part)


def _stage(sheet: Sheet, data: dict[str, Any], cells: dict[str, str], values: list[Value]) -> None:
    for value in values:
        if value.value in at.STAGE_ORDER:
            data["f"]["stage"] = value.value
            cells["stage"] = value.cell
            return
    value = values[0]
    if value.raw:
        _extra(data, "stage", value)


def _status(sheet: Sheet, data: dict[str, Any], cells: dict[str, str], values: list[Value]) -> None:
    value = values[0]
    if value.value in at.STATUSES:
        data["f"]["status"] = value.value
        cells["status"] = value.cell
        if value.value in ("lost", "abandoned"):
            data["f"]["status_reason"] = f"{sheet.setting.file}: {value.raw}"[:300]
    elif value.raw:
        _extra(data, "status", value)


def _level(sheet: Sheet, data: dict[str, Any], cells: dict[str, str], values: list[Value]) -> None:
    value = values[0]
    level = at.LEVELS.get(str(value.value))
    if level:
        data["f"]["level"] = level
        cells["level"] = value.cell
    elif value.raw:
        _extra(data, "level", value)


def _starred(sheet: Sheet, data: dict[str, Any], cells: dict[str, str], values: list[Value]) -> None:
    value = _first(values)
    if value is not None and value.value is True:
        data["f"]["is_starred"] = True
        cells["is_starred"] = value.cell


def _area(sheet: Sheet, data: dict[str, Any], cells: dict[str, str], values: list[Value]) -> None:
    value = _first(values)
    if value is not None and isinstance(value.value, Decimal) and abs(value.value) < 10**12:
        data["f"]["land_m2"] = format(value.value, "f")
        cells["land_m2"] = value.cell


def _percent(sheet: Sheet, data: dict[str, Any], cells: dict[str, str], values: list[Value]) -> None:
    value = _first(values)
    if value is None:
        return
    if isinstance(value.value, Decimal) and 0 <= value.value <= 100:
        data["f"]["progress_percent"] = format(value.value.quantize(Decimal("0.01")), "f")
        cells["progress_percent"] = value.cell
    else:
        _extra(data, "progress_percent", value)


def _position(field: str) -> Put:
    def put(sheet: Sheet, data: dict[str, Any], cells: dict[str, str], values: list[Value]) -> None:
        value = _first(values)
        if value is not None:
            data["f"][field] = float(value.value)
            cells[field] = value.cell

    return put


def _nothing(sheet: Sheet, data: dict[str, Any], cells: dict[str, str], values: list[Value]) -> None:
    """Read together with its neighbours at the end of the draft."""


def _extra(data: dict[str, Any], name: str, value: Value) -> None:
    """A column without a field keeps what it showed."""
    if value.raw:
        data.setdefault("x", {})[name[:120]] = value.raw[:2000]


def _children(data: dict[str, Any], children: list[dict[str, list[Value]]]) -> None:
    """Milestones of a form become milestones; funding sources and sections of a list are kept as they stand."""
    rows = []
    for child in children:
        if "milestone" in child:
            data.setdefault("m", []).append(_milestone(child))
        else:
            rows.append({key: values[0].raw[:300] for key, values in child.items() if values[0].raw})
    if rows:
        data.setdefault("x", {})["children"] = rows[:200]


def _parts(sheet: Sheet, data: dict[str, Any], children: list[dict[str, list[Value]]]) -> None:
    """Funds of one project over several rows, one row a source: their sum. A first row that is the sum already stays."""
    sums: dict[str, int] = {}
    for child in children:
        if "name" in child or "total" in child:
            continue
        for value in child.get("in_place", ()):
            if type(value.value) is int and value.period is not None:
                name = amount_name(["in_place", *sheet.period(value.period)])
                sums[name] = sums.get(name, 0) + value.value
    for amount in data["a"]:
        name = amount_name(amount)
        if sums.get(name) and sums[name] != amount[5]:
            amount[5] += sums[name]
            data.setdefault("v", []).append(name)  # no single cell holds it


def _milestone(child: dict[str, list[Value]]) -> list[Any]:
    """name, planned on, precision, words, person, unit"""

    def raw(key: str) -> str:
        return child[key][0].raw.strip() if key in child else ""

    due = child["due"][0].value if "due" in child and isinstance(child["due"][0].value, dict) else {}
    words = "；".join(part for part in (raw("progress"), "" if due.get("until") else raw("due")) if part)
    precision = due.get("precision") if due.get("precision") in at.PRECISIONS else "day"
    return [
        str(child["milestone"][0].value)[:120],
        due.get("until"),
        precision,
        words[:300],
        raw("person")[:60],
        raw("unit")[:120],
    ]


def _light(sheet: Sheet, data: dict[str, Any], values: dict[str, list[Value]]) -> None:
    """Another system's rating keeps its own words: system, day, colour, comment."""
    found = _first(values["light"]) if "light" in values else None
    if found is None:
        return
    reading = sheet.reading
    period = found.period or reading.period
    day = (
        period.until
        if period is not None and period.until
        else f"{reading.year}-12-31"
        if reading.year
        else sheet.setting.on.isoformat()
    )
    comment = _first(values["light_comment"]) if "light_comment" in values else None
    data["l"] = [
        sheet.system,
        day,
        str(found.value)[:60],
        str(comment.value) if comment is not None else "",
        found.cell,
    ]


def _progress(sheet: Sheet, data: dict[str, Any], values: dict[str, list[Value]]) -> None:
    """Words and percent of a period become its report; the latest are the project's."""
    said = [v for v in values.get("progress_words", ()) if v.value]
    if not said:
        return
    reports: dict[str, str] = {}
    for value in said:
        until = value.period.until if value.period is not None else sheet.until
        if until:
            reports[until] = f"{reports[until]}；{value.value}" if until in reports else str(value.value)
    last = reports[max(reports)] if reports else "；".join(dict.fromkeys(str(v.value) for v in said))
    data["f"]["progress_words"] = last
    if reports:
        percent, problems = data["f"].get("progress_percent"), data["f"].get("problems", "")
        newest = max(reports)
        data["p"] = [
            [until, words, percent if until == newest else None, problems if until == newest else ""]
            for until, words in sorted(reports.items())
        ]


def _dates(sheet: Sheet, data: dict[str, Any], cells: dict[str, str], values: dict[str, list[Value]]) -> None:
    """A start that lies ahead (or belongs to a project not yet started) is a plan; so with the completion."""
    f = data["f"]
    stage = at.STAGE_ORDER.get(f.get("stage", ""), -1)
    today = sheet.setting.on.isoformat()
    if "period" in values and (value := _first(values["period"])) is not None:
        when = value.value
        f["period_text"] = value.raw[:120]
        cells["period_text"] = value.cell
        for key, field in (("since", "planned_start"), ("until", "planned_end")):
            if when.get(key):
                f[field], f[f"{field}_precision"] = when[key], when["precision"]
                cells[field] = value.cell
    for column, done, planned, end, from_stage in _TURNS:
        value = _first(values[column]) if column in values else None
        if value is None:
            continue
        day = value.value.get(end) or value.value.get("since") or value.value.get("until")
        if not day:
            _extra(data, column, value)
            continue
        is_done = stage >= at.STAGE_ORDER[from_stage] if stage >= 0 else day <= today
        field = done if is_done and day <= today else planned
        if field in f and field == planned:
            continue
        f[field], f[field.removesuffix("_on") + "_precision"] = day, value.value["precision"]
        cells[field] = value.cell
    for column in ("signed_on", "registered_on", "reported_on"):
        value = _first(values[column]) if column in values else None
        if value is not None and (day := value.value.get("since") or value.value.get("until")):
            f[column] = day
            cells[column] = value.cell


_TURNS = (
    ("start_on", "start_on", "planned_start", "since", "started"),
    ("end_on", "end_on", "planned_end", "until", "completed"),
    ("production_on", "production_on", "planned_end", "until", "production"),
)


def _suppose_stage(data: dict[str, Any], on: date) -> None:
    """Where the ledger names no stage: what its dates and money say. Only a project that is new is given it."""
    f = data["f"]
    if "stage" in f:
        return
    if "end_on" in f:
        data["s"] = "completed"
    elif "start_on" in f or any(a[0] == "completed" and a[5] > 0 for a in data["a"]):
        data["s"] = "started"
    elif "registered_on" in f:
        data["s"] = "registered"
    elif "signed_on" in f:
        data["s"] = "signed"
    else:
        data["s"] = "preparation" if any(a[0] == "plan" for a in data["a"]) or "planned_start" in f else "discussion"


# Where a value's cell does not hold just this value: it may not be written back there.
_HINTS = frozenset({"derived", "from_section", "from_sheet", "split", "starred"})
_FIELD_OF = {"starred": "is_starred", "period": "period_text", **at.WORDS}
_PUTS: dict[str, Put] = {
    **{column: _words(field) for column, field in at.WORDS.items()},
    **{column: _link(link) for column, (link, _words_beside) in at.LINKS.items()},
    "county_leader": _link("leader"),
    **{kind: _money(kind) for kind in at.MONEY},
    "stage": _stage, "status": _status, "level": _level, "starred": _starred, "land_m2": _area, "progress_percent": _percent,
    "latitude": _position("latitude"), "longitude": _position("longitude"),
    **dict.fromkeys(("period", "start_on", "end_on", "production_on", "signed_on", "registered_on", "reported_on"), _nothing),
    "progress_words": _nothing,
}  # fmt: skip
