"""One project on two sheets is one record: the second fills what the first leaves open; where they disagree, it is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qipan.exchange.targets import Ask, Choice, Draft, Step
from qipan.pipeline.projects.intake import fields as at
from qipan.pipeline.projects.intake.drafting import amount_name

_FREE = frozenset(
    {"notes", "problems", "next_steps", "progress_words", "content", "year_goal", "period_text"}
)  # words may differ


def merge(lead: Step, other: Draft, answers: Mapping[str, str]) -> None:
    """Take the other draft's facts into the first one."""
    mine, theirs = lead.draft.data, other.data
    for field, value in theirs["f"].items():
        held = mine["f"].get(field)
        if held is None:
            mine["f"][field] = value
        elif field == "stage" and at.STAGE_ORDER[value] > at.STAGE_ORDER[held]:
            mine["f"]["stage"] = value
        elif held != value and field not in _FREE:
            lead.remarks.append(
                {"code": "sheets_differ", "field": field, "other": value, "sheet": other.sheet, "row": other.row + 1}
            )
    for link, words in theirs.get("k", {}).items():
        mine.setdefault("k", {}).setdefault(link, words)
    _amounts(lead, other, answers)
    for part in ("p", "m"):
        known = {item[0] for item in mine.get(part, ())}
        mine.setdefault(part, []).extend(item for item in theirs.get(part, ()) if item[0] not in known)
    if "l" in theirs:
        mine.setdefault("l", theirs["l"])
    for path, text in theirs.get("x", {}).items():
        mine.setdefault("x", {}).setdefault(path, text)


def _amounts(lead: Step, other: Draft, answers: Mapping[str, str]) -> None:
    """One amount a slot; two figures for one slot are a question."""
    held = {amount_name(amount): amount for amount in lead.draft.data["a"]}
    for amount in other.data["a"]:
        name = amount_name(amount)
        mine = held.get(name)
        if mine is None:
            lead.draft.data["a"].append(amount)
            held[name] = amount
        elif mine[5] != amount[5]:
            _disagree(lead, other, name, mine, amount, answers)


def _disagree(
    lead: Step, other: Draft, name: str, mine: list[Any], amount: list[Any], answers: Mapping[str, str]
) -> None:
    ask = f"twice:{name}"
    answer = answers.get(f"{lead.draft.sheet}:{lead.draft.row}:{ask}")
    if answer == "other":
        mine[5:] = amount[5:]
    elif answer != "first":
        values = {
            "field": name,
            "old": mine[5],
            "new": amount[5],
            "currency": mine[6],
            "sheet": other.sheet,
            "row": other.row + 1,
        }
        choices = [
            Choice("first", "keep_first", {"value": mine[5]}),
            Choice("other", "take_other", {"value": amount[5]}),
        ]
        lead.asks.append(Ask(ask, "sheets_disagree", values, choices))
