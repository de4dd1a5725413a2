"""The demonstration's supervision: rules with a past and a draft, lights over the year, notices in every state, reasons beside lights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qipan.core import drafting, holidays, rulesets
from qipan.core.models import RuleSet, User
from qipan.core.workdays import Calendar
from qipan.oversight.supervision import actions
from qipan.oversight.supervision.models import LIGHT, Branch, Interview, Notice
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Light
from qipan.territory.orgs.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class Story:
    """How far a notice goes. `back`: working days since it went out. `answers`: told of a unit that signs in. A red light's notice is
    about the light; another's basis is `basis`."""

    end: str
    back: int
    colour: str = "blue"
    answers: bool = False
    basis: str = "instruction"


STORIES = (
    Story("replied", 8, answers=True), Story("returned", 9, "orange", answers=True), Story("extended", 9, answers=True),
    Story("asked", 7, answers=True), Story("closed", 20, answers=True, basis="paper"), Story("closed", 30, "orange", answers=True),
    Story("red", 18), Story("interview", 26), Story("orange", 13), Story("open", 2), Story("draft", 0), Story("open", 6, basis="minutes"),
    Story("withdrawn", 5),
)  # fmt: skip

# Whose units carry work: these answer and assist.
ANSWERING = ("key-projects-officer", "investment-officer", "department-clerk", "township", "park-manager")


def load(*, today: date) -> int:
    """Rules, lights of the year and a dozen notices; nothing where one was issued already."""
    office, leader = _who("key-projects-officer"), _who("leader")
    if office is None or leader is None or Notice.objects.exclude(number="").exists():
        return 0
    with transaction.atomic():
        _rules(office, today)
        days = [date(today.year, month, 12) for month in range(1, today.month + 1)]
        actions.judge_units(on=today)
        projects.replay_lights(days=[day for day in days if day < today])
        return _Teller(office, leader, today).tell()


def _who(role: str) -> User | None:
    held = Membership.objects.filter(role__code=role, person__user__isnull=False).select_related("person__user")
    first = held.order_by("pk").first()
    return first.person.user if first else None


def _rules(by: User, today: date) -> None:
    """A version of the county's own since New Year, one to come, one still a draft."""
    if RuleSet.objects.filter(kind="lights").exists():
        return
    body = {**(rulesets.shipped("lights") or {}), "unit": {"yellow_missed": 1, "red_missed": 2}}
    paper = _("County Government Office, key-project lights, No. 3 of %(year)s") % {"year": today.year}
    first = drafting.draft(
        kind="lights", name=_("Lights of %(year)s") % {"year": today.year}, source=paper, body=body, by=by,
        effective_from=date(today.year, 1, 1),
    )  # fmt: skip
    drafting.put_in_force(rules=first, by=by, on=today)
    grace = drafting.draft(
        kind="lights", name=_("Five days to report"), source=paper, body={**body, "grace_days": 5}, by=by,
        effective_from=date(today.year + 1, 1, 1), note=_("The monthly report is due on the fifth."),
    )  # fmt: skip
    drafting.put_in_force(rules=grace, by=by, on=today)
    strict = {**body, "progress": {"by": "points", "yellow_from": 5, "red_above": 20}}
    drafting.draft(
        kind="lights", name=_("Stricter: 5 and 20 points"), source=paper, body=strict, by=by,
        effective_from=today + timedelta(days=1),
    )  # fmt: skip


@dataclass(slots=True)
class _Teller:
    """Takes each notice as far as its story goes, in the order things happen."""

    office: User
    leader: User
    today: date
    home: Organisation | None = None
    calendar: Calendar = field(default_factory=holidays.calendar)
    signing: dict[int, User] = field(default_factory=dict)  # organisation → who signs in for it

    def tell(self) -> int:
        held = Membership.objects.filter(person__user__is_active=True, role__isnull=False)
        for one in held.filter(role__code__in=ANSWERING).select_related("person__user"):
            self.signing.setdefault(one.organisation_id, one.person.user)  # type: ignore[arg-type]
        home = next((pk for pk, user in self.signing.items() if user == self.office), None)
        self.home = Organisation.objects.filter(pk=home).first()
        late = Project.objects.filter(light__in=[Light.RED, Light.YELLOW], lead_org__isnull=False).exclude(
            status__in=queries.ENDED
        )
        found = list(late.select_related("lead_org", "region").order_by("attention", "-total_minor", "pk"))
        helpers = [unit for unit in Organisation.objects.filter(pk__in=self.signing) if unit != self.home]
        told = 0
        for at, (story, project) in enumerate(sorted(self._matched(found), key=lambda pair: -pair[0].back)):
            told += self._one(project, story, helpers[at % len(helpers)])
        self._except(found)
        return told

    def _matched(self, found: Sequence[Project]) -> list[tuple[Story, Project]]:
        """A story with an answer goes to a unit whose people sign in, as far as there are such; red projects to the darker ones."""
        ours = [p for p in found if p.lead_org_id in self.signing]
        rest = [p for p in found if p.lead_org_id not in self.signing]
        matched = []
        for story in STORIES:
            first, second = (ours, rest) if story.answers else (rest, ours)
            if first or second:
                matched.append((story, (first or second).pop(0)))
        return matched

    def _except(self, found: Sequence[Project]) -> None:
        said = (
            (_("Works stood still for the flood season by order of the water authority."), _("Water Bureau, letter No. 17"), 25),
            (_("The relocation of an ancient tomb is being decided by the cultural authority."), _("Culture Bureau, letter No. 9"), 40),
        )  # fmt: skip
        chosen = [*[p for p in found if p.light == Light.RED][-1:], *found[-1:]]
        for project, (reason, document, days) in zip(chosen, said, strict=False):
            actions.except_light(
                project=project, by=self.office, reason=reason, document=document, since=self.today - timedelta(days=20),
                until=self.today + timedelta(days=days),
            )  # fmt: skip

    def _one(self, project: Project, story: Story, helper: Organisation) -> int:
        on = self.calendar.back(self.today, story.back)
        notice = self._draft(project, story, on)
        if notice is None:
            return 0
        notice = actions.edit(notice=notice, by=self.office, values={"colour": story.colour, "issuer": self.home})
        if helper != project.lead_org and story.end in ("open", "orange", "closed", "interview"):
            actions.set_units(notice=notice, lead=project.lead_org, assisting=[helper], by=self.office)
        if story.end == "draft":
            return 1
        notice = actions.issue(notice=notice, by=self.office, on=on)
        steps: dict[str, Callable[[Notice, date], None]] = {
            "extended": self._extended, "asked": self._asked, "replied": self._replied, "returned": self._returned,
            "closed": self._closed, "withdrawn": self._withdrawn,
            "orange": self._climb, "red": self._climb, "interview": self._talk,
        }  # fmt: skip
        if story.end in steps:
            steps[story.end](notice, on)
        return 1

    def _draft(self, project: Project, story: Story, on: date) -> Notice | None:
        """The draft a red light made by itself; for another project one on its own basis."""
        if project.light == Light.RED:
            waiting = Notice.objects.filter(project=project, origin_type=LIGHT, state=Notice.State.DRAFT)
            return waiting.first() or actions.draft_for(project=project, by=self.office, on=on)
        return actions.draft(
            title=_("Catch up with the plan: %(project)s") % {"project": project.name}, by=self.office, basis=story.basis, project=project,
            reason="\n".join(queries.reasons(project)), lead=project.lead_org,
            demand=_("Say by name and day how the months behind are caught up, and report every week."),
        )  # fmt: skip

    def _lead(self, notice: Notice) -> Branch:
        return notice.branches.get(part=Branch.Part.LEAD)

    def _by(self, branch: Branch) -> User:
        """Who signs in for the unit; the leader's office where nobody does."""
        return self.signing.get(branch.organisation_id, self.leader)

    def _judge(self, branch: Branch) -> User:
        return self.office if self._by(branch) != self.office else self.leader

    def _after(self, on: date, days: int) -> date:
        return min(self.calendar.add(on, days), self.today)

    def _asked(self, notice: Notice, on: date) -> None:
        branch = self._lead(notice)
        until = self.calendar.add(branch.due_on or on, 8)
        reason = _("The power line is handed over at the end of the month.")
        actions.ask_for_time(branch=branch, by=self._by(branch), on=self._after(on, 4), until=until, reason=reason)

    def _extended(self, notice: Notice, on: date) -> None:
        self._asked(notice, on)
        asked = self._lead(notice).extensions.get()
        actions.decide(
            extension=asked, by=self._judge(asked.branch), on=self._after(on, 5), is_granted=True, words=_("Once only.")
        )

    def _replied(self, notice: Notice, on: date) -> None:
        branch = self._lead(notice)
        text = _(
            "Two crews added; the steel frame will stand by the 20th of next month. Weekly progress to the office."
        )
        actions.reply(branch=branch, by=self._by(branch), on=self._after(on, 6), text=text, document=_("Reply No. 8"))

    def _returned(self, notice: Notice, on: date) -> None:
        self._replied(notice, on)
        branch = self._lead(notice)
        words = _("No person and no day for the equipment. Answer again.")
        actions.send_back(branch=branch, by=self._judge(branch), on=self._after(on, 8), words=words)

    def _closed(self, notice: Notice, on: date) -> None:
        for branch in notice.branches.all():
            text = _("Done: the site was handed over and works go on.")
            actions.reply(branch=branch, by=self._by(branch), on=self._after(on, 5), text=text)
            actions.verify(branch=branch, by=self._judge(branch), on=self._after(on, 7), words=_("Seen on site."))
        actions.close(notice=notice, by=self.office, on=self._after(on, 8), words=_("Struck off."))

    def _withdrawn(self, notice: Notice, on: date) -> None:
        actions.withdraw(notice=notice, by=self.office, on=self._after(on, 1), reason=_("Sent to the wrong unit."))

    def _climb(self, notice: Notice, on: date) -> None:
        """Every missed deadline on the day after it, as the night does."""
        while (due := notice.branches.order_by("due_on").values_list("due_on", flat=True)[0]) and due < self.today:
            if not actions.escalate(notice=notice, on=due + timedelta(days=1)):
                break

    def _talk(self, notice: Notice, on: date) -> None:
        self._climb(notice, on)
        talk: Any = Interview.objects.filter(notice=notice).order_by("pk").first()
        if talk is not None:
            actions.hold(
                interview=talk, by=self.office, on=self.today, held_on=self.today - timedelta(days=1), held_by=str(self.leader),
                with_whom=str(talk.organisation), due_on=self.calendar.add(self.today, 5),
                outcome=_("A plan with days and names within a week; the leader looks again on site."),
            )  # fmt: skip
