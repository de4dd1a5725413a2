"""The gate of a project: what it asks, what is there, who moves next; what waits for whom; how long each stage took."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, prefetch_related_objects

from qipan.core import access, rulesets
from qipan.core.linked import by_name
from qipan.core.sorting import in_order
from qipan.pipeline.projects import rules
from qipan.pipeline.projects.models import Attachment, Project, StageMove, Submission
from qipan.pipeline.projects.models.choices import Stage
from qipan.pipeline.projects.queries import requirements
from qipan.pipeline.projects.queries.behind import held_by_lead
from qipan.pipeline.projects.queries.sight import visible_to
from qipan.territory.orgs import queries as orgs

# Fields a gate may ask for that are filled by either of two: the record linked or the words as written.
_EITHER = {"owner": ("owner_id", "owner_text"), "region": ("region_id", "region_text"), "lead_org": ("lead_org_id", "lead_org_text"),
           "chain": ("chain_id",), "park": ("park_id",), "total": ("total_minor",), "in_place": ("in_place_minor",),
           "plan": ("plan_minor",), "leader": ("leader_id", "leader_text")}  # fmt: skip
_ALONE = {field.name: field.attname for field in Project._meta.concrete_fields if field.name not in _EITHER}
_OPEN = (Submission.State.WAITING, Submission.State.RETURNED)
# The fields `rules.odd` judges.
JUDGED = (
    "signed_on", "registered_on", "start_on", "start_precision", "end_on", "end_precision", "production_on", "production_precision",
    "planned_start", "planned_start_precision", "planned_end", "planned_end_precision", "status", "stage",
)  # fmt: skip


def table(on: date) -> dict[str, Any]:
    """The gates in force."""
    return rulesets.in_force("gates", on=on)


def facts(project: Project, evidence: Iterable[str] | None = None, money: Iterable[str] | None = None) -> rules.Facts:
    """What a gate looks at. `evidence`: kinds of files, `money`: kinds of amounts, where the asker holds them already."""
    filled = {name for name, attname in _ALONE.items() if _has(project, (attname,))}
    filled |= {name for name, fields in _EITHER.items() if _has(project, fields)}
    filled |= {name for name, value in project.details.items() if value not in (None, "")}
    filled |= set(project.amounts.order_by().values_list("kind", flat=True) if money is None else money)
    filled |= held_by_lead(project)
    kinds = project.attachments.values_list("kind", flat=True) if evidence is None else evidence
    return rules.Facts(project.stage, frozenset(filled), frozenset(kinds))


def _has(project: Project, fields: Iterable[str]) -> bool:
    return any(getattr(project, name) not in (None, "", [], {}) for name in fields)


def held(project: Project) -> dict[str, Any]:
    """The fields `rules.odd` judges, as they stand."""
    return {name: getattr(project, name) for name in JUDGED}


def missing(project: Project, stage: str, on: date, evidence: Iterable[str] | None = None) -> list[str]:
    """What stands between a project and a stage, as codes: an end to undo first, stages left out, what cannot be, what rooms above ask
    (`requirements`), fields, files."""
    gates = table(on)
    return _in_the_way(project, stage, on, gates) + rules.missing(facts(project, evidence), stage, gates)


def evidence(project: Project, stage: str, gates: Mapping[str, Any], chosen: Collection[int] = ()) -> list[Attachment]:
    """The files that go with a submission: those chosen, else every one of the kinds the gate asks for. A step back has none of itself."""
    files = project.attachments.select_related("by")
    if chosen:
        return list(files.filter(pk__in=chosen))
    return list(files.filter(kind__in=rules.evidence_kinds(project.stage, stage, gates)))


def _in_the_way(project: Project, stage: str, on: date, gates: Mapping[str, Any]) -> list[str]:
    ended = [f"status:{project.status}"] if project.status in rules.ENDED else []
    strange = [f"odd:{one.field}:{one.why}" for one in rules.odd(held(project), on, gates)]
    above = [] if rules.is_backward(project.stage, stage) else requirements.missing(project, stage, on)
    return ended + rules.between(project.stage, stage) + strange + above


def next_stage(project: Project) -> Stage | None:
    order = list(rules.STAGES)
    number = order.index(project.stage) + 1
    return Stage(order[number]) if number < len(order) else None


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate to a stage as a page shows it. `who` and `entry`: {"en", "zh"}."""

    stage: Stage
    asked: list[rules.Asked]
    in_the_way: list[str]
    entry: Mapping[str, str]
    who: Mapping[str, str]
    submit: str
    needs_second: bool

    @property
    def missing(self) -> list[str]:
        return self.in_the_way + [one.code for one in self.asked if not one.is_met]

    @property
    def is_open(self) -> bool:
        return not self.missing


def gate(project: Project, stage: Stage, on: date, *, evidence: Iterable[str], gates: Mapping[str, Any]) -> Gate:
    """Everything the gate to a stage asks, met or not, and who decides."""
    step = rules.step(stage, gates)
    return Gate(
        stage=stage,
        asked=rules.asked(facts(project, evidence), stage, gates),
        in_the_way=_in_the_way(project, stage, on, gates),
        entry=step.get("entry") or {},
        who=(step.get("confirm") or {}).get("who") or {},
        submit=rules.submits(stage, gates),
        needs_second=rules.needs_second(project.stage, stage, gates),
    )


def waiting(project: Project) -> Submission | None:
    """What was submitted last: it waits, or it was returned and nothing followed."""
    pk, before, state = project.submissions.values_list("pk", "before", "state").first() or (None, "", "")
    if before != project.stage or state not in _OPEN:  # most often: nothing more is asked
        return None
    return by_name(Submission.objects.all(), "by", "decided_by").get(pk=pk)


def refusal(user: Any, submission: Submission) -> str:
    """Why this person does not decide on it: own | ability | role; "" when they do. Whether they see the project is asked apart."""
    return rules.refusal(
        submitter=submission.by_id,
        confirmer=user.pk,
        is_able=access.able(user, rules.CONFIRM),
        roles=orgs.scope_of(user).roles,
        wanted=[role for role in submission.roles.split("|") if role],
    )


def may_confirm(user: Any, submission: Submission) -> bool:
    return submission.state == Submission.State.WAITING and not refusal(user, submission)


def to_confirm(user: Any) -> QuerySet[Submission]:
    """What waits for this person's confirmation, the longest wait first."""
    if not access.able(user, rules.CONFIRM):
        return Submission.objects.none()
    mine = Q(roles="")
    for role in orgs.scope_of(user).roles:
        mine |= Q(roles__contains=f"|{role}|")
    rows = Submission.objects.filter(mine, state=Submission.State.WAITING, project__in=visible_to(user).order_by())
    return rows.exclude(by=user).select_related("project", "by").order_by("on", "pk")


def returned_to(user: Any) -> QuerySet[Submission]:
    """What this person submitted and somebody sent back, with nothing done about it since."""
    newer = Submission.objects.filter(project=OuterRef("project"), pk__gt=OuterRef("pk"))
    rows = Submission.objects.filter(by=user, state=Submission.State.RETURNED, project__stage=F("before"))
    rows = rows.filter(~Exists(newer), project__in=visible_to(user).order_by())
    return rows.select_related("project", "decided_by").order_by("-decided_on", "-pk")


def moves(project: Project) -> list[StageMove]:
    """The stage log, oldest first, with who moved it and the exceptions it passed by."""
    rows = in_order(by_name(project.stage_moves.all(), "by"), "at", "pk")
    prefetch_related_objects([row for row in rows if row.exception_id], "exception__by", "exception__document")
    return rows


def timeline(moves: Iterable[StageMove], on: date, gates: Mapping[str, Any]) -> list[rules.Span]:
    """The days in each stage, oldest first."""
    return rules.spans(
        (rules.Move(m.after, m.on, m.basis, str(m.by) if m.by else "", m.reason) for m in moves), on, gates
    )


def confirmed(stage: str, *, since: date, until: date) -> QuerySet[StageMove]:
    """Entries into a stage that a second person confirmed in a period: what plans and scores count.

    Only the confirmation of this very stage counts (not of one before or after), not what a ledger says, not an exception, and nothing
    that was taken back since.
    """
    at_or_past = rules.STAGES[rules.STAGES.index(stage) :]
    back = StageMove.objects.filter(project=OuterRef("project"), pk__gt=OuterRef("pk")).exclude(after__in=at_or_past)
    rows = StageMove.objects.filter(after=stage, basis=StageMove.Basis.CONFIRMED, on__range=(since, until))
    return rows.filter(~Exists(back), project__stage__in=at_or_past).exclude(before__in=at_or_past)


def files(project: Project) -> list[Attachment]:
    """Every file, with `is_twice`: does another project hold the same?"""
    return in_order(_FILES.filter(project=project))


_SAME = Attachment.objects.filter(sha256=OuterRef("sha256")).exclude(project=OuterRef("project"))
_FILES = Attachment.objects.annotate(is_twice=Exists(_SAME))


def twins(files: Iterable[Attachment], user: Any) -> dict[str, list[Project | None]]:
    """Hash → other projects that hold the same file; None stands for those this reader does not see."""
    rows = [row for row in files if getattr(row, "is_twice", True)]
    if not rows:
        return {}
    others = Attachment.objects.filter(sha256__in={row.sha256 for row in rows}).exclude(
        project_id__in={row.project_id for row in rows}
    )
    named = others.select_related("project").only("sha256", "project__key", "project__name")
    is_seen = Exists(visible_to(user).filter(pk=OuterRef("project_id")))
    found: dict[str, list[Project | None]] = {}
    pairs = {(row.sha256, row.project_id): row for row in named.annotate(is_seen=is_seen)}
    for (digest, _pk), row in sorted(pairs.items()):
        held = found.setdefault(digest, [])
        if row.is_seen or None not in held:
            held.append(row.project if row.is_seen else None)
    return found


def proof_lacking(project: Project, on: date) -> list[str]:
    """Papers the statistics-entry proof set still lacks, as codes; none where it is whole or the rule set has no such set."""
    found = proof(project.attachments.all(), table(on))
    if found is None or found.is_enough:
        return []
    return [f"evidence:{paper.kind}" for paper in found.papers if paper.state in ("missing", "wordless")]


def proof(files: Iterable[Attachment], gates: Mapping[str, Any], name: str = "statistics") -> rules.Proof | None:
    """The check list of a proof set against the files of a project; none: the rule set has no such list."""
    wanted = gates.get("proof", {}).get(name)
    if not wanted:
        return None
    kinds: dict[str, bool] = {}
    for row in files:
        kinds[row.kind] = kinds.get(row.kind, False) or bool(row.remark)
    return rules.proof(kinds, wanted)
