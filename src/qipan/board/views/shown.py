"""A run's result as pages draw it: ladder, prices, reasons, bars over time, load by month."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from qipan.board import measures, rules, words
from qipan.board.views.frame import Reader
from qipan.core import units
from qipan.delivery.factors import queries as factors
from qipan.delivery.factors import rules as factor_rules
from qipan.pipeline.projects import queries as projects

TONES = {"foundation": "build", "structure": "build", "equipment": "build", "commissioning": "run"}
WIDTH = 1000.0


def ladder(reader: Reader) -> list[dict[str, Any]]:
    """Each target: what the plan reaches, the tenths of the futures, each rung with its odds."""
    outlook = reader.result.get("outlook") or {}
    tenths = {name: figures for name, *figures in outlook.get("targets", ())}
    levels = {target: dict(tiers) for target, tiers in reader.result.get("rungs", {}).items()}
    odds: dict[str, list[Any]] = {}
    for target, tier, chance in outlook.get("rungs", ()):
        level = levels.get(target, {}).get(tier)
        odds.setdefault(target, []).append(
            {
                "rung": words.rung(tier),
                "level": "" if level is None else reader.figure_of(target, level),
                "chance": round(100 * chance),
            }
        )
    rows = []
    for target, reached in reader.result.get("reached", {}).items():
        if target == "completed" and not reader.sees_money:
            continue
        rows.append(
            {
                "label": words.indicator(target),
                "reached": reader.figure_of(target, reached),
                "tenths": [reader.figure_of(target, figure) for figure in tenths.get(target, ())],
                "rungs": [{**one, "tone": _tone(one["chance"])} for one in odds.get(target, ())],
            }
        )
    return rows


def _tone(chance: int) -> str:
    return "green" if chance >= 80 else "yellow" if chance >= 40 else "red"


def prices(reader: Reader) -> list[dict[str, str]]:
    """What more of a bottleneck brings, each re-solved before it is told."""
    found = []
    for one in reader.result.get("prices", ()):
        if one["factor"] not in reader.seen_factors:
            continue
        what = {
            "amount": reader.amount(one["factor"], one["amount"]),
            "factor": reader.factor(one["factor"]),
            "brings": reader.money(one["brings"]) if reader.sees_money else "",
            "valid": reader.amount(one["factor"], one["valid"]),
        }
        if one["brings"] <= 0:
            text = _("%(amount)s more of %(factor)s brings nothing that can be measured.")
        elif reader.sees_money:
            text = _("%(amount)s more of %(factor)s brings about %(brings)s, valid to about %(valid)s.")
        else:
            text = _("%(amount)s more of %(factor)s makes a better plan possible.")
        found.append({"text": text % what, "factor": one["factor"]})
    return found


def reason(reader: Reader, one: dict[str, Any]) -> str:
    """Why a project waits."""
    code, dearest = one["code"], one["dearest"]
    if code == "pinned":
        return _("taken out by a person")
    if code == "never":
        return _("cannot be carried out within the two years looked at")
    if code == "several":
        if not dearest:
            return _("several factors are short together")
        return _("several factors are short together, most of all %(factor)s") % {"factor": reader.factor(dearest)}
    if code == "price":
        what = {
            "value": reader.money(one["value"]),
            "price": reader.money(one["price"]),
            "factor": reader.factor(dearest),
        }
        if reader.sees_money:
            return (
                _("would bring %(value)s, but what it needs is worth %(price)s to others, most of it %(factor)s") % what
            )
        return _("what it needs is worth more to others, most of it %(factor)s") % what
    what = {"factor": reader.factor(dearest)}
    if dearest in reader.seen_factors or dearest.startswith("parcel:"):
        what["short"] = reader.amount(dearest, one["short"])
        if one.get("after") is not None:
            what["week"], what["day"] = str(one["after"] + 1), reader.day(one["after"])
            return _("needs %(short)s less of %(factor)s, or a start after week %(week)s (%(day)s)") % what
        return _("needs %(short)s less of %(factor)s") % what
    return _("%(factor)s is short") % what


def rejected(reader: Reader) -> list[tuple[Any, str]]:
    rows = [
        (reader.projects[one["project"]], reason(reader, one))
        for one in reader.result.get("reasons", ())
        if one["project"] in reader.projects
    ]
    return sorted(rows, key=lambda row: -(row[0].total_minor or 0))


def fixed(reader: Reader) -> list[dict[str, Any]]:
    """What people have decided and the plan had to keep, of the projects the reader sees."""
    found = [
        {"project": reader.projects[pin["project"]], "is_in": pin["accept"]}
        for pin in reader.result.get("pins", ())
        if pin["project"] in reader.projects and pin.get("accept") is not None
    ]
    return sorted(found, key=lambda one: one["project"].name)


def proof(reader: Reader) -> str:
    """How far the bound was recomputed by the second method."""
    certified, run = reader.result.get("certified"), reader.run
    if not reader.result.get("verified"):
        return ""
    if certified is None or certified <= (run.bound or 0):
        return _("The bound was recomputed from its prices by a second method.")
    gap = units.figure(rules.better(run.value or 0, certified), 1)
    return _(
        "A second method recomputed from the prices that no plan can be more than %(gap)s%% better; "
        "what is proven beyond that was found by search and not recomputed."
    ) % {"gap": gap}


def accepted(reader: Reader, parts: dict[str, Any]) -> list[dict[str, Any]]:
    """The projects taken that the reader sees, in the order they begin."""
    found = []
    for key, steps in reader.result.get("steps", {}).items():
        project = reader.projects.get(key)
        if project is None:
            continue
        options = dict(parts.get(key, {}).get("options", ()))
        found.append(
            {
                "project": project,
                "start": min(step[1] for step in steps),
                "begins": reader.day(min(step[1] for step in steps)),
                "ends": units.date_text(
                    rules.last_day(reader.run.origin, max(step[2] for step in steps)), "day", reader.language
                ),
                "parcel": reader.parcels.get(options.get("parcel", ""), ""),
                "bank": reader.factor(options["bank"]) if options.get("bank") in reader.seen_factors else "",
                "speed": str(words.OPTIONS.get(options.get("speed", ""), "")),
                "track": str(words.OPTIONS.get(options.get("track", ""), "")),
                "worth": reader.money(reader.result.get("worth", {}).get(key)) if reader.sees_money else "",
            }
        )
    return sorted(found, key=lambda row: (row["start"], row["project"].name))


def bars(reader: Reader, steps: list[Any], horizon: int) -> list[dict[str, Any]]:
    """A project's steps on a line of `WIDTH`."""
    scale = WIDTH / horizon
    return [
        {
            "x": f"{start * scale:.1f}",
            "width": f"{max(1.5, (end - start) * scale):.1f}",
            "tone": TONES.get(code, "paper"),
            "label": f"{words.step(code)}: {reader.day(start)} – "
            + units.date_text(rules.last_day(reader.run.origin, end), "day", reader.language),
        }
        for code, start, end in sorted(steps, key=lambda step: step[1])
    ]


def gantt(reader: Reader, by: str) -> list[dict[str, Any]]:
    """Rows with bars, grouped by park or by team; hidden projects are counted."""
    steps, horizon = reader.result.get("steps", {}), horizon_of(reader)
    teams = projects.care_teams(reader.projects.values(), reader.run.on) if by == "team" else {}
    groups: dict[str, list[Any]] = {}
    for key, own in steps.items():
        project = reader.projects.get(key)
        if project is None:
            continue
        over = {"park": project.park, "team": teams.get(project.pk) or project.lead_org or project.lead_org_text}.get(
            by
        )
        label = str(over) if over else "" if by == "project" else _("none named")
        groups.setdefault(label, []).append((min(step[1] for step in own), project.name, project, own))
    found = []
    for label in sorted(groups, key=lambda name: (-len(groups[name]), name)):
        rows = sorted(groups[label], key=lambda row: row[:2])
        spans = [(min(s[1] for s in own), max(s[2] for s in own)) for _s, _n, _p, own in rows]
        found.append(
            {
                "label": label,
                "count": len(rows),
                "at_once": max(rules.slots(spans)) + 1,
                "rows": [
                    {"project": p, "bars": bars(reader, own, horizon), "leader": str(p.leader or p.leader_text)}
                    for _s, _n, p, own in rows
                ],
            }
        )
    return found


def horizon_of(reader: Reader) -> int:
    return len(next(iter(reader.result.get("used", {}).values()), [0] * 104))


def axis(reader: Reader) -> list[dict[str, Any]]:
    """Quarters along the top; the planned year's end is marked."""
    horizon = horizon_of(reader)
    marks = []
    for first in factor_rules.months(reader.run.origin, horizon // 4):
        week = rules.week_of(reader.run.origin, first)
        if first.month % 3 == 1 and 0 <= week < horizon:
            marks.append(
                {
                    "x": f"{week * WIDTH / horizon:.1f}",
                    "percent": f"{100 * week / horizon:.1f}",
                    "label": units.date_text(first, "quarter", reader.language),
                    "is_year": first.month == 1,
                }
            )
    return marks


def load(reader: Reader) -> list[dict[str, Any]]:
    """Each factor: how full it is month by month, its share of the bound, the dearest first."""
    shares = {one["factor"]: one for one in reader.result.get("bottlenecks", ())}
    rows = []
    for name, used in reader.result.get("used", {}).items():
        if name not in reader.seen_factors:
            continue
        kind = name.partition(":")[0]
        adds_up = kind not in factor_rules.RETURNING
        there = reader.result["there"][name]
        months = list(
            zip(
                rules.by_month(reader.run.origin, used, last=adds_up),
                rules.by_month(reader.run.origin, there, last=adds_up),
                strict=True,
            )
        )
        cells = [
            {
                "x": at * 4,
                "height": round(24 * min(1.0, u / t if t else float(u > 0)), 1),
                "is_full": bool(u) and u >= 0.98 * t,
            }
            for at, ((_m, u), (_n, t)) in enumerate(months)
        ]
        full = sum(cell["is_full"] for cell in cells)
        rows.append(
            {
                "name": name,
                "label": reader.factor(name),
                "used": reader.amount(name, max(used)),
                "there": reader.amount(name, there[-1] if adds_up else max(there)),
                "share": round(100 * shares[name]["share"], 1) if name in shares else None,
                "full": full,
                "cells": [{**cell, "y": 25 - cell["height"]} for cell in cells],
                "width": len(cells) * 4,
                "months": months,
                "kind": kind,
            }
        )
    return sorted(rows, key=lambda row: (-(row["share"] or 0), -row["full"], row["label"]))


def load_chart(reader: Reader, row: dict[str, Any]) -> dict[str, Any]:
    """One factor's load against what there is, for the chart."""
    scale, unit = factors.shown_scale(row["kind"], reader.language)
    figure = lambda value: float(round(measures.measured(row["kind"], value) / scale, 2))  # noqa: E731
    return {
        "unit": unit,
        "periods": [units.date_text(month, "month", reader.language) for (month, _u), _t in row["months"]],
        "series": [
            {"name": _("In use"), "kind": "bar", "values": [figure(u) for (_m, u), _t in row["months"]]},
            {"name": _("There is"), "kind": "line", "values": [figure(t) for _u, (_m, t) in row["months"]]},
        ],
    }


def closing(trail: list[Any]) -> dict[str, Any] | None:
    """Value and bound closing in on each other, as two lines on a picture of 600 × 120."""
    points = [(seconds, value, bound) for seconds, value, bound in trail if bound is not None]
    if len(points) < 2:
        return None
    end = points[-1][0] or 1
    known = [value for _s, value, _b in points if value is not None]
    settled = [bound for _s, _v, bound in points]
    low = min(known or settled) * 0.98
    high = min(max(settled), max(settled[-1] * 1.25, max(known or [settled[-1]])))
    span = (high - low) or 1
    place = lambda s, figure: f"{6 + 588 * s / end:.1f},{112 - 104 * (min(figure, high) - low) / span:.1f}"  # noqa: E731
    return {
        "value": " ".join(place(s, v) for s, v, _b in points if v is not None),
        "bound": " ".join(place(s, b) for s, _v, b in points),
        "seconds": units.figure(end, 1),
        "gap": units.figure(rules.better(known[-1], settled[-1]), 1) if known and settled[-1] > 0 else "",
    }


def missing(reader: Reader) -> list[dict[str, Any]]:
    """What is not recorded, what was taken instead, where it is mended, for whom."""
    from django.urls import reverse

    rows = []
    for gap in reader.run.missing:
        sentence, where = words.MISSING[gap["code"]]
        values = gap["values"]
        about = values.get("indicator") and words.indicator(values["indicator"])
        if "kind" in values:
            about = str(dict(factors.Kind.choices).get(values["kind"], values["kind"]))
        rows.append(
            {
                "about": about or "",
                "text": sentence(values),
                "count": len(gap["projects"]),
                "projects": [reader.projects[key] for key in gap["projects"] if key in reader.projects],
                "hidden": reader.hidden(gap["projects"]),
                "href": reverse(where) if where else "",
            }
        )
    return sorted(rows, key=lambda row: -row["count"])
