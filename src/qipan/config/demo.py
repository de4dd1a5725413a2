"""The demonstration: a made-up county, brought in from its messy workbooks by the real importer, with an account for each role."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from qipan.board import actions as board
from qipan.board import jobs as board_jobs
from qipan.board.models import Run
from qipan.config import (
    demo_approvals,
    demo_chains,
    demo_gates,
    demo_leads,
    demo_meetings,
    demo_progress,
    demo_screening,
    demo_supervision,
    demo_teams,
)
from qipan.core import changes, units
from qipan.core.models import User
from qipan.exchange import actions as exchange
from qipan.exchange.models import Batch
from qipan.territory.companies import actions as companies
from qipan.territory.companies import queries as firms
from qipan.territory.orgs import actions as orgs
from qipan.territory.orgs import queries as directory
from qipan.territory.orgs.models import Membership, Organisation, Person, Role
from qipan.territory.tasks import actions as tasks
from qipan.territory.tasks.models import Task
from qipan.web.demo import PASSWORD

LOADER = "key-projects-officer"
# Records others point at come first: the directory, then firms, then chains that name them.
FIRST = ("13", "12", "14", "11", "15")
Say = Callable[[str], None]


def examples() -> Path:
    """Where the workbooks are: beside the source in a checkout, else where QIPAN_EXAMPLES says."""
    given = os.environ.get("QIPAN_EXAMPLES")
    return Path(given) if given else Path(__file__).resolve().parents[3] / "examples" / "county"


def load(progress: Say) -> None:
    """Bring the county in and let it live. Run again, it brings in only what is missing."""
    with translation.override(settings.LANGUAGE_CODE):
        loader = bring_in(progress)
        _live(loader, progress)


def bring_in(progress: Say) -> User:
    """The county as its workbooks tell it, with an account for each role; returns who loaded it."""
    truth = _truth()
    orgs.seed()
    loader = _account(next(a for a in truth["accounts"] if a["role"] == LOADER))
    for path in _workbooks(truth):
        progress(_bring_in(path, loader))
    for account in truth["accounts"]:
        _account(account)
    progress(_("%(count)s accounts, one for each role, are open.") % {"count": len(truth["accounts"])})
    return loader


def _live(loader: User, progress: Say) -> None:
    """What people do with it from then on: tasks, reports, approvals, steps, a plan, meetings."""
    _tasks(loader, timezone.localdate())
    leads = demo_leads.load(by=loader, today=timezone.localdate())
    progress(_("%(count)s leads, some of them late, disputed or handed over.") % {"count": leads})
    placed = demo_chains.load(by=loader, today=timezone.localdate())
    progress(_("%(count)s projects and leads stand on nodes of the chains.") % {"count": placed})
    teams = demo_teams.load(by=loader, today=timezone.localdate())
    progress(_("%(count)s teams by chain and by city, with what they promised.") % {"count": teams})
    demo_progress.load(by=loader, today=timezone.localdate())
    cases = demo_approvals.load(by=loader, today=timezone.localdate())
    progress(_("%(count)s applications for approvals are on their way or decided.") % {"count": cases})
    _gates(progress)
    _first_plan(loader, timezone.localdate())
    meetings = demo_meetings.load(by=loader, today=timezone.localdate())
    progress(_("%(count)s meetings, with what they decided.") % {"count": meetings})
    told = demo_supervision.load(today=timezone.localdate())
    progress(_("%(count)s supervision notices: drafted, out, stepped up or closed.") % {"count": told})


def _gates(progress: Say) -> None:
    """Steps that wait, one sent back, one exception."""
    by = {user.username: user for user in User.objects.filter(username__in=("leader", "investment", "keyprojects"))}
    waiting = demo_gates.lay(by=by, photos=examples() / "photos", on=timezone.localdate())
    if waiting:
        progress(_("%(count)s steps wait for a second person.") % {"count": waiting})
    screened = demo_screening.load(by=by, today=timezone.localdate())
    if screened:
        progress(_("%(count)s projects stand before the access standards.") % {"count": screened})


def accounts() -> list[tuple[str, str, str]]:
    """(user name, password, role) of every account of the demonstration."""
    held = Membership.objects.filter(role__isnull=False, person__user__isnull=False).select_related(
        "person__user", "role"
    )
    return [(m.person.user.username, PASSWORD, str(m.role)) for m in held.order_by("role_id", "pk")]


def _language() -> str:
    return "zh" if units.is_chinese(settings.LANGUAGE_CODE) else "en"


def _truth() -> dict[str, Any]:
    path = examples() / "truth.json"
    if not path.exists():
        raise FileNotFoundError(
            f"The demonstration's workbooks are not at {path.parent}; set QIPAN_EXAMPLES to the folder that holds them."
        )
    return json.loads(path.read_text(encoding="utf-8"))


def _words(value: Any) -> str:
    return value[_language()] if isinstance(value, dict) else str(value)


def _workbooks(truth: dict[str, Any]) -> Iterator[Path]:
    listed = {one["id"]: examples() / one[_language()] for one in truth["files"]}
    yield from (listed.pop(number) for number in FIRST if number in listed)
    yield from listed.values()


def _bring_in(path: Path, loader: User) -> str:
    """One workbook through receive, read, apply; says what came of it."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if Batch.objects.filter(sha256=digest, state=Batch.State.APPLIED).exists():
        return _("%(file)s: in already") % {"file": path.name}
    batch = exchange.receive_path(path=path, by=loader)
    exchange.read(batch=batch, at=timezone.now())
    batch.refresh_from_db()
    if batch.state != Batch.State.PREVIEW:
        return _("%(file)s: could not be read (%(why)s)") % {
            "file": path.name,
            "why": batch.refusal.get("code", batch.state),
        }
    open_questions = exchange.open_questions(batch)
    batch = exchange.apply(batch=batch, by=loader, at=timezone.now(), set_aside=True)
    written = sum(batch.counts.get("written", {}).values())
    said = _("%(file)s: %(written)s records written") % {"file": path.name, "written": written}
    return said + (_(", %(count)s questions left for a person") % {"count": open_questions} if open_questions else "")


def _account(account: dict[str, Any]) -> User:
    """The person, the post in the role, the account with the demonstration's password. Safe to run again."""
    user = User.objects.filter(username=account["username"]).first()
    if user:
        return user
    home = _home(account)
    person = directory.find_person(_words(account["person"]), home) or orgs.add_person(
        by=None, name=_words(account["person"])
    )
    role = Role.objects.get(code=account["role"])
    post = _words(account.get("post", ""))
    held = Membership.objects.filter(person=person, organisation=home, role__isnull=True).first()
    if held:
        changes.change(held, by=None, values={"role": role})
    else:
        orgs.join(by=None, person=person, organisation=home, role=role, post=post)
    user = User(username=account["username"], display_name=person.name, password=_hashed())
    user.save()
    orgs.change_person(by=None, person=person, values={"user": user})
    return user


@lru_cache(maxsize=1)
def _hashed() -> str:
    """The word everybody signs in with, which the page tells anyhow; hashed once, for that is slow on purpose."""
    return make_password(PASSWORD)


def _home(account: dict[str, Any]) -> Organisation:
    """The organisation of the account; a firm gets one of its own to sign in as."""
    name = _words(account["org"])
    held = directory.find_organisation(name)
    if held:
        return held
    is_firm = account["role"] == "company"
    home = orgs.found(by=None, name=name, kind=Organisation.Kind.COMPANY if is_firm else Organisation.Kind.DEPARTMENT)
    firm = firms.find_company(name) if is_firm else None
    if firm:
        companies.change(by=None, company=firm, values={"organisation": home})
    return home


def _first_plan(confirmer: User, today: date) -> None:
    """The leader's first move waits in the line: the worker computes it, then it is adopted by two people."""
    leader = User.objects.filter(username="leader").first()
    if leader is None or Run.objects.exists():
        return
    name = _("Best move of %(day)s") % {"day": units.date_text(today, "day", settings.LANGUAGE_CODE)}
    run = board.order(by=leader, on=today, name=name, seconds=2, exact=True)
    board_jobs.first_plan.enqueue(run.pk, leader.pk, confirmer.pk)


def _tasks(by: User, today: date) -> None:
    """Something on every desk: one task is late, one due today, one answered."""
    if Task.objects.exists():
        return
    wanted = (
        ("clerk", _("Check the filing numbers of this month's new projects"), -2),
        ("township", _("Report what holds up the projects with a red light"), 0),
        ("park", _("Look at every parcel that is enclosed but not built"), 5),
        ("bank", _("Name one product for each project that lacks working capital"), 9),
        ("investment", _("Call on the investors silent for more than thirty days"), 3),
    )
    for username, title, days in wanted:
        person = Person.objects.filter(user__username=username).first()
        post = person.memberships.select_related("organisation").first() if person else None
        if person and post:
            task = tasks.assign(
                by=by, title=title, organisation=post.organisation, person=person, due_on=today + timedelta(days=days)
            )
            if username == "investment" and person.user:
                tasks.answer(by=person.user, task=task, text=_("Called on all of them; two come next week."))
