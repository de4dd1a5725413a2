"""What a person says about a sheet or a record: merged with what was said before, remembered by header, everything planned again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from qipan.core import audit
from qipan.core.models import User
from qipan.exchange import collecting, places, sheets, stored, understanding
from qipan.exchange.actions.reading import keep, replan
from qipan.exchange.actions.states import State, WrongState, act, anew, expect_preview, setting, summed, working
from qipan.exchange.models import Batch, Profile, Sheet
from qipan.exchange.reading import Corrections
from qipan.exchange.understanding import Understood


@collecting.paused()
@working
def correct(
    *, batch: Batch, index: int, said: Mapping[str, Any], by: User, at: datetime, remember: bool = True
) -> Sheet:
    """Corrections of one sheet: merged with those before, the sheet understood anew, everything planned again, remembered by header.

    `said`: any part of `stored.corrections_json`, or {"target": code}. Refuses nonsense with ValueError. A stop leaves the preview as it
    was.
    """
    corrections = sensible(batch=batch, index=index, said=said)
    with anew(batch):
        sheet = batch.sheets.get(index=index)
        target = str(said.get("target") or sheet.target)
        with places.staged(batch) as staged:
            made = setting(batch, by=by, at=at, records=batch.counts.get("records", 0))
            made.tick("understand", 0, 0)
            grid = staged.grid(index)
            one = understanding.again(grid, index, target, corrections, batch.on)
            records = sum(s.reading["records"] for s in batch.sheets.exclude(index=index)) + one.reading.record_count
            made = setting(batch, by=by, at=at, records=records)
            drafts = staged.drafts(but=index) + understanding.draft(one, grid, made, 0, records)
            drafts.sort(key=lambda d: (d.sheet, d.row))
            by_sheet = dict(batch.sheets.values_list("index", "target")) | {index: one.target}
            head = audit.head()[0]
            steps = understanding.plan(drafts, by_sheet, batch.answers, made)
            understanding.stage(staged, [one], steps)
        with transaction.atomic():
            keep(batch, [one])
            if remember and set(said) - {"rows"}:
                _remember(one, said, by)
            told = {"sheet": sheet.name, **stored.plain(dict(said))}
            audit.append([act("correct", batch, {"corrections": [None, told]})], by=by)
            now = audit.head()[0]
            summed(batch, steps, now if now == head + 1 else head)  # our own entry changes no record
    return batch.sheets.get(index=index)


def sensible(*, batch: Batch, index: int, said: Mapping[str, Any]) -> Corrections:
    """What stands once this is said too. Refuses a batch that is not open, an unknown sheet, and nonsense (ValueError)."""
    batch.refresh_from_db(fields=["state", "answers", "counts"])
    if batch.state not in (State.PREVIEW, State.CORRECTING):
        raise WrongState(batch.state)
    return stored.corrections_of(_merged(batch.sheets.get(index=index).corrections, said))


def _merged(before: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Parts that are tables are merged key by key, the rest is replaced; a header moved forgets columns told by their place."""
    merged = dict(before)
    if "header" in said or "kind" in said:
        merged |= {"columns": {}, "units": {}, "periods": {}}
    for name, value in said.items():
        if name in ("columns", "rows", "units", "periods", "cells", "defaults") and isinstance(value, Mapping):
            merged[name] = {**(merged.get(name) or {}), **{str(k): v for k, v in value.items()}}
            if name == "defaults":
                merged[name] = {k: v for k, v in merged[name].items() if v}
        elif name in ("header", "kind", "year"):
            merged[name] = value
    return merged


def _remember(one: Understood, said: Mapping[str, Any], by: User) -> None:
    """Kept under the header's words; what belongs to this file only (rows, a year) is left out by the profile itself."""
    profile = sheets.corrections_to_profile(one.reading, one.corrections)
    Profile.objects.update_or_create(
        fingerprint=one.reading.fingerprint, defaults={"target": one.target, "corrections": profile, "by": by}
    )


@collecting.paused()
@working
def answer(*, batch: Batch, answers: Mapping[str, str], by: User, at: datetime) -> Batch:
    """Answers to records' questions ("sheet:row:name" → choice; row "*" for the whole sheet); then everything is planned again.

    The answer "unit" to a doubtful unit corrects the column instead (the other unit, remembered).
    """
    batch.refresh_from_db(fields=["state", "answers", "counts"])
    with anew(batch):
        units = {key: value for key, value in answers.items() if value == "unit"}
        for key in units:
            _other_unit(batch, key, by, at)
        batch.answers = {**batch.answers, **{k: v for k, v in answers.items() if k not in units and v}}
        Batch.objects.filter(pk=batch.pk).update(answers=batch.answers)
        replan(batch=batch, by=by, at=at)
    return batch


_OTHER_UNITS = {
    "万元": ("亿元", "元"),
    "亿元": ("亿元", "万元"),
    "元": ("万元", "元"),
    "万美元": ("亿美元", "美元"),
    "亿美元": ("亿美元", "万美元"),
}


def _other_unit(batch: Batch, key: str, by: User, at: datetime) -> None:
    """ "0:12:unit:F" → column F of that sheet is read in the unit 10⁴ larger or smaller."""
    sheet, row, _unit, letters = key.split(":", 3)
    with places.staged(batch) as staged:
        step = staged.step_at(int(sheet), int(row))
    ask = next((a for a in step.asks if a.name == f"unit:{letters}"), None) if step else None
    if ask is None:
        return
    larger, smaller = _OTHER_UNITS.get(ask.values["unit"], (None, None))
    wanted = larger if abs(ask.values["old"]) > abs(ask.values["new"]) else smaller
    if wanted is None:
        raise ValueError(ask.values["unit"])
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    correct(batch=batch, index=int(sheet), said={"units": {str(column - 1): wanted}}, by=by, at=at)


def day(*, batch: Batch, on: date, by: User, at: datetime) -> Batch:
    """Another day of the report: the file is read anew, answers kept."""
    expect_preview(batch)
    Batch.objects.filter(pk=batch.pk).update(on=on, state=State.WAITING)
    batch.refresh_from_db()
    return batch
