"""What the chart draws of a chain, and the coverage as a sum a reader can check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext

from qipan.core import units
from qipan.territory.chains import rules
from qipan.territory.chains.queries import Place, Seen
from qipan.territory.chains.words import STATE_LABELS, STATE_MEANINGS, STATE_TONES


def words(place: Place) -> str:
    """How a node stands in a few words, below its name."""
    if place.firms and place.state != "weak":
        return ngettext("%(n)s firm", "%(n)s firms", place.firms) % {"n": place.firms}
    if place.wanted:
        return ngettext("%(n)s firm wanted", "%(n)s firms wanted", place.wanted) % {"n": place.wanted}
    return str(STATE_LABELS[place.state])


def drawn(seen: Seen) -> dict[str, Any]:
    """Columns, segments and nodes, as plain data."""
    columns = [
        {
            "label": column.label,
            "segments": [
                {
                    "name": "" if row.is_plain else row.segment.name,
                    "nodes": [
                        {
                            "key": str(place.node.key),
                            "name": place.node.name,
                            "state": place.state,
                            "label": str(STATE_LABELS[place.state]),
                            "words": words(place),
                            "direction": str(place.action_label),
                            "isKey": place.node.is_key,
                        }
                        for place in row.places
                    ],
                }
                for row in column.rows
            ],
        }
        for column in seen.columns
    ]
    return {"columns": columns}


@dataclass(frozen=True, slots=True)
class Line:
    """One state in the sum: how many nodes of which weight, worth what."""

    state: str
    label: Any
    meaning: str
    tone: str
    count: int
    key_count: int
    worth: int
    points: int


@dataclass(frozen=True, slots=True)
class Formula:
    lines: list[Line]
    reached: int
    most: int
    percent: float | None
    key_weight: int
    other_weight: int
    source: str


def formula(seen: Seen) -> Formula:
    """The score taken apart by state; the points of the lines add up to what was reached."""
    figures, parts = seen.figures, seen.coverage.parts
    key_weight, other = figures["weight"]["key"], figures["weight"]["other"]
    lines = []
    for state in rules.STATES:
        mine = [place for place in seen.places if place.state == state]
        lines.append(
            Line(
                state,
                STATE_LABELS[state],
                str(STATE_MEANINGS[state]) % {"firms": figures["firms_for_held"]},
                STATE_TONES[state],
                len(mine),
                sum(place.node.is_key for place in mine),
                figures["worth"][state],
                sum(part.weight * part.worth for part in parts if part.state == state),
            )
        )
    coverage = seen.coverage
    return Formula(lines, coverage.reached, coverage.most, coverage.percent, key_weight, other, _source(figures))


def _source(figures: Mapping[str, Any]) -> str:
    """Where the figures come from; the shipped ones say so in either language."""
    is_chinese = units.is_chinese(get_language() or "en")
    return str(figures.get("source", "") if is_chinese else figures.get("source_en") or figures.get("source", ""))
