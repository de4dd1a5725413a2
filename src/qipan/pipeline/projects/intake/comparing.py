"""A draft beside the project that is held: which fields, amounts, reports, steps and lights differ."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from qipan.exchange import matching
from qipan.exchange.targets import Step
from qipan.pipeline.projects.intake import fields as at
from qipan.pipeline.projects.intake.drafting import amount_name
from qipan.pipeline.projects.intake.links import shown
from qipan.pipeline.projects.models import Amount, LightReading, Milestone, Progress, Project

__all__ = ["Standing", "amount_name", "differences", "name_links", "stands"]
_LEFT_OUT = ("attention", "created_at", "updated_at", "light_reasons")
_FIELDS = tuple(f.attname for f in Project._meta.concrete_fields if f.attname not in _LEFT_OUT)
_AMOUNT = (
    "project_id",
    "kind",
    "since",
    "until",
    "label",
    "id",
    "minor",
    "currency",
    "precision",
    "raw",
    "unit",
    "source",
)
_LINK_IDS = frozenset(f"{link}_id" for link in at.LINKS)
_KEPT_WORDS = frozenset(
    {"planned_start_precision", "planned_end_precision", "start_precision", "end_precision", "production_precision"}
)


@dataclass(slots=True)
class Standing:
    """A project as it stands."""

    fields: dict[str, Any]
    amounts: dict[str, tuple[Any, ...]] = field(
        default_factory=dict
    )  # name → id, minor, currency, precision, raw, unit, source
    progress: dict[str, tuple[str, Decimal | None, str]] = field(
        default_factory=dict
    )  # until → words, percent, problems
    milestones: dict[str, tuple[date | None, str, str]] = field(default_factory=dict)  # name → planned, words, person
    lights: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # system, day → colour, comment


def stands(ids: Sequence[int]) -> dict[int, Standing]:
    """Five questions for any number of projects."""
    found = {row["id"]: Standing(row) for row in Project.objects.filter(pk__in=ids).values(*_FIELDS)}
    for pk, kind, since, until, label, *rest in Amount.objects.filter(project_id__in=ids).values_list(*_AMOUNT):
        name = " ".join(part for part in (kind, _iso(since), _iso(until), label) if part)
        found[pk].amounts[name] = tuple(rest)
    for pk, until, *rest in Progress.objects.filter(project_id__in=ids).values_list(
        "project_id", "until", "words", "percent", "problems"
    ):
        found[pk].progress[_iso(until)] = tuple(rest)  # type: ignore[assignment]
    for pk, name, *rest in Milestone.objects.filter(project_id__in=ids).values_list(
        "project_id", "name", "planned_on", "words", "person"
    ):
        found[pk].milestones[name] = tuple(rest)  # type: ignore[assignment]
    lights = LightReading.objects.filter(project_id__in=ids).exclude(system="qipan")
    for pk, system, on, *rest in lights.values_list("project_id", "system", "on", "colour", "comment"):
        found[pk].lights[system, _iso(on)] = tuple(rest)  # type: ignore[assignment]
    return found


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def differences(data: dict[str, Any], links: dict[str, Any], standing: Standing) -> dict[str, list[Any]]:
    """Field → [held, printed]. What the file leaves open changes nothing."""
    changes: dict[str, list[Any]] = {}
    held = standing.fields
    for name, value in (*list(data["f"].items()), *links.items()):
        stands = held.get(name)
        if value is None or value == "" or name in _KEPT_WORDS:
            continue
        if name in _LINK_IDS and stands is not None and name.removesuffix("_id") not in data.get("k", {}):
            continue  # concluded from other words: only where nothing is held
        if value == stands:
            continue
        if same(name, stands, value):
            better = matching.best_written(str(stands), value) if name == "name" else stands
            if better == stands:
                continue
            value = data["f"]["name"] = better
        changes[name] = [plain(stands), value]
    _follow_precision(changes, data["f"], held)
    for amount in data["a"]:
        name = amount_name(amount)
        there = standing.amounts.get(name)
        if there is None or there[1] != amount[5] or there[2] != amount[6]:
            changes[name] = [there[1] if there else None, amount[5]]
    _other_rows(changes, data, standing)
    extras = {path: text for path, text in data.get("x", {}).items() if held["extras"].get(path) != text}
    if extras:
        changes["extras"] = [{path: held["extras"].get(path) for path in extras}, extras]
    return changes


def _follow_precision(changes: dict[str, list[Any]], f: dict[str, Any], held: dict[str, Any]) -> None:
    """A precision changes with its date only, or when the same date became more exact."""
    for precision in _KEPT_WORDS & f.keys():
        day = precision.removesuffix("_precision")
        day = day if day in held else f"{day}_on"
        if f[precision] != held[precision] and (day in changes or day in f):
            changes[precision] = [held[precision], f[precision]]


def _other_rows(changes: dict[str, list[Any]], data: dict[str, Any], standing: Standing) -> None:
    for until, words, percent, problems in data.get("p", ()):
        there = standing.progress.get(until)
        if (
            there is None
            or loose(there[0]) != loose(words)
            or (percent is not None and not same("progress_percent", there[1], percent))
        ):
            changes[f"progress {until}"] = [there[0] if there else None, words]
        elif problems and there[2] != problems:
            changes[f"progress {until}"] = [there[2], problems]
    for name, planned, _precision, words, person, _unit in data.get("m", ()):
        step = standing.milestones.get(name)
        if (
            step is None
            or _iso(step[0]) != (planned or "")
            or loose(step[1]) != loose(words)
            or loose(step[2]) != loose(person)
        ):
            changes[f"milestone {name}"] = [_iso(step[0]) or step[1] if step else None, planned or words]
    if "l" in data:
        system, day, colour, comment, _cell = data["l"]
        light = standing.lights.get((system, day))
        if light is None or light[0] != colour or (comment and light[1] != comment):
            changes[f"light {system} {day}"] = [light[0] if light else None, colour]


def same(name: str, held: Any, value: Any) -> bool:
    """Do a held and a printed value mean the same?"""
    if held is None:
        return False
    if isinstance(held, Decimal):
        return held == Decimal(value).quantize(Decimal("0.01"))
    if isinstance(held, float):
        return abs(held - value) < 1e-9
    if isinstance(held, date):
        return held.isoformat() == value
    if isinstance(held, str) and isinstance(value, str) and held != value:
        return matching.stem(held) == matching.stem(value) if name == "name" else loose(held) == loose(value)
    return held == value


def loose(text: str) -> str:
    """Words that differ in width and blanks only are the same words."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return value


def name_links(differing: Sequence[tuple[Step, Standing]]) -> None:
    """Links are shown and kept in the history by name, under the link's own name."""
    wanted: dict[str, set[int]] = {}
    for step, _standing in differing:
        for name in _LINK_IDS & step.changes.keys():
            wanted.setdefault(name, set()).update(pk for pk in step.changes[name] if pk)
    if not wanted:
        return
    names = {name: shown(name.removesuffix("_id"), ids) for name, ids in wanted.items()}
    for step, _standing in differing:
        for name in _LINK_IDS & step.changes.keys():
            link = name.removesuffix("_id")
            old, new = step.changes.pop(name)
            step.changes[link] = [names[name].get(old), names[name].get(new) or step.draft.data["k"].get(link, "")]
