"""How the chain map is let in: chains by name, segments by chain and name, with the local firms that stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from qipan.core import changes
from qipan.core.models import User
from qipan.exchange.simple import Field, Finder, SimpleTarget
from qipan.exchange.targets import Done, Draft, Setting, Shown, Step
from qipan.exchange.within import WithinTarget
from qipan.territory.chains import actions, ledger, queries
from qipan.territory.chains.models import Chain, Segment
from qipan.territory.companies import queries as companies
from qipan.territory.companies import rules as company_rules
from qipan.territory.companies.models import Company
from qipan.territory.orgs import names

_BETWEEN = re.compile(r"[、;；\n，]|,(?!\s*(?:Ltd|Inc|Co|LLC)\b)")
_YES = {"是", "有", "缺", "缺口", "yes", "y", "true", "1", "√"}


def _delete(*, by: User | None, record: Any, reason: str, source: Any) -> None:
    changes.delete(record, by=by, reason=reason, source=source)


def _firm_finder() -> Finder:
    index = companies.company_index()
    return lambda text: index.get(company_rules.plain_name(text))


def firm_names(text: str) -> list[str]:
    """ "甲公司、乙公司" as two; the comma of "Co., Ltd." does not part them."""
    return [part.strip() for part in _BETWEEN.split(text or "") if part.strip()]


CHAINS = SimpleTarget(
    code="chains",
    page="chains:detail",
    label=_("Chains"),
    ability="chains.edit",
    columns=ledger.CHAINS,
    model=Chain,
    fields={
        "name": Field("name"),
        "chief": Field("chief", finder=lambda: names.person_index().find),
        "lead_org": Field("lead_org", finder=lambda: names.organisation_index().find),
        "leader_firm": Field("leader_firm", finder=_firm_finder),
        "notes": Field("notes"),
    },
    keys=(("name",),),
    create=lambda *, by, source, **values: actions.open_chain(by=by, source=source, **values),
    change=lambda *, by, record, values, source: actions.change_chain(
        by=by, chain=record, values=values, source=source
    ),
    delete=_delete,
)


class SegmentTarget(WithinTarget):
    """A segment with its firms. Firms named in the file join those held; none is taken away by a file."""

    def _stored(self, draft: Draft, finders: Mapping[str, Finder]) -> dict[str, Any]:
        values = super()._stored(draft, finders)
        values.pop("companies", None)
        return values

    def plan(self, drafts: Sequence[Draft], answers: Mapping[str, str], setting: Setting) -> list[Step]:
        steps = super().plan(drafts, answers, setting)
        find = _firm_finder()
        held = _placed()
        for step in steps:
            if step.state in ("unchanged", "changed"):
                missing = _named(step.draft, find) - held.get(step.object_id or 0, set())
                if missing:
                    step.changes["companies"] = [
                        None,
                        sorted(Company.objects.filter(pk__in=missing).values_list("name", flat=True)),
                    ]
                    step.state = "changed"
        return steps

    def apply(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        find = _firm_finder()
        drafts = {(s.draft.sheet, s.draft.row): s.draft for s in steps}
        for done in super().apply(steps, setting):
            if done.before.get("made_along"):
                yield done
                continue
            segment = Segment.objects.get(pk=done.object_id)
            before = set(segment.companies.values_list("pk", flat=True))
            wanted = before | _named(drafts[done.sheet, done.row], find)
            if wanted != before:
                done.before = {**done.before, "companies": sorted(before)}
                actions.place(by=setting.by, segment=segment, companies=Company.objects.filter(pk__in=wanted))
            yield done

    def show(self, name: str, value: Any, language: str) -> Shown:
        if name == "companies":
            return Shown(str(_("local firms")), " · ".join(value or []))
        return super().show(name, value, language)

    def undo(self, done: Iterable[Done], setting: Setting) -> int:
        acts = list(done)
        for act in acts:
            firms = act.before.pop("companies", None)
            if firms is not None and act.what == "changed":
                segment = Segment.objects.get(pk=act.object_id)
                actions.place(by=setting.by, segment=segment, companies=Company.objects.filter(pk__in=firms))
        return super().undo(acts, setting)


def _named(draft: Draft, find: Finder) -> set[int]:
    return {pk for name in firm_names(str(draft.data.get("companies", ""))) if (pk := find(name))}


def _placed() -> dict[int, set[int]]:
    held: dict[int, set[int]] = {}
    for segment_id, company_id in Segment.companies.through.objects.values_list("segment_id", "company_id"):
        held.setdefault(segment_id, set()).add(company_id)
    return held


def _chain(text: str) -> int | None:
    """Asked anew for each row: the sheet before may have made it."""
    return queries.chain_index().find(text)


SEGMENTS = SegmentTarget(
    code="segments",
    label=_("Chain segments"),
    ability="chains.edit",
    columns=ledger.SEGMENTS,
    model=Segment,
    fields={
        "name": Field("name"),
        "chain": Field("chain", finder=lambda: _chain),
        "position": Field("position"),
        "is_gap": Field("is_gap", read=lambda text: str(text).strip().lower() in _YES),
        "targets": Field("targets"),
        "companies": Field("companies"),
    },
    keys=(("chain", "name"),),
    required=("name", "chain"),
    within="chain",
    make=lambda *, by, name, source: actions.open_chain(by=by, name=name, source=source),
    create=lambda *, by, source, **values: actions.add_segment(by=by, source=source, **values),
    change=lambda *, by, record, values, source: actions.change_segment(
        by=by, segment=record, values=values, source=source
    ),
    delete=_delete,
    held=lambda: Segment.objects.select_related("chain"),
)
