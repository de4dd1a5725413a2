"""Pages of working days: a year at a glance, the county's own calendars, pasting a new one."""

from __future__ import annotations

import calendar as months
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qipan.core import audit, holiday_text, holidays
from qipan.core.models import HolidayCalendar
from qipan.core.workdays import Calendar
from qipan.web import edits, history
from qipan.web.access import needs

FIRST, LAST = 1990, 2099


class CalendarForm(forms.Form):
    """A year, where it holds, the paper, and its days as pasted."""

    year = forms.IntegerField(label=gettext_lazy("year"), min_value=FIRST, max_value=LAST)
    region = forms.CharField(
        label=gettext_lazy("region code"),
        required=False,
        max_length=12,
        help_text=gettext_lazy("Blank: everywhere. A region's calendar stands over it in that region and below."),
    )
    source = forms.CharField(label=gettext_lazy("source document"), max_length=300)
    is_whole = forms.BooleanField(
        label=gettext_lazy("These are all the days of the year that differ from the week"), required=False, initial=True
    )
    text = forms.CharField(
        label=gettext_lazy("days"),
        widget=forms.Textarea(attrs={"rows": 12, "class": "q-mono"}),
        help_text=gettext_lazy(
            "Paste rows from a sheet (2027-01-01, name, off or worked) or the sentences of the paper itself."
        ),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("text") and given.get("year"):
            read = holiday_text.read(given["text"], given["year"])
            if read.refused:
                self.add_error("text", _("Not understood: %(lines)s") % {"lines": " · ".join(read.refused[:5])})
            elif not read.days:
                self.add_error("text", _("Name at least one day."))
            elif any(abs(d.on.year - given["year"]) > 1 for d in read.days):
                self.add_error("text", _("A day of another year stands among them."))
            given["days"] = read.days
        return given


@needs("rules.see")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """A year drawn month by month, with where each day off comes from, and the calendars the county keeps."""
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    year = min(max(int(asked), FIRST), LAST) if asked.isdigit() and len(asked) == 4 else today.year
    held = holidays.calendar()
    own = holidays.listed()
    shown = {
        "year": year,
        "before": year - 1,
        "after": year + 1,
        "months": _months(held, year, own),
        "working_days": held.between(date(year - 1, 12, 31), date(year, 12, 31)),
        "origin": _origin(year, own),
        "warning": holidays.warning(held, date(year, 1, 1), date(year, 12, 31)),
        "calendars": own,
    }
    return render(request, "web/calendars.html", shown)


_STANDS = (holidays.CalendarStands, lambda e: _("There is a calendar of that year already; change it instead."))
_EMPTY = (holidays.NothingNamed, lambda e: _("Name at least one day."))


def _values(form: forms.BaseForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("year", "region", "source", "is_whole")}


def _crumbs() -> list[tuple[Any, str]]:
    return [(_("Working days"), reverse("web:calendars"))]


@needs("rules.edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = CalendarForm(request.POST or None, initial={"year": request.GET.get("year"), "is_whole": True})
    if request.method == "POST" and form.is_valid():
        keep = lambda: holidays.keep(by=request.user, days=form.cleaned_data["days"], **_values(form))  # noqa: E731
        if made := edits.attempt(form, keep, _STANDS, _EMPTY):
            messages.success(
                request, _("The calendar of %(year)s is kept; every clock follows it.") % {"year": made.year}
            )
            return redirect(f"{reverse('web:calendars')}?year={made.year}")
    return edits.draw(request, form, title=_("New holiday calendar"), back=reverse("web:calendars"), crumbs=_crumbs())


@needs("rules.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    found = get_object_or_404(HolidayCalendar, key=key)
    back = f"{reverse('web:calendars')}?year={found.year}"
    version = edits.version_of(request) if request.method == "POST" else found.version
    form = CalendarForm(request.POST or None, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        change = lambda: holidays.change(  # noqa: E731
            by=request.user, calendar=found, values=_values(form), days=form.cleaned_data["days"], version=version
        )
        if edits.attempt(form, change, _STANDS, _EMPTY):
            messages.success(request, _("Saved."))
            return redirect(back)
    return edits.draw(
        request,
        form,
        title=_("Holiday calendar %(name)s") % {"name": found},
        back=back,
        version=version,
        crumbs=_crumbs(),
        remove=reverse("web:calendar_drop", args=[key]),
        history=history.lines(audit.of("core.holidaycalendar", found.key)[:20]),
    )


@needs("rules.edit")
@require_POST
def drop(request: HttpRequest, key: UUID) -> HttpResponse:
    holidays.drop(by=request.user, calendar=get_object_or_404(HolidayCalendar, key=key), reason="removed by hand")
    messages.success(request, _("The calendar is gone; the history keeps it."))
    return redirect("web:calendars")


def _initial(found: HolidayCalendar) -> dict[str, Any]:
    days = "\n".join(f"{d.on:%Y-%m-%d}\t{d.name}\t{'班' if d.is_working else '休'}" for d in found.days.all())
    return {
        "year": found.year,
        "region": found.region,
        "source": found.source,
        "is_whole": found.is_whole,
        "text": days,
    }


def _origin(year: int, own: list[HolidayCalendar]) -> str:
    """Who speaks for the year: the county's own paper, the package, or nobody."""
    mine = [c for c in own if c.year == year and not c.region]
    if mine and mine[0].is_whole:
        return mine[0].source
    if year in holidays.package_years():
        known = _("the calendar shipped with this version (%(name)s)") % {"name": holidays.PACKAGE}
        return f"{known} + {mine[0].source}" if mine else known
    return ""


def _months(held: Calendar, year: int, own: list[HolidayCalendar]) -> list[dict[str, Any]]:
    """Each month as weeks of days; a day knows whether it is worked and whether it differs from the week."""
    names = {d.on: d.name for c in own if not c.region for d in c.days.all()}
    packaged = {on: name for on, (_worked, name) in holidays.packaged().items()}
    drawn = []
    for month in range(1, 13):
        weeks = [
            [_cell(day, month, held, names.get(day) or packaged.get(day, "")) for day in week]
            for week in _weeks(year, month)
        ]
        drawn.append({"first": date(year, month, 1), "weeks": weeks})
    return drawn


def _weeks(year: int, month: int) -> list[list[date]]:
    first = date(year, month, 1)
    day = first - timedelta(days=first.weekday())
    last = date(year, month, months.monthrange(year, month)[1])
    weeks = []
    while day <= last:
        weeks.append([day + timedelta(days=n) for n in range(7)])
        day += timedelta(days=7)
    return weeks


def _cell(day: date, month: int, held: Calendar, name: str) -> dict[str, Any] | None:
    if day.month != month:
        return None
    is_working = held.is_working(day)
    differs = is_working != (day.weekday() < 5)
    tone = ("made-up" if is_working else "off") if differs else ("" if is_working else "weekend")
    return {"day": day.day, "tone": tone, "name": name if differs else "", "is_working": is_working}
