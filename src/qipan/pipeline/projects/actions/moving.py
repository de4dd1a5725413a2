"""A project's way: stage by stage through the gates. Somebody submits with evidence; somebody else confirms or sends it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from qipan.core import access, changes, events
from qipan.core.models import User
from qipan.pipeline.projects import queries, rules, telling
from qipan.pipeline.projects.actions import figures, growing
from qipan.pipeline.projects.events import StageMoved, StageReturned, StageSubmitted
from qipan.pipeline.projects.models import Attachment, GateException, Project, StageMove, Submission
from qipan.pipeline.projects.models.choices import Stage, Status

Basis, State = StageMove.Basis, Submission.State
SIGNED = rules.STAGES.index("signed")
STARTED, COMPLETED = rules.STAGES.index("started"), rules.STAGES.index("completed")


class GateClosed(Exception):
    """`missing`: what the gate asks for, as codes of `queries.missing`."""

    def __init__(self, project: Project, stage: str, missing: list[str]) -> None:
        super().__init__(f"{project} → {stage}: {', '.join(missing)}")
        self.project, self.stage, self.missing = project, stage, missing


class ReasonNeeded(Exception):
    """A step back, a return, a loss or a withdrawal must say why."""


class Waiting(Exception):
    """Something was submitted and waits: it is decided first."""

    def __init__(self, project: Project) -> None:
        super().__init__(f"{project} → {project.waiting_for}")
        self.project = project


class Settled(Exception):
    """The submission was decided or withdrawn before."""


class NotNeeded(Exception):
    """Nothing is missing: the gate is open, and no exception stands in for the second person."""


class NotYours(Exception):
    """`why`: own (the submitter never confirms) | ability | role."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def advance(
    *, project: Project, to: str, by: User | None, on: date, reason: str = "", version: int | None = None,
    evidence: Iterable[Attachment] = (),
) -> Project:  # fmt: skip
    """Ask for another stage. `reason`: the claim in words; a step back must have one. `evidence`: the files that prove it, and no others;
    none named: every file of the kinds the gate asks for.

    A closed gate refuses with the whole list (`GateClosed`). An open one leaves a submission that waits for a second person
    (`project.waiting_for`), or moves at once where the rule set asks for nobody. The same stage, or the same request again: nothing.
    """
    return _advance(project, to, by, on, reason, version, evidence, is_door=False)


def admit(
    *, project: Project, by: User | None, on: date, submitted_by: User | None = None, reason: str = ""
) -> Project:
    """Passed the review; the screening room's way in. `by` decided; with another person as `submitted_by` that confirms it at once."""
    asker = submitted_by or by
    with transaction.atomic():
        moved = _advance(project, Stage.ADMITTED, asker, on, reason, None, (), is_door=True)
        waits = moved.submissions.filter(state=State.WAITING).first() if moved.waiting_for else None
        if waits and by and asker and by.pk != waits.by_id and not queries.refusal(by, waits):
            moved = confirm(submission=waits, by=by, on=on, words=reason)
    return moved


def _advance(
    project: Project, to: str, by: User | None, on: date, reason: str, version: int | None, evidence: Iterable[Attachment], *,
    is_door: bool,
) -> Project:  # fmt: skip
    reason = reason.strip()
    with transaction.atomic():
        current = Project.objects.select_for_update().get(pk=project.pk)
        if version is not None and current.version != version and current.stage != to and current.waiting_for != to:
            raise changes.Stale(current, {"stage": (None, to, current.stage)})
        before = current.stage
        if before == to or (by and current.waiting_for == to and _is_mine(current, by)):
            return current
        gates = queries.table(on)
        ability = rules.submits(to, gates)
        if by is None or not (is_door or access.able(by, ability)):
            raise NotYours("ability")
        if current.waiting_for:
            raise Waiting(current)
        brought = queries.evidence(current, to, gates, {one.pk for one in evidence})
        if rules.is_backward(before, to):
            if not reason:
                raise ReasonNeeded
            _demand_not_won(current, to, gates)
        elif lacking := queries.missing(current, to, on, [one.kind for one in brought]):
            raise GateClosed(current, to, lacking)
        if not rules.needs_second(before, to, gates):
            return _move(current, to, by=by, on=on, basis=Basis.ALONE, reason=reason)
        return _submit(current, to, by, on, reason, rules.confirmers(before, to, gates), brought)


def _is_mine(project: Project, by: User) -> bool:
    return project.submissions.filter(state=State.WAITING, by=by).exists()


def _submit(
    project: Project, to: str, by: User, on: date, claim: str, roles: Sequence[str], files: Sequence[Attachment]
) -> Project:
    row = Submission(
        project=project, before=project.stage, after=to, claim=claim, on=on, by=by,
        roles=f"|{'|'.join(roles)}|" if roles else "",
        evidence_held=[{"key": str(f.key), "kind": f.kind, "name": f.name, "sha256": f.sha256} for f in files],
    )  # fmt: skip
    changes.create(row, by=by, action="submit")
    row.evidence.set(files)
    waits = changes.change(project, by=by, values={"waiting_for": to}, action="submit", source=_because(claim))
    telling.submitted(row, project)
    events.announce(StageSubmitted(str(project.key), project.stage, to, on.isoformat()))
    return waits


def confirm(*, submission: Submission, by: User, on: date, words: str = "") -> Project:
    """A second person says it is so: the project moves. Refuses the submitter, whom the rules do not name, and a gate closed since."""
    with transaction.atomic():
        held, project = _open(submission)
        _demand(held, by)
        if not rules.is_backward(held.before, held.after):
            lacking = queries.missing(project, held.after, on, held.evidence.values_list("kind", flat=True))
            if lacking:
                raise GateClosed(project, held.after, lacking)
        _demand_not_won(project, held.after, queries.table(on))
        _decide(held, State.CONFIRMED, by, on, words)
        return _move(project, held.after, by=by, on=on, basis=Basis.CONFIRMED, reason=held.claim, submission=held)


def send_back(*, submission: Submission, by: User, on: date, words: str) -> Project:
    """A second person says what is wrong with it; the project stays where it is."""
    if not words.strip():
        raise ReasonNeeded
    with transaction.atomic():
        held, project = _open(submission)
        _demand(held, by)
        _decide(held, State.RETURNED, by, on, words)
        stays = changes.change(project, by=by, values={"waiting_for": ""}, action="return", source=_because(words))
        held.refresh_from_db()
        telling.returned(held, project)
        events.announce(StageReturned(str(project.key), held.before, held.after, on.isoformat()))
    return stays


def withdraw(*, submission: Submission, by: User, on: date, words: str = "") -> Project:
    """The submitter takes it back before anybody decided."""
    with transaction.atomic():
        held, project = _open(submission)
        if held.by_id != by.pk:
            raise NotYours("role")
        changes.change(held, by=by, values={"state": State.WITHDRAWN, "words": words.strip()}, action="withdraw")
        return changes.change(project, by=by, values={"waiting_for": ""}, action="withdraw", source=_because(words))


def make_exception(
    *, project: Project, to: str, by: User, on: date, reason: str, document: Attachment, version: int | None = None
) -> Project:
    """Let a project into the next stage without all its gate asks, by decision: reason and document, shown forever.

    What cannot be stays impossible (`GateClosed`): no stage is left out, no dead project moves, no production before the start.
    Whoever submitted the move does not decide on its exception.
    """
    if not reason.strip():
        raise ReasonNeeded
    if not access.able(by, "projects.except"):
        raise NotYours("ability")
    with transaction.atomic():
        current = Project.objects.select_for_update().get(pk=project.pk)
        if version is not None and current.version != version and current.stage != to:
            raise changes.Stale(current, {"stage": (None, to, current.stage)})
        if document.project_id != current.pk:
            raise NotYours("role")
        if rules.is_backward(current.stage, to) or current.stage == to:
            raise GateClosed(current, to, [])
        lacking = queries.missing(current, to, on)
        hard = [code for code in lacking if not code.startswith(("field:", "evidence:"))]
        if hard:
            raise GateClosed(current, to, hard)
        if not lacking:
            raise NotNeeded
        waits = current.submissions.select_for_update().filter(state=State.WAITING).first()
        if waits:
            if waits.by_id == by.pk:
                raise NotYours("own")
            _decide(waits, State.CONFIRMED if waits.after == to else State.RETURNED, by, on, reason)
        row = GateException(
            project=current,
            before=current.stage,
            after=to,
            missing=lacking,
            reason=reason,
            document=document,
            on=on,
            by=by,
        )
        changes.create(row, by=by, action="exception")
        return _move(current, to, by=by, on=on, basis=Basis.EXCEPTION, reason=reason, exception=row)


def _open(submission: Submission) -> tuple[Submission, Project]:
    """Both locked, the project first; `Settled` when it was decided before."""
    project = Project.objects.select_for_update().get(pk=submission.project_id)
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    if held.state != State.WAITING:
        raise Settled
    return held, project


def _demand(submission: Submission, by: User) -> None:
    why = queries.refusal(by, submission)
    if why:
        raise NotYours(why)
    if not queries.visible_to(by).filter(pk=submission.project_id).exists():
        raise NotYours("ability")


def _demand_not_won(project: Project, to: str, gates: Mapping[str, Any]) -> None:
    """A project that is won does not go back to before its works: its status is set back first."""
    if project.status == Status.WON and not rules.wins(to, gates):
        raise GateClosed(project, to, [f"status:{project.status}"])


def _decide(submission: Submission, state: str, by: User, on: date, words: str) -> None:
    changes.change(
        submission,
        by=by,
        values={"state": state, "decided_by": by, "decided_on": on, "words": words.strip()},
        action="confirm" if state == State.CONFIRMED else "return",
    )


def _move(
    project: Project, to: str, *, by: User | None, on: date, basis: str, reason: str, submission: Submission | None = None,
    exception: GateException | None = None,
) -> Project:  # fmt: skip
    before = project.stage
    values: dict[str, Any] = {"stage": to, "stage_since": on, "waiting_for": "", **_confirmed(project, to, basis)}
    moved = changes.change(project, by=by, values=values, action="advance", source=_because(reason))
    StageMove.objects.create(
        project=moved, before=before, after=to, on=on, reason=reason[:300], by=by, basis=basis, submission=submission,
        exception=exception,
    )  # fmt: skip
    if rules.STAGES.index(to) >= SIGNED:
        growing.unveil(moved, by=by)
    figures.refresh([moved.pk], on=on)
    events.announce(StageMoved(str(moved.key), before, to, on.isoformat()))
    return moved


def _confirmed(project: Project, to: str, basis: str) -> dict[str, Any]:
    """What goes with a move. A start is confirmed by the confirmation of the start and of nothing else; so with the completion. A step
    back takes it away, and the entry into the statistics with it."""
    here, is_confirmed = rules.STAGES.index(to), basis == Basis.CONFIRMED
    found: dict[str, Any] = {} if here >= STARTED else {"entered_on": None}
    for name, at in (("start_confirmed", STARTED), ("end_confirmed", COMPLETED)):
        entered = here == at and not rules.is_backward(project.stage, to)
        found[name] = is_confirmed if entered else bool(getattr(project, name)) and here >= at
    return found


def _because(words: str) -> dict[str, str] | None:
    return {"reason": words.strip()} if words.strip() else None
