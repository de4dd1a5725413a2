"""How people print names, dates and figures: never twice the same way."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from huaitang.grid import Cell
from huaitang.places import TOWNS
from huaitang.project import Project
from huaitang.words import Lang, Words

_WIDE = str.maketrans("0123456789（）", "０１２３４５６７８９()")


def _starred(name: Words) -> Words:
    return Words("★" + name.zh, "★ " + name.en)


def _bare(name: Words) -> Words:
    return Words(name.zh.removesuffix("项目"), name.en.removesuffix(" project"))


def _wide(name: Words) -> Words:
    return Words(name.zh.translate(_WIDE), name.en.replace(",", ""))


def _spaced(name: Words) -> Words:
    return Words(name.zh[:4] + " " + name.zh[4:], name.en.replace(" ", "  ", 1))


VARIANTS = (_bare, _wide, _spaced, _starred)


def owned(project: Project) -> Words:
    """The name with the owner's full name in front of it, as 有限公司 variants go."""
    if project.firm is None:
        return project.name
    short, full = project.firm.short, project.firm.name
    return Words(project.name.zh.replace(short.zh, full.zh, 1), project.name.en.replace(short.en, full.en, 1))


def renamed(project: Project) -> Words:
    """A name no rule can match: only code, owner and amount tell that it is the same project."""
    town = next(town.name for town in TOWNS if town.key == project.town)
    return Words(f"{town.zh}{project.product.zh}生产基地", f"{town.en} {project.product.en} base")


def varied(project: Project, file: str) -> Words:
    """The name as one file prints it: mostly plain, sometimes with a mark, a width or a space of its own."""
    if project.story == "two_phases":
        return project.name
    choice = Random(f"{project.key} {file}").random()
    if choice > 0.36:
        return project.name
    return VARIANTS[int(choice * 1000) % len(VARIANTS)](project.name)


def period(project: Project, lang: Lang, file: str) -> str:
    """Start and end of works in one of the forms ledgers use."""
    start, end = project.planned_start, project.planned_end
    if not start or not end:
        return ""
    forms = [
        f"{start:%Y.%m}-{end:%Y.%m}",
        f"{start:%y}.{start.month}-{end:%y}.{end.month}",
        f"{start.year}-{end.year}",
        f"{start.year}年{start.month}月—{end.year}年{end.month}月" if lang == "zh" else f"{start:%b %Y} – {end:%b %Y}",
        f"{start.year}/{start.month}-{end.year}/{end.month}",
    ]
    chosen = Random(f"{project.key} period {file}").randrange(len(forms))
    return forms[0 if project.story == "start_overdue" else chosen]  # whose month is over must be told a month


def day(value: date | None, lang: Lang, seed: str) -> Cell | tuple[Cell, str]:
    """A date as a real date, a serial number, a month in words, a text: all met in the wild."""
    if value is None:
        return None
    quarter = (value.month + 2) // 3
    forms: list[Cell | tuple[Cell, str]] = [
        (value, "date"),
        (value, "chinese_date" if lang == "zh" else "date"),
        (value - date(1899, 12, 30)) // timedelta(days=1),
        value.isoformat(),
        f"{value.year}.{value.month}.{value.day}",
        f"{value.year}年{value.month}月{value.day}日" if lang == "zh" else f"{value.day} {value:%B %Y}",
        f"{value.year}年{value.month}月" if lang == "zh" else f"{value:%b %Y}",
        f"{value.year}年{'一二三四'[quarter - 1]}季度" if lang == "zh" else f"Q{quarter} {value.year}",
    ]
    return forms[Random(f"day {seed}").choices(range(len(forms)), weights=(6, 2, 2, 3, 2, 2, 3, 1))[0]]


def padded(name: str) -> str:
    """Two-character names are stretched to three."""
    return f"{name[0]}  {name[1]}" if len(name) == 2 and not name.isascii() else name
