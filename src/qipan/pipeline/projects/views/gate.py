"""The gate as a panel: what a stage asks, what is here, what is missing with the place to fill it in, and whose move it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qipan.core import access
from qipan.pipeline.projects import queries, rules
from qipan.pipeline.projects.models import Attachment, GateException, Project, StageMove, Submission
from qipan.pipeline.projects.models.choices import MoneyKind, Stage
from qipan.pipeline.projects.queries import requirements
from qipan.pipeline.projects.views import evidence
from qipan.pipeline.projects.views.shown import address, in_words, today

MONEY = frozenset({"plan", *MoneyKind.values})
FORM_FIELD = {"owner": "owner_text"}


def items(project: Project, codes: Iterable[str]) -> list[dict[str, Any]]:
    """[{label, href}] for codes of `queries.missing`."""
    gates = queries.table(today())
    return [_item(project, code, gates) for code in codes]


def _item(project: Project, code: str, gates: Mapping[str, Any]) -> dict[str, Any]:
    return {"label": queries.lacking(code, gates), "href": place(project, code, gates)}


def act_url(project: Project, act: str) -> str:
    return f"{address(project)}{act}/"


def place(project: Project, code: str, gates: Mapping[str, Any]) -> str:
    """The form of the file, the amount, the stage's own field, the status, or the field of the edit form."""
    kind, _colon, name = code.partition(":")
    if kind == "evidence":
        return f"{act_url(project, 'file')}?kind={name}"
    if kind in ("stage", "status"):
        return act_url(project, "move" if kind == "stage" else "status")
    if kind == requirements.PREFIX:
        return requirements.place(project, code)
    first = name.split(":" if kind == "odd" else "|")[0]
    if first in gates.get("own", {}):
        return f"{act_url(project, 'fill')}#id_{first}"
    if first in MONEY:
        return f"{act_url(project, 'money')}?kind={first}"
    return f"{address(project)}edit/#id_{FORM_FIELD.get(first, first)}"


def who_confirms(project: Project, on: date) -> str:
    """Who is asked to confirm what waits, in the rule set's words."""
    at = project.waiting_for
    if at and rules.is_backward(project.stage, at):
        at = project.stage
    return in_words((rules.step(at, queries.table(on)).get("confirm") or {}).get("who") or {})


@dataclass(slots=True)
class Panel:
    """Context of the gate partial. `submission`: what waits, or came back last."""

    following: Stage | None
    entry: str = ""
    who: str = ""
    needs_second: bool = True
    missing: list[dict[str, Any]] = field(default_factory=list)
    here: list[str] = field(default_factory=list)
    submission: Submission | None = None
    proof_of: list[evidence.Seen] = field(default_factory=list)
    why_not: str = ""
    can_submit: bool = False
    can_decide: bool = False
    can_withdraw: bool = False
    can_except: bool = False
    exceptions: Sequence[GateException] = ()

    @property
    def is_waiting(self) -> bool:
        return self.submission is not None and self.submission.state == Submission.State.WAITING

    @property
    def is_returned(self) -> bool:
        return self.submission is not None and self.submission.state == Submission.State.RETURNED

    @property
    def is_back(self) -> bool:
        return self.submission is not None and rules.is_backward(self.submission.before, self.submission.after)

    @property
    def asked(self) -> int:
        return len(self.missing) + len(self.here)


def panel(
    project: Project,
    user: Any,
    on: date,
    files: Sequence[Attachment],
    gates: Mapping[str, Any],
    moves: Sequence[StageMove],
) -> Panel:
    """The gate to the next stage for this reader. A dead project has none."""
    following = queries.next_stage(project)
    shown = Panel(following, exceptions=[m.exception for m in reversed(moves) if m.exception])
    shown.submission = queries.waiting(project)
    if following:
        gate = queries.gate(project, following, on, evidence=[row.kind for row in files], gates=gates)
        shown.entry, shown.who, shown.needs_second = in_words(gate.entry), in_words(gate.who), gate.needs_second
        shown.missing = [_item(project, code, gates) for code in gate.missing]
        shown.here = [queries.lacking(one.code, gates) for one in gate.asked if one.is_met]
        shown.can_submit = not project.waiting_for and access.able(user, gate.submit)
        shown.can_except = bool(shown.missing) and access.able(user, "projects.except") and not project.waiting_for
    if shown.is_waiting and shown.submission:
        held = {row["key"] for row in shown.submission.evidence_held}
        shown.proof_of = evidence.seen(project, [row for row in files if str(row.key) in held], user, gates)
        shown.who = who_confirms(project, on)
        shown.why_not = queries.refusal(user, shown.submission)
        shown.can_decide = not shown.why_not
        shown.can_withdraw = shown.submission.by_id == user.pk
    return shown


def papers(project: Project, files: Sequence[Attachment], gates: Mapping[str, Any]) -> dict[str, Any] | None:
    """The statistics-entry proof set as a check list, once the works are near."""
    if rules.STAGES.index(project.stage) < rules.STAGES.index("preparation"):
        return None
    proof = queries.proof(files, gates)
    if proof is None:
        return None
    lines = [_paper(project, paper) for paper in proof.papers]
    is_begun = rules.STAGES.index(project.stage) >= rules.STAGES.index("started")
    return {
        "is_begun": is_begun,
        "lines": lines,
        "equipment": [_paper(project, paper) for paper in proof.equipment],
        "proof": proof,
    }


def _paper(project: Project, paper: rules.Paper) -> dict[str, Any]:
    return {
        "label": Attachment.Kind(paper.kind).label,
        "by": Attachment.Kind(paper.by).label if paper.by else "",
        "state": paper.state,
        "is_there": paper.state in ("there", "instead"),
        "href": f"{act_url(project, 'file')}?kind={paper.kind}",
    }
