"""What `qipan import` and `qipan export` do: the same reading, planning and writing as the pages, said as text or JSON.

Exit codes: 0 clean · 1 something is open or was left out · 2 refused or not readable.
"""

from __future__ import annotations

import hashlib
import json as jsons
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from django.utils import timezone
from django.utils.translation import gettext as _

from qipan.core.models import User
from qipan.exchange import actions, export, places, reader, report, targets, understanding, writer
from qipan.exchange.models import Batch
from qipan.exchange.refusal import Refusal
from qipan.exchange.targets import Setting

CLEAN, OPEN, REFUSED = 0, 1, 2


class NoSuchUser(Exception):
    """The account named on the command line is not there."""


def run_import(
    paths: Iterable[Path | str], *, preview: bool = True, apply: bool = False, json: bool = False, user: str | None = None,
    on: date | None = None, out: TextIO | None = None,
) -> int:  # fmt: skip
    """Preview writes nothing to the database; apply writes what has no open question and lists the rest."""
    out = out or sys.stdout
    try:
        by = _user(user)
    except NoSuchUser:
        print(_("There is no account “%(name)s”.") % {"name": user}, file=sys.stderr)
        return REFUSED
    one: Callable[[Path], tuple[dict[str, Any], int]]
    one = (lambda path: _applied(path, by, on)) if apply else (lambda path: previewed(path, by, on))
    reports, codes = [], []
    for path in map(Path, paths):
        made, code = one(path)
        reports.append(made)
        codes.append(code)
        if not json:
            print(report.text(made), file=out)
    if json:
        jsons.dump({"files": reports}, out, ensure_ascii=False, indent=1)
        out.write("\n")
    return max(codes, default=CLEAN)


def _user(name: str | None) -> User | None:
    if not name:
        return None
    found = User.objects.filter(username=name, is_active=True).first()
    if found is None:
        raise NoSuchUser(name)
    return found


def previewed(path: Path, by: User | None = None, on: date | None = None) -> tuple[dict[str, Any], int]:
    """One file as the preview page shows it. Reads the database, writes nothing."""
    on = on or places.day_of(path.name, timezone.localdate())
    try:
        workbook = reader.read(path, path.name)
    except (Refusal, OSError) as refused:
        return _refused(path, refused), REFUSED
    found = understanding.understand(workbook, actions.profiles(), on)
    records = sum(one.reading.record_count for one in found)
    names = {one.index: one.reading.sheet for one in found}
    setting = Setting("", path.name, on, timezone.now(), by, names, with_cells=records <= understanding.CELLS_KEPT_TO)
    drafts: list[targets.Draft] = []
    for one in found:
        drafts += understanding.draft(one, workbook.grids[one.index], setting)
    steps = understanding.plan(drafts, {one.index: one.target for one in found}, {}, setting)
    made = report.of(workbook, found, steps, on)
    return made, OPEN if made["questions"] else CLEAN


def _refused(path: Path, refused: Exception) -> dict[str, Any]:
    why = refused.sentence(_) if isinstance(refused, Refusal) else str(refused)
    return {"file": path.name, "refused": why, "code": getattr(refused, "code", "unreadable")}


def _applied(path: Path, by: User | None, on: date | None) -> tuple[dict[str, Any], int]:
    """Receive, read and apply one file; rows with questions are set aside and listed."""
    try:
        batch = actions.receive_path(path=path, by=by, on=on)
    except OSError as refused:
        return _refused(path, refused), REFUSED
    actions.read(batch=batch, at=timezone.now())
    if batch.state != Batch.State.PREVIEW:
        refusal = Refusal(batch.refusal.get("code", "damaged"), batch.refusal.get("values"))
        return _refused(path, refusal) | {"batch": str(batch.key)}, REFUSED
    with places.staged(batch) as staged:
        left = [report.step(step) for step in staged.steps(state="question")]
    asked = actions.open_questions(batch)
    actions.apply(batch=batch, by=by, at=timezone.now(), set_aside=True)
    made = {"file": path.name, "batch": str(batch.key), "counts": batch.counts, "left_out": left, "questions": asked}
    return made, OPEN if asked else CLEAN


def run_export(
    out: Path | str, *, like: Path | str | None = None, ledger: str = "projects", user: str | None = None
) -> int:
    """A ledger as a workbook (or CSV, by the file's ending), or a form that was imported filled with today's values."""
    try:
        by = _user(user)
    except NoSuchUser:
        return _say(_("There is no account “%(name)s”.") % {"name": user})
    return _like(Path(out), Path(like)) if like else _ledger(Path(out), ledger, by)


def _say(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return REFUSED


def _like(out: Path, form: Path) -> int:
    """The form must be one that was imported: its hash tells which."""
    try:
        digest = _hash(form)
    except OSError as error:
        return _say(str(error))
    batch = Batch.objects.filter(sha256=digest, state=Batch.State.APPLIED).order_by("-pk").first()
    if batch is None:
        return _say(
            _("“%(name)s” was not imported, so nobody knows which cell is which. Import it first.")
            % {"name": form.name}
        )
    out.write_bytes(export.back_into_form(batch).content)
    return CLEAN


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _ledger(out: Path, code: str, by: User | None) -> int:
    target = targets.get(code)
    table = getattr(target, "table", None)
    if table is None:
        return _say(_("There is no ledger “%(name)s” to export.") % {"name": code})
    if by is None:
        return _say(_("Say with --user whose view is exported."))
    columns, headers, rows = table(by)
    if out.suffix.lower() == ".csv":
        with out.open("wb") as file:
            writer.write_csv(file, columns, rows, headers=headers)
    else:
        writer.write_xlsx(out, columns, rows, headers=headers)
    return CLEAN
