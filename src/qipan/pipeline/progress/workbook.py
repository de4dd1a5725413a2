"""The workbook of a round for one organisation: its lines only, known cells locked, units in the headers, lists to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qipan.core import units
from qipan.core.columns import Column, Kind
from qipan.exchange.writer import sheet_name
from qipan.pipeline.progress import queries, rules
from qipan.pipeline.progress.ledger import ASKED, COLUMNS, GIVEN
from qipan.pipeline.progress.models import Line, Schedule
from qipan.territory.orgs.models import Organisation

HEAD = 3  # title, note, header
_PIXELS = 7
_LIST_HOLDS = 255


def written(
    schedule: Schedule, organisation: Organisation, lines: Sequence[Line], before: Mapping[int, rules.Figures]
) -> bytes:
    """The file as bytes. What was reported already stands in it, so that a second round of mending starts from what is there."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(sheet_name(_("Report")))
    shapes = _shapes(book)
    width = len(COLUMNS)
    page.merge_range(0, 0, 0, width - 1, f"{schedule.title} · {organisation}", shapes["title"])
    page.merge_range(1, 0, 1, width - 1, _note(schedule), shapes["note"])
    page.set_row(0, 28)
    page.set_row(2, 46)
    for index, column in enumerate(COLUMNS):
        page.set_column(index, index, column.width / _PIXELS)
        page.write_string(HEAD - 1, index, _header(column), shapes["head" if column in ASKED else "head_given"])
    for number, line in enumerate(lines):
        _row(page, HEAD + number, number + 1, line, before.get(line.project_id), shapes)
    _lists(page, HEAD, HEAD + max(len(lines) - 1, 0))
    page.freeze_panes(HEAD, 2)
    page.protect(options={"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, HEAD - 1)
    book.close()
    return out.getvalue()


def _note(schedule: Schedule) -> str:
    language = get_language() or "en"
    return _("Fill in the white cells and send the file back by %(day)s. Amounts in %(unit)s; empty means not reported, 0 means none.") % {
        "day": units.date_text(schedule.closes_on, "day", language),
        "unit": units.money_unit("CNY", language),
    }  # fmt: skip


def _header(column: Column) -> str:
    """The words the importer knows the column by, with the unit behind."""
    language = get_language() or "en"
    words = column.words[0 if units.is_chinese(language) else -1]
    return f"{words}（{units.money_unit('CNY', language)}）" if column.kind is Kind.MONEY else words


def _shapes(book: Any) -> dict[str, Any]:
    edge = {"border": 1, "border_color": "#BCC5D3", "valign": "top", "text_wrap": True}
    given = {**edge, "bg_color": "#EEF2F6", "font_color": "#515C6F"}
    head = {**edge, "bold": True, "valign": "vcenter", "align": "center"}
    money = {"num_format": "#,##0.00####"}
    return {
        name: book.add_format(shape)
        for name, shape in {
            "title": {"bold": True, "font_size": 14, "valign": "vcenter"},
            "note": {"font_color": "#515C6F"},
            "head": {**head, "bg_color": "#DCE7F5"},
            "head_given": {**head, "bg_color": "#E2E6EC"},
            "given": given,
            "given_money": {**given, **money},
            "text": {**edge, "locked": False},
            "money": {**edge, **money, "locked": False},
            "percent": {**edge, "num_format": "0.##", "locked": False},
            "date": {**edge, "num_format": "yyyy-mm-dd", "locked": False},
        }.items()
    }


def _row(page: Any, row: int, number: int, line: Line, before: rules.Figures | None, shapes: Mapping[str, Any]) -> None:
    report = queries.report_of(line)
    values: dict[str, Any] = {
        "serial": number, "name": line.project.name, "code": line.project.code or "", "line": str(line.key),
        "before": before.cumulative if before and before.year == line.schedule.until.year else None,
        "words_before": before.words if before else "",
    }  # fmt: skip
    if report is not None:
        values |= {
            "invested": report.invested_minor, "cumulative": report.cumulative_minor, "in_place": report.in_place_minor,
            "percent": report.percent, "words": report.words, "problem": report.problem,
            "problem_org": report.problem_org.name if report.problem_org else "", "problem_due_on": report.problem_due_on,
        }  # fmt: skip
    for index, column in enumerate(COLUMNS):
        _cell(page, row, index, column, values.get(column.key), shapes)


def _cell(page: Any, row: int, index: int, column: Column, value: Any, shapes: Mapping[str, Any]) -> None:
    names = {Kind.MONEY: "money", Kind.PERCENT: "percent", Kind.DATE: "date"}
    shape = shapes[names.get(column.kind, "text") if column in ASKED else
                   "given_money" if column.kind is Kind.MONEY else "given"]  # fmt: skip
    if value in (None, ""):
        page.write_blank(row, index, None, shape)
    elif column.kind is Kind.MONEY:
        page.write_number(row, index, Decimal(value) / units.money_scale(get_language() or "en"), shape)
    elif column.kind in (Kind.PERCENT, Kind.SERIAL):
        page.write_number(row, index, float(value), shape)
    elif column.kind is Kind.DATE:
        page.write_datetime(row, index, value, shape)
    else:
        page.write_string(row, index, str(value), shape)


def _lists(page: Any, first: int, last: int) -> None:
    """What a cell may hold: figures from zero, percent up to a hundred, a day, an organisation of the county."""
    at = {column.key: len(GIVEN) + number for number, column in enumerate(ASKED)}
    wrong = {"error_title": _("This cannot be"), "error_message": _("A figure of zero or more.")}
    for key in ("invested", "cumulative", "in_place"):
        page.data_validation(
            first, at[key], last, at[key], {"validate": "decimal", "criteria": ">=", "value": 0, **wrong}
        )
    percent = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100,
               "error_title": wrong["error_title"], "error_message": _("Between 0 and 100.")}  # fmt: skip
    page.data_validation(first, at["percent"], last, at["percent"], percent)
    names = _offered(Organisation.objects.order_by("pk").values_list("short_name", "name"))
    if names:
        choice = {"validate": "list", "source": names, "error_type": "warning", "error_title": _("Not in the list"),
                  "error_message": _("Another organisation may be written in full.")}  # fmt: skip
        page.data_validation(first, at["problem_org"], last, at["problem_org"], choice)


def _offered(named: Iterable[tuple[str, str]]) -> list[str]:
    """As many organisations as a cell's list holds (255 characters); any other is written in full."""
    found: list[str] = []
    for short, name in named:
        text = (short or name).replace(",", " ")
        if len(",".join([*found, text])) <= _LIST_HOLDS:
            found.append(text)
    return found
