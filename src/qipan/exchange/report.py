"""What the preview shows, as plain data and as text: per sheet header, columns, rows by class, records, sums, complaints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from qipan.exchange import sentences, stored, understanding
from qipan.exchange.grid import Workbook, column_letters
from qipan.exchange.sheetview import CLASSES, KINDS
from qipan.exchange.targets import Step, ask_key
from qipan.exchange.understanding import Understood


def of(workbook: Workbook, found: Sequence[Understood], steps: Sequence[Step], on: date) -> dict[str, Any]:
    """The whole file. Rows, columns and header rows are counted as in the sheet: from 1, columns by letters."""
    sheets = [_sheet(one, [step for step in steps if step.draft.sheet == one.index]) for one in found]
    counts = understanding.counted(list(steps))
    asked = sum(1 for sheet in sheets for c in sheet["complaints"] if c["severity"] == "question")
    return {
        "file": workbook.filename,
        "sha256": workbook.sha256,
        "format": workbook.format,
        "on": on.isoformat(),
        "remarks": list(workbook.remarks),
        "counts": counts,
        "questions": counts["questions"] + asked,
        "sheets": sheets,
    }


def _sheet(one: Understood, steps: Sequence[Step]) -> dict[str, Any]:
    reading = one.reading
    kept = stored.reading_json(reading)
    rows: dict[str, list[int]] = {}
    for row in reading.rows:
        rows.setdefault(str(row.kind), []).append(row.index + 1)
    columns = [
        {**c, "letter": column_letters(c["index"]), "unit": c["unit"]["text"] if c["unit"] else None}
        for c in kept["columns"]
        if any(c["path"]) or c["target"]
    ]
    return {
        "name": reading.sheet,
        "kind": str(reading.kind),
        "target": one.target,
        "title": reading.title,
        "remembered": one.is_remembered,
        "header": [n + 1 for n in reading.header] if reading.header else None,
        "columns": columns,
        "rows": rows,
        "defaults": kept["defaults"],
        "cells": kept["cells"],
        "records": [step(s) for s in steps],
        "subtotals": [{**s, "row": s["row"] + 1} for s in kept["subtotals"]],
        "complaints": [_complaint(c) for c in kept["complaints"]],
    }


def _complaint(one: dict[str, Any]) -> dict[str, Any]:
    why, advice = sentences.complaint(one["code"], one["values"])
    row = None if one["row"] is None else one["row"] + 1
    column = None if one["column"] is None else column_letters(one["column"])
    return {**one, "row": row, "column": column, "why": why, "advice": advice}


def step(one: Step) -> dict[str, Any]:
    """A record as read and what would become of it."""
    asked = [
        {
            "key": ask_key(one.draft, ask),
            "code": ask.code,
            "values": stored.plain(ask.values),
            "choices": [c.value for c in ask.choices],
        }
        for ask in one.asks
    ]
    return {
        "row": one.draft.row + 1,
        "name": one.draft.name,
        "state": one.state,
        "why": one.why,
        "key": one.object_key,
        "values": one.draft.data,
        "cells": one.draft.cells,
        "changes": stored.plain(one.changes) if one.state != "new" else {},
        "questions": asked,
        "remarks": one.remarks,
    }


def text(made: dict[str, Any]) -> str:
    """The same for a person at a terminal."""
    if "refused" in made:
        return f"{made['file']}: {made['refused']}"
    if "sheets" not in made:
        return _applied(made)
    lines = [f"{made['file']} ({made['format']}, {made['on']})", f"  {_counts(made['counts'])}"]
    for sheet in made["sheets"]:
        lines += _sheet_lines(sheet)
    return "\n".join(lines)


def _counts(counts: dict[str, Any]) -> str:
    words = {
        "new": _("%(count)s new"),
        "changed": _("%(count)s changed"),
        "unchanged": _("%(count)s unchanged"),
        "question": _("%(count)s with questions"),
        "skip": _("%(count)s left out"),
        "merged": _("%(count)s rows of the same records"),
    }
    return " · ".join(word % {"count": counts[key]} for key, word in words.items() if counts.get(key))


def _applied(made: dict[str, Any]) -> str:
    written = made["counts"].get("written", {})
    lines = [
        _("%(file)s: %(created)s created, %(changed)s changed, %(left)s left out")
        % {
            "file": made["file"],
            "created": written.get("created", 0),
            "changed": written.get("changed", 0),
            "left": len(made["left_out"]),
        }
    ]
    return "\n".join(
        lines
        + [
            f"  {one['row']}: {one['name']} – {', '.join(q['code'] for q in one['questions'])}"
            for one in made["left_out"]
        ]
    )


def _sheet_lines(sheet: dict[str, Any]) -> list[str]:
    kind = KINDS.get(sheet["kind"], sheet["kind"])
    header = "–".join(map(str, sheet["header"])) if sheet["header"] else "–"
    lines = [f"  [{sheet['name']}] {kind} · {_('header rows')} {header}"]
    for column in sheet["columns"]:
        meaning = column["target"] or _("extra")
        unit = f" ({column['unit']})" if column["unit"] else ""
        lines.append(f"    {column['letter']:>3}  {'/'.join(column['path'])} → {meaning}{unit}")
    for name, rows in sheet["rows"].items():
        lines.append(f"    {CLASSES.get(name, name)}: {_ranges(rows)}")
    for one in sheet["subtotals"]:
        state = _("agrees") if one["reconciled"] else _("differs") if one["tested"] else _("not tested")
        lines.append(
            f"    Σ {one['row']} {one['label']}: {one['declared_count'] or '–'} / {one['found_count']} · {state}"
        )
    for one in sheet["complaints"]:
        lines.append(f"    ! {one['column'] or ''}{one['row'] or ''} {one['why']} {one['advice']}".rstrip())
    for one in sheet["records"]:
        marks = ", ".join([one["state"], *(q["code"] for q in one["questions"])])
        lines.append(f"    {one['row']:>6}  {one['name']} [{marks}]")
    return lines


def _ranges(rows: Sequence[int]) -> str:
    """[1, 2, 3, 7] → "1–3, 7"."""
    parts: list[list[int]] = []
    for row in rows:
        if parts and row == parts[-1][-1] + 1:
            parts[-1][1:] = [row]
        else:
            parts.append([row])
    return ", ".join("–".join(map(str, part)) for part in parts)
