"""What applying would do to the projects: matched in bulk, compared field by field, doubts asked. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from qipan.core import audit
from qipan.core.models import AuditEntry
from qipan.exchange import matching
from qipan.exchange.targets import Ask, Choice, Draft, Setting, Step
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.intake import checking, comparing, judging, merging
from qipan.pipeline.projects.intake import fields as at
from qipan.pipeline.projects.intake.links import Links, values
from qipan.pipeline.projects.models import Project
from qipan.territory.companies import rules as firms

TYPE = "projects.project"
CHUNK = 500
_IDENTITY = (
    "pk", "name", "code", "external_id", "owner_text", "owner__name", "investor", "lead_org_text", "lead_org__name",
    "region_text", "region__name", "total_minor",
)  # fmt: skip


def plan(drafts: Sequence[Draft], answers: Mapping[str, str], setting: Setting) -> list[Step]:
    """One step a draft, in order."""
    setting.tick("match", 0, len(drafts))
    steps = _matched(drafts, answers, setting)
    links = Links.held()
    leads = [step for step in steps if step.state == "held"]
    _compare(leads, links, answers, setting)
    judging.new([step for step in steps if step.state == "new"], setting)
    checking.remark([step for step in steps if step.state != "skip"], setting)
    return steps


def held(setting: Setting) -> Iterator[matching.Identity]:
    """Every project the importer reaches, as it is matched."""
    within = queries.visible_to(setting.by) if setting.by is not None else Project.objects.all()
    for row in within.order_by("pk").values_list(*_IDENTITY).iterator(chunk_size=5000):
        pk, name, code, external, owner, owner_name, investor, org, org_name, region, region_name, total = row
        parties = _plain_set(owner, owner_name, investor)
        yield matching.Identity(
            pk, name, code or "", external, parties, _words_set(org, org_name, region, region_name), total
        )


def identity(draft: Draft) -> matching.Identity:
    """A draft as it is matched."""
    f, k = draft.data["f"], draft.data.get("k", {})
    amount = next((a for a in draft.data["a"] if a[0] == "total" and a[1] is None and a[2] is None), None)
    total = amount[5] if amount else None
    printed = amount[7] if amount else draft.data.get("x", {}).get("total", "")
    parties = _plain_set(k.get("owner"), f.get("investor"))
    place = _words_set(k.get("lead_org"), k.get("region"))
    ref = (draft.sheet, draft.row)
    return matching.Identity(
        ref, draft.name, f.get("code", ""), f.get("external_id", ""), parties, place, total, draft.sheet, printed
    )


def _plain_set(*names: str | None) -> tuple[str, ...]:
    return tuple({firms.plain_name(name): None for name in names if name})


def _words_set(*names: str | None) -> tuple[str, ...]:
    return tuple({matching.tidy(name): None for name in names if name})


def _matched(drafts: Sequence[Draft], answers: Mapping[str, str], setting: Setting) -> list[Step]:
    """Each draft with what it is: new, held (found), question, skip, or part of an earlier draft."""
    index = matching.Index(held(setting))
    keys: dict[int, tuple[str, int, str]] = {}
    first: dict[object, Step] = {}
    steps: list[Step] = []
    for number, draft in enumerate(drafts):
        if number % 2000 == 0:
            setting.tick("match", number, len(drafts))
        step = Step(draft, "new")
        steps.append(step)
        if not draft.name:
            step.state, step.why = "skip", "name_missing"
            continue
        one = identity(draft)
        verdict = _answered(one, index.match(one), answers.get(f"{draft.sheet}:{draft.row}:match"), step)
        if verdict is None:
            continue
        if verdict.kind == "new":
            if verdict.why:
                step.remarks.append({"code": verdict.why, "name": draft.name})
            index.add(one)
            first[one.ref] = step
            continue
        if verdict.kind == "ask":
            step.state = "question"
            step.asks.append(_ask_match(draft, verdict))
            continue
        step.why = verdict.why
        lead = first.get(verdict.ref)
        if lead is None:
            step.state, step.object_id = "held", int(verdict.ref)  # type: ignore[call-overload]
            first[verdict.ref] = step
        else:
            step.state, step.merged_into = "skip", (lead.draft.sheet, lead.draft.row)
            step.why = "part_of"
            merging.merge(lead, draft, answers)
    _identify(steps, keys)
    return steps


def _answered(
    one: matching.Identity, verdict: matching.Verdict, answer: str | None, step: Step
) -> matching.Verdict | None:
    """What a person said instead: new, skip, or which record it is. None: left out."""
    if not answer or verdict.kind != "ask":
        return verdict
    if answer == "skip":
        step.state, step.why = "skip", "left_out"
        return None
    if answer == "new":
        return matching.NEW
    wanted = answer.removeprefix("same:")
    for candidate in verdict.candidates:
        if str(candidate.ref).replace(" ", "") == wanted:
            return matching.Verdict("same", candidate.ref, "person")
    return verdict


def _ask_match(draft: Draft, verdict: matching.Verdict) -> Ask:
    choices = [
        Choice("same:" + str(c.ref).replace(" ", ""), "same_as", {"ref": _ref(c.ref), "score": c.score, "why": c.why})
        for c in verdict.candidates
    ]
    return Ask(
        "match",
        "match_uncertain",
        {"name": draft.name},
        [*choices, Choice("new", "new_record"), Choice("skip", "leave_out")],
    )


def _ref(ref: object) -> Any:
    """An id of a held project, or [sheet, row] of a record in the same file."""
    return list(ref) if isinstance(ref, tuple) else ref


def _identify(steps: Sequence[Step], keys: dict[int, tuple[str, int, str]]) -> None:
    """Key and version of every project found, and names for the candidates of questions."""
    ids = {step.object_id for step in steps if step.object_id is not None}
    asked = [choice for step in steps for ask in step.asks for choice in ask.choices if "ref" in choice.values]
    ids |= {c.values["ref"] for c in asked if isinstance(c.values["ref"], int)}
    for batch in chunks(sorted(i for i in ids if i is not None)):
        for pk, key, version, name in Project.objects.filter(pk__in=batch).values_list("pk", "key", "version", "name"):
            keys[pk] = (str(key), version, name)
    for step in steps:
        if step.object_id is not None:
            step.object_key, step.version, _name = keys[step.object_id]
    names = {(s.draft.sheet, s.draft.row): s.draft.name for s in steps} if asked else {}
    for choice in asked:
        ref = choice.values["ref"]
        if isinstance(ref, int):
            choice.values |= {"key": keys[ref][0], "name": keys[ref][2]}
        else:
            choice.values |= {"row": ref[1] + 1, "name": names.get((ref[0], ref[1]), "")}


def chunks(ids: Iterable[int], size: int = CHUNK) -> Iterator[list[int]]:
    rest = iter(ids)
    while batch := list(islice(rest, size)):
        yield batch


def _compare(steps: Sequence[Step], links: Links, answers: Mapping[str, str], setting: Setting) -> None:
    """Field by field with what is held; `steps` are those whose project was found."""
    by_id = {step.object_id: step for step in steps if step.object_id is not None}
    seen = 0
    for ids in chunks(by_id):
        setting.tick("compare", seen, len(by_id))
        seen += len(ids)
        stands = comparing.stands(ids)
        differing: list[tuple[Step, comparing.Standing]] = []
        for pk in ids:
            step, standing = by_id[pk], stands[pk]
            step.changes = comparing.differences(step.draft.data, values(links, step.draft.data), standing)
            step.state = "changed" if step.changes else "unchanged"
            if step.changes:
                judging.changed(step, standing)
                step.state = "changed" if step.changes else "unchanged"
                differing.append((step, standing))
        comparing.name_links(differing)
        _doubts(differing, answers)
    for step in steps:
        if step.asks:
            step.state = "question"


def _doubts(differing: Sequence[tuple[Step, comparing.Standing]], answers: Mapping[str, str]) -> None:
    """What is not simply newer: a stage that goes back, a figure 10⁴ away, a value a person typed since the last import."""
    by_hand = _typed_since([step for step, _ in differing])
    for step, _standing in differing:
        _stage_back(step, answers)
        for name in list(step.changes):
            _unit_doubt(step, name, answers)
        for name, (typed, imported) in by_hand.get(step.object_key or "", {}).items():
            if name in step.changes:
                _conflict(step, name, typed, imported, answers)
        step.state = "question" if step.asks else "changed" if step.changes else "unchanged"


def _answer(step: Step, name: str, answers: Mapping[str, str]) -> str:
    """To this very record, else to the whole sheet."""
    draft = step.draft
    return answers.get(f"{draft.sheet}:{draft.row}:{name}") or answers.get(f"{draft.sheet}:*:{name}") or ""


def _settle(step: Step, name: str, ask: Ask, answers: Mapping[str, str], change: str) -> None:
    answer = _answer(step, name, answers)
    if answer == "keep":
        step.changes.pop(change, None)
        step.remarks.append({"code": "kept", "field": change})
    elif answer != "take":
        step.asks.append(ask)


def _keep_or_take(old: Any, new: Any) -> list[Choice]:
    return [Choice("keep", "keep_held", {"value": old}), Choice("take", "take_file", {"value": new})]


def _stage_back(step: Step, answers: Mapping[str, str]) -> None:
    if "stage" not in step.changes:
        return
    old, new = step.changes["stage"]
    if at.STAGE_ORDER[new] < at.STAGE_ORDER[old]:
        _settle(
            step,
            "stage",
            Ask("stage", "stage_back", {"old": old, "new": new}, _keep_or_take(old, new)),
            answers,
            "stage",
        )


def _unit_doubt(step: Step, name: str, answers: Mapping[str, str]) -> None:
    """Held and printed differ by about 10⁴ (or 10³): most likely the column's unit is the other one."""
    amount = next((a for a in step.draft.data["a"] if comparing.amount_name(a) == name), None)
    old, new = step.changes[name]
    if amount is None or not matching.unit_apart(old, new):
        return
    column = amount[9].rstrip("0123456789")
    values = {"field": name, "old": old, "new": new, "column": column, "unit": amount[8], "currency": amount[6]}
    choices = _keep_or_take(old, new)
    if "元" in str(amount[8]) and matching.ten_thousand_apart(old, new):
        choices.insert(0, Choice("unit", "other_unit", {"larger": abs(old) > abs(new), "unit": amount[8]}))
    _settle(step, f"unit:{column}", Ask(f"unit:{column}", "unit_doubtful", values, choices), answers, name)


def _conflict(step: Step, name: str, typed: Any, imported: Any, answers: Mapping[str, str]) -> None:
    """Typed by hand since: the file that still says the old thing changes nothing; one that says a third thing is asked."""
    old, new = step.changes[name]
    if imported is not _NEVER and audit.plain(imported) == audit.plain(new):
        del step.changes[name]
        step.remarks.append({"code": "typed_since", "field": name})
        return
    _settle(
        step,
        name,
        Ask(name, "value_conflicts", {"field": name, "old": old, "new": new}, _keep_or_take(old, new)),
        answers,
        name,
    )


_NEVER = object()


def _typed_since(steps: Sequence[Step]) -> dict[str, dict[str, tuple[Any, Any]]]:
    """Project key → field → (typed by hand last, imported last), where a person wrote after the last import."""
    found: dict[str, dict[str, tuple[Any, Any]]] = {}
    imported: dict[tuple[str, str], Any] = {}
    wanted = {step.object_key: set(step.changes) for step in steps if step.object_key}
    entries = AuditEntry.objects.filter(object_type=TYPE, object_key__in=list(wanted)).order_by("seq")
    for uuid, changed, source in entries.values_list("object_key", "changes", "source"):
        key = str(uuid)
        for name in wanted[key] & changed.keys():
            if source.get("batch"):
                imported[key, name] = changed[name][1]
                found.get(key, {}).pop(name, None)
            else:
                found.setdefault(key, {})[name] = (changed[name][1], imported.get((key, name), _NEVER))
    return found
