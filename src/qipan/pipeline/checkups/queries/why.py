"""A finding in words: what was compared, with its figures, and the threshold with its source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from qipan.core import units

TITLES = {
    "signed_not_started": gettext_lazy("Signed and not started"),
    "no_funds": gettext_lazy("No new funds in place"),
    "funds_below_share": gettext_lazy("Funds too low after the start"),
    "funds_unlike_progress": gettext_lazy("Funds do not match physical progress"),
    "silent": gettext_lazy("No report for long"),
    "progress_unchanged": gettext_lazy("Physical progress stands still"),
    "photo_twice": gettext_lazy("The same photo on two projects"),
    "photo_elsewhere": gettext_lazy("Photo taken elsewhere"),
    "photo_old": gettext_lazy("Photo taken long before"),
    "total_raised": gettext_lazy("Total investment raised without a document"),
    "capital_low": gettext_lazy("Registered capital far below the total"),
    "same_investor": gettext_lazy("Investor in two units' ledgers"),
    "same_code": gettext_lazy("Project code held twice"),
    "cumulative_fell": gettext_lazy("Cumulative figure fell"),
    "above_total": gettext_lazy("Completed more than the total"),
    "plan_above_rest": gettext_lazy("Plan of the year above what is left"),
}
_SAID = {
    "signed_not_started": gettext_lazy("Signed on %(signed_on)s, %(months)s months ago, and not started."),
    "no_funds": gettext_lazy("No new funds since %(since)s, %(months)s months; %(in_place)s in place."),
    "funds_below_share": gettext_lazy(
        "%(months)s months after the start %(in_place)s of %(total)s are in place (%(share)s%%)."
    ),
    "funds_unlike_progress": gettext_lazy(
        "Physical progress %(percent)s%%, funds in place %(share)s%% of the total (%(in_place)s of %(total)s)."
    ),
    "silent": gettext_lazy("Nothing was reported for %(days)s days (since %(last)s)."),
    "progress_unchanged": gettext_lazy("%(percent)s%% in every report from %(since)s to %(until)s."),
    "photo_twice": gettext_lazy("“%(name)s” is the very file that stands as a photo of “%(other)s”."),
    "photo_elsewhere": gettext_lazy("“%(name)s” was taken %(metres)s m away from the site."),
    "photo_old": gettext_lazy("“%(name)s” was taken on %(taken_on)s, %(days)s days before it was handed in."),
    "total_raised": gettext_lazy(
        "Raised from %(first)s to %(now)s (%(share)s%% more) on %(on)s; no document came since."
    ),
    "capital_low": gettext_lazy("Registered capital %(registered)s is %(share)s%% of the total of %(total)s."),
    "same_investor": gettext_lazy("The same investor stands in another unit's ledger: %(others)s."),
    "same_code": gettext_lazy("The same code, written otherwise: %(others)s."),
    "cumulative_fell": gettext_lazy("Completed since 1 January fell from %(before)s (%(at)s) to %(now)s (%(until)s)."),
    "above_total": gettext_lazy("Completed to date %(done)s, total investment %(total)s."),
    "plan_above_rest": gettext_lazy(
        "Plan of the year %(plan)s; left of the total at its beginning %(rest)s (%(total)s less %(done_before)s)."
    ),
}
_LIMITS = {
    "signed_not_started": gettext_lazy("from %(limit)s months"),
    "no_funds": gettext_lazy("from %(limit)s months in a row"),
    "funds_below_share": gettext_lazy("below %(limit)s%% from %(after)s months after the start"),
    "funds_unlike_progress": gettext_lazy("more than %(limit)s percentage points apart"),
    "silent": gettext_lazy("more than %(limit)s days"),
    "progress_unchanged": gettext_lazy("unchanged over %(limit)s periods"),
    "photo_elsewhere": gettext_lazy("more than %(limit)s m"),
    "photo_old": gettext_lazy("more than %(limit)s days"),
    "total_raised": gettext_lazy("more than %(limit)s%%"),
    "capital_low": gettext_lazy("below %(limit)s%%"),
}
_MONEY = frozenset({"in_place", "total", "first", "now", "registered", "before", "done", "plan", "rest", "done_before"})
_DATES = frozenset({"signed_on", "since", "last", "until", "taken_on", "on", "at"})
_OTHERS = frozenset({"other", "others"})
# Rules whose figures are money: a reader without the ability is told the rule alone.
MONEY_RULES = frozenset({
    "no_funds", "funds_below_share", "funds_unlike_progress", "total_raised", "capital_low", "cumulative_fell", "above_total",
    "plan_above_rest",
})  # fmt: skip


def title(rule: str) -> str:
    return str(TITLES.get(rule, rule))


def sentence(
    rule: str, numbers: Mapping[str, Any], currency: str = "CNY", *, with_money: bool = True, with_others: bool = True
) -> str:
    """What was compared, in the reader's language; without money only that there is something, without sight of others no names."""
    if rule in MONEY_RULES and not with_money:
        return _("The figures compared are amounts you may not see.")
    if not with_others:
        unseen = _("a project you may not see")
        numbers = {**numbers, **{name: [unseen] if name == "others" else unseen for name in _OTHERS & numbers.keys()}}
    return str(_SAID[rule]) % _shown(numbers, currency) if rule in _SAID else rule


def threshold(rule: str, numbers: Mapping[str, Any]) -> str:
    """From where on the rule complains; "" where there is nothing to set."""
    return str(_LIMITS[rule]) % numbers if rule in _LIMITS else ""


def _shown(numbers: Mapping[str, Any], currency: str) -> dict[str, Any]:
    language = get_language() or "en"
    found: dict[str, Any] = {}
    for name, value in numbers.items():
        if name in _MONEY and isinstance(value, int):
            found[name] = units.money_text(value, currency, language)
        elif name in _DATES and isinstance(value, str):
            found[name] = units.date_text(date.fromisoformat(value), "day", language)
        elif name == "others":
            found[name] = "、".join(value) if units.is_chinese(language) else ", ".join(value)
        else:
            found[name] = value
    return found
