"""Drafts become projects: rows are prepared beside us and written table by table, in the caller's transaction, everything audited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from qipan.core import audit, bulk, rulesets, search
from qipan.exchange import beside
from qipan.exchange.targets import Done, Setting, Step
from qipan.pipeline.projects.intake import altering, facts, firms, preparing
from qipan.pipeline.projects.intake.links import Links, all_shown
from qipan.pipeline.projects.models import Amount, LightReading, Milestone, Progress, Project, StageMove
from qipan.territory.orgs.models import Region


def apply(steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
    """Write what is new and what changed, part by part. Firms named as owners are founded first."""
    total, written = len(steps), 0
    founded: dict[int, int] = {}
    setting.tick("write", 0, total)
    for part in _prepared(steps, total, setting):
        yield from firms.found(part, founded, setting)
        _open(part, setting)
        yield from part.done
        yield from altering.write(part.changed, setting)
        written += part.size
        setting.tick("write", written, total)


def _prepared(steps: Sequence[Step], total: int, setting: Setting) -> Iterator[preparing.Part]:
    """By the other process as soon as it is there; the first ones here, while it starts."""
    given = setting.apart(), Links.held(), all_shown(), _limits(setting)
    ids = list(bulk.next_ids(Project, total))
    here = iter(steps)
    begun = 0
    while beside.is_starting() and (few := list(islice(here, preparing.PARTS["new"]))):
        begun += len(few)
        made = list(preparing.prepared(few, *given, ids))
        yield from made
        del ids[: sum(len(part.projects) for part in made)]
    yield from beside.stream(preparing.prepared, steps[begun:], *given, ids)


def _limits(setting: Setting) -> preparing.Limits:
    """The rules of lights in force, for each region."""
    at = rulesets.everywhere("lights", on=setting.on)
    return {None: at(None)} | {pk: at(path) for pk, path in Region.objects.values_list("pk", "path")}


def _open(part: preparing.Part, setting: Setting) -> None:
    bulk.insert(Project, preparing.NAMES, part.projects)
    bulk.insert(Amount, facts.AMOUNT, part.amounts)
    bulk.insert(StageMove, facts.MOVE, part.moves)
    bulk.insert(Progress, facts.PROGRESS, part.progress)
    bulk.insert(Milestone, facts.MILESTONE, part.milestones)
    bulk.insert(LightReading, facts.LIGHT, part.lights)
    audit.append(part.acts, by=setting.by, at=setting.at)
    search.add(part.found)
