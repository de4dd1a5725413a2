"""Whom a project is news to: who may confirm a step, whose step came back, whose move it is with what stands in the way."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from qipan.core.models import User
from qipan.notify import actions as notify
from qipan.notify.kinds import MAIL_NOW, Kind
from qipan.pipeline.projects import queries, rules
from qipan.pipeline.projects.models import Blocker, Project, Submission
from qipan.pipeline.projects.models.choices import Stage
from qipan.territory.orgs import queries as orgs

KINDS = (
    Kind("step-submitted", _("A step waits for my confirmation"), "user-check", order=12),
    Kind("step-returned", _("A step of mine came back"), "arrow-back-up", MAIL_NOW, order=13),
    Kind("blocker-raised", _("Something waits for our organisation"), "barrier-block", order=17),
)
SUBMITTED = gettext_noop("%(project)s: “%(stage_word)s” waits for your confirmation, submitted by %(by)s.")
RETURNED = gettext_noop("%(project)s: “%(stage_word)s” came back: %(reason)s")
RAISED = gettext_noop("%(project)s waits for your organisation: %(text)s")
RAISED_BY = gettext_noop("%(project)s waits for your organisation, until %(due_on)s: %(text)s")
UNNAMED = gettext_noop("A project waits for your organisation: %(text)s")
UNNAMED_BY = gettext_noop("A project waits for your organisation, until %(due_on)s: %(text)s")


def stage_word(code: str) -> str:
    """The vocabulary "stage" of messages."""
    return str(Stage(code).label)


def submitted(submission: Submission, project: Project) -> None:
    """To everybody who may confirm it: able, named by the gate, with sight of the project, not the submitter."""
    able = orgs.able_to(rules.CONFIRM, on=submission.on)
    notify.tell(
        [user for user in able if not queries.refusal(user, submission) and _sees(user, project)],
        kind="step-submitted",
        words=SUBMITTED,
        figures={"project": project.name, "stage_word": f"stage:{submission.after}", "by": str(submission.by)},
        fact=f"step:{submission.key}:submitted",
        url=_page(project),
    )


def returned(submission: Submission, project: Project) -> None:
    notify.tell(
        [submission.by],
        kind="step-returned",
        words=RETURNED,
        figures={"project": project.name, "stage_word": f"stage:{submission.after}", "reason": submission.words},
        fact=f"step:{submission.key}:returned",
        url=_page(project),
    )


def raised(blocker: Blocker, *, by: User | None, on: date) -> None:
    """To who signs in for the organisation whose move it is. Who does not see the project reads what is asked, not its name."""
    if blocker.organisation_id is None:
        return
    people = orgs.accounts_of([blocker.organisation_id], on=on)
    others = [user for user in people if by is None or user.pk != by.pk]
    due = {"due_on": blocker.due_on.isoformat()} if blocker.due_on else {}
    fact = f"blocker:{blocker.key}:{blocker.organisation_id}"
    seeing = [user for user in others if _sees(user, blocker.project)]
    notify.tell(
        seeing,
        kind="blocker-raised",
        words=RAISED_BY if due else RAISED,
        figures={"project": blocker.project.name, "text": blocker.text, **due},
        fact=fact,
        url=_page(blocker.project),
    )
    notify.tell(
        [user for user in others if user not in seeing],
        kind="blocker-raised",
        words=UNNAMED_BY if due else UNNAMED,
        figures={"text": blocker.text, **due},
        fact=fact,
    )


def _sees(user: User, project: Project) -> bool:
    return queries.visible_to(user, to="projects.see").filter(pk=project.pk).exists()


def _page(project: Project) -> str:
    return reverse("projects:detail", args=[project.key])
