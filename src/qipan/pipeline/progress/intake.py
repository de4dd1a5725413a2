"""How a round's workbook comes back: each row belongs to the line whose number it carries; the same rules as in the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qipan.core import audit, changes, units
from qipan.core.columns import Column, Kind
from qipan.exchange.reading import RecordReading, SheetReading
from qipan.exchange.simple import day, plain
from qipan.exchange.targets import CannotUndo, Done, Draft, Setting, Shown, Step
from qipan.pipeline.progress import actions, queries, rules
from qipan.pipeline.progress.ledger import ASKED, COLUMNS
from qipan.pipeline.progress.models import Line, Report
from qipan.territory.orgs import names
from qipan.territory.orgs.models import Organisation

TYPE = "progress.report"
_STORED = {"invested": "invested_minor", "cumulative": "cumulative_minor", "in_place": "in_place_minor"}
Finder = Callable[[str], int | None]
_KINDS = {column.key: column.kind for column in COLUMNS}


class ReportTarget:
    """See `exchange.targets.Target`. An empty cell leaves what was reported as it is; a verified line is left out and listed."""

    code = "progress"
    label = _("Reports of a round")
    ability = "projects.edit"
    columns: tuple[Column, ...] = COLUMNS
    required: tuple[str, ...] = ("line",)
    object_type = TYPE

    def drafter(self, reading: SheetReading, sheet: int, setting: Setting) -> Callable[[RecordReading], Draft]:
        def draft(record: RecordReading) -> Draft:
            data: dict[str, Any] = {}
            cells: dict[str, str] = {}
            for key, values in record.values.items():
                value = next((v for v in values if v.value is not None), None)
                if value is not None and key in _KINDS:
                    data[key] = plain(value, _KINDS[key])
                    if value.cell:
                        cells[_STORED.get(key, key)] = value.cell
            return Draft(sheet, record.row, str(data.get("name", "")), data, cells)

        return draft

    def plan(self, drafts: Sequence[Draft], answers: Mapping[str, str], setting: Setting) -> list[Step]:
        lines = _lines(drafts, setting)
        find = names.organisation_index().find
        before = _periods_before(lines.values())
        seen: set[int] = set()
        steps = []
        for draft in drafts:
            line = lines.get(str(draft.data.get("line", "")).strip())
            step = self._step(draft, line, find, before)
            if line is not None and step.state == "new" and timezone.localdate(setting.at) > line.schedule.closes_on:
                step.remarks.append({"code": "report_late"})
            if line is not None and step.state in ("new", "changed"):
                step = Step(draft, "skip", why="twice") if line.pk in seen else step
                seen.add(line.pk)
            steps.append(step)
        return steps

    def _step(self, draft: Draft, line: Line | None, find: Finder, before: Mapping[int, rules.Figures]) -> Step:
        if line is None:
            return Step(draft, "skip", why="line_unknown" if draft.data.get("line") else "required")
        report = queries.report_of(line)
        if report is not None and report.state == Report.State.VERIFIED:
            return Step(draft, "skip", why="report_verified")
        values = _values(draft, find)
        if not values:
            return Step(draft, "unchanged")
        values = queries.filled(values, line, before.get(line.pk))
        said = rules.remarks(queries.read(values, line), before.get(line.pk), line.project.total_minor)
        remarks = [{"code": f"report_{one['code']}"} for one in said]
        held = {name: _held(report, name) for name in values}
        differing = {
            name: [audit.plain(held[name]), audit.plain(value)] for name, value in values.items() if held[name] != value
        }
        if report is None:
            return Step(draft, "new", changes=differing, remarks=remarks)
        state = "changed" if differing or report.state == Report.State.RETURNED else "unchanged"
        return Step(draft, state, report.pk, str(report.key), report.version, differing, why="code", remarks=remarks)

    def apply(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        find = names.organisation_index().find
        lines = _lines([step.draft for step in steps], setting)
        periods = _periods_before(lines.values())
        for number, step in enumerate(steps):
            line = lines.get(str(step.draft.data.get("line", "")).strip())
            if step.state in ("new", "changed") and line is not None and setting.by is not None:
                old = queries.report_of(line)
                before = _before(old) if old else {}
                values = _linked(queries.filled(_values(step.draft, find), line, periods.get(line.pk)))
                source = setting.source(step.draft)
                made = actions.submit(line=line, by=setting.by, at=setting.at, values=values, source=source)
                made = Report.objects.get(pk=made.pk)
                what, where = "changed" if old else "created", (step.draft.sheet, step.draft.row)
                yield Done(what, TYPE, made.pk, str(made.key), str(made)[:300], made.version, *where, before)
            setting.tick("write", number + 1, len(steps))

    def standing(self, object_type: str, ids: Sequence[int]) -> dict[int, int]:
        return dict(Report.objects.filter(pk__in=ids).values_list("pk", "version"))

    def undo(self, done: Iterable[Done], setting: Setting) -> int:
        count = 0
        verified: list[str] = []
        source = {"batch": setting.batch, "file": setting.file, "undo": True}
        for act in done:
            report = Report.objects.select_related("line__project").get(pk=act.object_id)
            if report.state == Report.State.VERIFIED:
                verified.append(act.name)
            elif act.what == "created":
                actions.withdraw(report=report, reason=setting.file, by=setting.by, source=source)
            else:
                changes.change(report, by=setting.by, values=_restored(act.before), action="undo", source=source)
            count += 1
        if verified:
            raise CannotUndo(verified)
        return count

    def show(self, name: str, value: Any, language: str) -> Shown:
        key = next((key for key, stored in _STORED.items() if stored == name), name)
        column = next((column for column in ASKED if column.key == key), None)
        if column is None:
            return Shown(name, str(value or ""))
        text = "" if value is None else str(value)
        if column.kind is Kind.MONEY and value is not None:
            text = units.money_text(int(value), language=language)
        elif name == "problem_org" and value:
            text = str(Organisation.objects.filter(pk=value).first() or "")
        return Shown(str(column.label), text, column.secrecy)

    def current(
        self, drafts: Sequence[Draft], ids: Sequence[int], fields: Mapping[str, str]
    ) -> dict[tuple[int, int], dict[str, Any]]:
        return {}

    def url(self, object_type: str, key: str) -> str:
        report = Report.objects.filter(key=key).select_related("line__schedule").first()
        return reverse("progress:round", args=[report.line.schedule.key]) if report else ""


def _lines(drafts: Sequence[Draft], setting: Setting) -> dict[str, Line]:
    """Line number as written → the line, as far as the sender may report on it and its round has begun."""
    keys = []
    for draft in drafts:
        try:
            keys.append(UUID(str(draft.data.get("line", "")).strip()))
        except ValueError:
            continue
    rows = queries.reported_by(setting.by).filter(key__in=keys, schedule__opens_on__lte=timezone.localdate(setting.at))
    linked = ("schedule", "project", "organisation", "report")
    return {str(line.key): line for line in rows.select_related(*linked)}


def _periods_before(lines: Iterable[Line]) -> dict[int, rules.Figures]:
    """Line → what stood at the end of the period before its round."""
    rounds: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        rounds[line.schedule_id].append(line)
    found: dict[int, rules.Figures] = {}
    for own in rounds.values():
        before = queries.before(own[0].schedule, [line.project_id for line in own])
        found |= {line.pk: before[line.project_id] for line in own if line.project_id in before}
    return found


def _values(draft: Draft, find: Finder) -> dict[str, Any]:
    """What the row says, as stored; an organisation nobody knows is said in words, never lost."""
    found: dict[str, Any] = {}
    for column in ASKED:
        value = draft.data.get(column.key)
        if value in (None, ""):
            continue
        if column.kind is Kind.MONEY:
            found[_STORED[column.key]] = int(value)
        elif column.kind is Kind.PERCENT:
            found["percent"] = Decimal(value).quantize(Decimal("0.01"))
        elif column.kind is Kind.DATE:
            if (on := day(value)) is not None:
                found[column.key] = on
        elif column.key == "problem_org":
            pk = find(str(value))
            if pk is not None:
                found["problem_org"] = pk
            else:
                found["problem"] = f"{draft.data.get('problem', '')}（{value}）"
        else:
            found.setdefault(column.key, str(value).strip())
    return found


def _linked(values: dict[str, Any]) -> dict[str, Any]:
    if "problem_org" in values:
        values["problem_org"] = Organisation.objects.get(pk=values["problem_org"])
    return values


def _held(report: Report | None, name: str) -> Any:
    if report is None:
        return None
    return getattr(report, "problem_org_id" if name == "problem_org" else name)


def _before(report: Report) -> dict[str, Any]:
    names_of = (*actions.FIELDS, "state", "is_late", "reason")
    kept = {name: audit.plain(_held(report, name)) for name in names_of}
    return kept | {
        "reported_by": report.reported_by_id,
        "reported_at": report.reported_at.isoformat(),
        "source": report.source,
    }


def _restored(before: Mapping[str, Any]) -> dict[str, Any]:
    values = {}
    for name, value in before.items():
        field = Report._meta.get_field(name)
        if field.is_relation:
            values[name] = field.related_model._default_manager.get(pk=value) if value else None  # type: ignore[union-attr]
        else:
            values[name] = field.to_python(value)
    return values


TARGET = ReportTarget()
