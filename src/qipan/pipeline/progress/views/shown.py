"""What the pages show of a line beyond its fields: its state as a tag, what changed since the period before, remarks as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from qipan.core import units
from qipan.pipeline.progress import queries, rules
from qipan.pipeline.progress.models import Line, Report

# standing → tone, word
STATES: dict[str, tuple[str, Any]] = {
    "missing": ("", gettext_lazy("not yet reported")),
    "overdue": ("red", gettext_lazy("overdue")),
    "reported": ("blue", gettext_lazy("waits for verification")),
    "late": ("yellow", gettext_lazy("late, waits for verification")),
    "returned": ("red", pgettext_lazy("report", "returned")),
    "verified": ("green", pgettext_lazy("report", "verified")),
    "verified_late": ("green", gettext_lazy("verified, was late")),
}


def today() -> date:
    return timezone.localdate()


def language() -> str:
    return get_language() or "en"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure beside the one of the period before."""

    label: Any
    now: str
    before: str
    has_changed: bool


@dataclass(slots=True)
class Row:
    """A line with its state and, where asked for, what it says beside the period before."""

    line: Line
    report: Report | None
    tone: str
    word: Any
    cells: list[Cell]
    remarks: list[str]
    before: rules.Figures | None = None

    @property
    def invested(self) -> int | None:
        return self.report.invested_minor if self.report else None

    @property
    def cumulative(self) -> int | None:
        return self.report.cumulative_minor if self.report else None


def row(line: Line, on: date, before: rules.Figures | None = None) -> Row:
    report = queries.report_of(line)
    state = report.state if report else ""
    is_late = bool(report and report.is_late)
    tone, word = STATES[rules.standing(state, is_late=is_late, closes_on=line.schedule.closes_on, on=on)]
    if report is None:
        return Row(line, None, tone, word, [], [], before)
    now = queries.figures(report, line.schedule.until.year)
    found = rules.remarks(now, before, line.project.total_minor)
    return Row(line, report, tone, word, _cells(now, before, line.project.currency), sentences(found), before)


def _cells(now: rules.Figures, before: rules.Figures | None, currency: str) -> list[Cell]:
    def money(minor: int | None) -> str:
        return units.money_text(minor, currency, language())

    old = before or rules.Figures(year=now.year)
    same_year = old.year == now.year
    base = old.cumulative if same_year else 0
    pairs = [
        (_("Invested this period"), money(now.invested), money(old.invested)),
        (_("Completed since 1 January"), money(now.cumulative), money(base)),
        (_("Funds in place to date"), money(now.in_place), money(old.in_place)),
        (_("Physical progress in percent"), units.percent_text(now.percent), units.percent_text(old.percent)),
        (_("Physical progress"), now.words or "–", old.words or "–"),
    ]
    return [Cell(label, new, held, new != held) for label, new, held in pairs]


def sentences(remarks: list[dict[str, Any]]) -> list[str]:
    return [str(_SAID[one["code"]]) % _figures(one) for one in remarks]


def _figures(one: Mapping[str, Any]) -> dict[str, str]:
    return {k: units.money_text(v, language=language()) if isinstance(v, int) else str(v) for k, v in one.items()}


_SAID = {
    "below_period": gettext_lazy(
        "Completed since 1 January (%(cumulative)s) is less than this period alone (%(invested)s)."
    ),
    "cumulative_fell": gettext_lazy("Completed since 1 January fell from %(before)s to %(now)s."),
    "sum_differs": gettext_lazy("%(before)s before and %(invested)s this period do not make %(now)s."),
    "in_place_fell": gettext_lazy("Funds in place fell from %(before)s to %(now)s."),
    "percent_fell": gettext_lazy("Physical progress fell from %(before)s%% to %(now)s%%."),
    "above_total": gettext_lazy("Completed this year (%(now)s) is above the total investment (%(total)s)."),
    "unchanged": gettext_lazy("Words and percentage are those of the period before."),
}
