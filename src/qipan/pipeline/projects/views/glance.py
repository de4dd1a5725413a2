"""The strip of the year in words and figures."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qipan.core import units
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.views.shown import language, money_sum, points


def words(summary: queries.Summary) -> dict[str, Any]:
    """What each number of the strip shows: figure, unit, note."""
    lights = []
    if summary.red:
        lights.append(ngettext("%(n)s red", "%(n)s red", summary.red) % {"n": summary.red})
    if summary.yellow:
        lights.append(ngettext("%(n)s yellow", "%(n)s yellow", summary.yellow) % {"n": summary.yellow})
    share = summary.share
    return {
        "count": units.figure(summary.count, 0),
        "lights": " · ".join(lights),
        "plan": _sum(summary.plan),
        "done": _sum(summary.done),
        "in_place": _sum(summary.in_place),
        "starts": units.figure(summary.starts, 0),
        "starts_confirmed": _("%(n)s confirmed by a second person") % {"n": units.figure(summary.confirmed_starts, 0)},
        "share": "–" if share is None else units.figure(share, 1),
        "share_unit": "" if share is None else "%",
        "ahead": points(summary.ahead),
        "is_ahead": None if summary.ahead is None else summary.ahead >= 0,
        "time": _("time asks for %(share)s") % {"share": units.percent_text(summary.time)},
    }


def _sum(sums: list[tuple[str, int]]) -> tuple[str, str, str]:
    """Figure and unit of the first currency; the others stand in the note."""
    if not sums:
        return "–", "", ""
    currency, minor = sums[0]
    figure, scale = units.money_figure(minor, language(), large=True)
    unit = (
        f"{scale}{units.money_unit(currency, language())[1:]}"
        if units.is_chinese(language())
        else f"{currency} {scale}"
    )
    return figure, unit, money_sum(sums[1:])
