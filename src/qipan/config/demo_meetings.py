"""The demonstration's meetings: two held, one of them with decisions done, answered and late; one called, its agenda full."""

from __future__ import annotations

from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from qipan.core.models import User
from qipan.oversight.meetings import actions, queries
from qipan.oversight.meetings.models import Meeting
from qipan.territory.orgs.models import Organisation, Person
from qipan.territory.tasks import actions as tasks

HELD = ((62, "mobilization"), (31, "monthly"))


def load(*, by: User, today: date) -> int:
    """How many meetings were written; none where some are held already."""
    if Meeting.objects.exists():
        return 0
    chair = Person.objects.filter(user__username="leader").first()
    asked = list(Organisation.objects.filter(kind__in=["department", "township", "park"]).order_by("pk")[:8])
    titles = {
        "mobilization": _("Mobilization for the last quarter"),
        "monthly": _("Monthly meeting on projects"),
        "next": _("This month's meeting on projects and factors"),
    }
    for days, kind in HELD:
        values = {
            "title": titles[kind],
            "kind": kind,
            "on": today - timedelta(days=days),
            "at": time(9),
            "chair": chair,
        }
        _held(by, actions.call(by=by, values=values, asked=asked), asked, today)
    values = {
        "title": titles["next"],
        "kind": "monthly",
        "on": today + timedelta(days=3),
        "at": time(15),
        "chair": chair,
    }
    following = actions.call(by=by, values=values, asked=asked)
    _agenda(by, following, today, most=8)
    return Meeting.objects.count()


def _agenda(by: User, meeting: Meeting, today: date, *, most: int) -> None:
    for one in queries.suggestions(meeting, by, on=today)[:most]:
        actions.add_item(by=by, meeting=meeting, title=one.project.name, project=one.project, reason=one.reason)


def _held(by: User, meeting: Meeting, asked: list[Organisation], today: date) -> None:
    _agenda(by, meeting, today, most=4)
    wanted = (
        (_("Deliver the missing land and say when"), -5, "open"),
        (_("Agree the credit line with the bank and report"), -12, "done"),
        (_("Bring the power line forward"), 9, "answered"),
        (_("Name one person who stays with the project to the end"), 6, "open"),
    )
    for item, organisation, (text, days, state) in zip(meeting.items.all(), asked, wanted, strict=False):
        actions.write_down(by=by, item=item, said=_("The owner explained; the departments answered point by point."))
        due = today + timedelta(days=days)
        decision = actions.decide(
            by=by, meeting=meeting, item=item, text=text, organisation=organisation, due_on=due, assisting=asked[-1:]
        )
        if state != "open":
            tasks.answer(by=by, task=decision.task, text=_("Done as decided; papers are in the project's files."))
        if state == "done":
            decision.task.refresh_from_db()
            tasks.close(by=by, task=decision.task)
    actions.hold(by=by, meeting=meeting, summary=_("Each unit reports its decisions before the next meeting."))
