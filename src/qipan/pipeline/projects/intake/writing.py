"""Drafts become projects: rows are prepared beside us and written table by table, in the caller's transaction, everything audited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    ids = list(bulk.next_ids(Project, total))
    founded: dict[int, int] = {}
    parts = beside.stream(
        preparing.prepared, steps, setting.apart(), Links.held(), all_shown(), _limits(setting), ids
    )  # fmt: skip
    setting.tick("write", 0, total)
    for part in parts:
        yield from firms.found(part, founded, setting)
        _open(part, setting)
        yield from part.done
        yield from altering.write(part.changed, setting)
        written += part.size
        setting.tick("write", written, total)


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
