"""A plan as files: the county's table in Excel, dates as iCalendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.board import rules, words
from qipan.core import units
from qipan.core.columns import Column, Kind, Secrecy

FIXED = (
    Column("serial", _("No."), Kind.SERIAL, width=50),
    Column("name", _("Project"), width=300),
    Column("code", _("Project code"), Kind.CODE, width=150),
    Column("park", _("Park"), width=150),
    Column("lead", _("Lead organisation"), width=160),
    Column("total", _("Total investment"), Kind.MONEY, secrecy=Secrecy.MONEY, width=110),
    Column("bank", _("Bank"), secrecy=Secrecy.MONEY, width=160),
    Column("parcel", _("Parcel"), width=110),
    Column("speed", _("Speed"), width=80),
    Column("track", pgettext_lazy("approvals", "Track"), width=80),
)


def columns(*, with_money: bool) -> list[Column]:
    """The county's layout: what a project is, what it gets, then each step with its first and last day."""
    fixed = [column for column in FIXED if with_money or column.secrecy is not Secrecy.MONEY]
    steps = []
    for code, label in words.STEPS.items():
        steps += [Column(f"{code}_from", label, Kind.DATE, width=95), Column(f"{code}_to", label, Kind.DATE, width=95)]
    return [*fixed, *steps]


def headers(shown: Iterable[Column], language: str) -> list[str]:
    begin, end = (_("begins"), _("ends"))
    found = []
    for column in shown:
        label = str(column.label)
        if column.key == "total":
            label = f"{label} ({units.money_unit('CNY', language)})"
        found.append(
            f"{label} · {begin}"
            if column.key.endswith("_from")
            else f"{label} · {end}"
            if column.key.endswith("_to")
            else label
        )
    return found


def lines(
    shown: list[Column], rows: Iterable[dict[str, Any]], steps: dict[str, Any], origin: date, language: str
) -> Iterator[list[Any]]:
    for number, row in enumerate(rows, 1):
        project = row["project"]
        minor = project.total_minor
        values = {
            "serial": number, "name": project.name, "code": project.code or "", "park": str(project.park or ""),
            "lead": str(project.lead_org or project.lead_org_text),
            "total": None if minor is None else minor / units.money_scale(language),
            "bank": row["bank"], "parcel": row["parcel"], "speed": row["speed"], "track": row["track"],
        }  # fmt: skip
        for code, start, end in steps[str(project.key)]:
            values[f"{code}_from"] = rules.day_of(origin, start)
            values[f"{code}_to"] = rules.last_day(origin, end)
        yield [values.get(column.key) for column in shown]


def calendar(rows: Iterable[tuple[str, str, str, date, date]], *, name: str, at: datetime) -> str:
    """An iCalendar of all-day events: (uid, title, words, first day, last day)."""
    stamp = f"{at:%Y%m%dT%H%M%SZ}"
    out = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Qipan//EN", f"X-WR-CALNAME:{_text(name)}"]
    for uid, title, detail, first, last in rows:
        out += [
            "BEGIN:VEVENT",
            f"UID:{uid}@qipan",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(title)}",
            f"DESCRIPTION:{_text(detail)}",
            "END:VEVENT",
        ]
    out.append("END:VCALENDAR")
    return "".join(_folded(line) for line in out)


def _text(words_: str) -> str:
    return words_.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets, as the format asks; a letter is never cut."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > 73:
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part]) + "\r\n"
