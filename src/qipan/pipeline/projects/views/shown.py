"""What the pages show of a project beyond its fields: labels, shares, sentences; and who may do what on them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from qipan.core import access, units
from qipan.pipeline.projects import queries, rules
from qipan.pipeline.projects.models import Project, StageMove
from qipan.pipeline.projects.models.choices import Stage


def today() -> date:
    return timezone.localdate()


def language() -> str:
    return get_language() or "en"


def in_words(told: Mapping[str, str]) -> str:
    """Words a rule set gives in both languages."""
    return told.get("zh" if units.is_chinese(language()) else "en") or told.get("zh") or ""


def money_sum(sums: Iterable[tuple[str, int]]) -> str:
    """Sums of several currencies side by side, never added."""
    return " + ".join(units.money_text(minor, currency, language()) for currency, minor in sums)


def _pairs() -> dict[str, tuple[str, Any]]:
    order = list(Stage)
    return {here.value: (there.value, there.label) for here, there in itertools.pairwise(order)}


FOLLOWING = _pairs()  # stage → the one after it


@cache
def _ledger_address() -> str:
    return reverse("projects:ledger")


def address(project: Project) -> str:
    """The project's page; what belongs to it stands below. Put together: a page names dozens, and looking one up costs much more."""
    return f"{_ledger_address()}{project.key}/"


class Piece:
    """A card of the board: what a leader sees at a glance."""

    def __init__(
        self, project: Project, *, with_money: bool, on: date, gates: Callable[[], dict[str, Any]] | None = None,
        gaps: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.project, self.on, self.with_money, self.gaps = project, on, with_money, tuple(gaps)
        self.gates = gates or (lambda: queries.table(on))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.project, name)

    @property
    def facts(self) -> tuple[Any, ...]:
        """Everything a card shows, to tell one drawing from another."""
        p = self.project
        return (
            p.key, p.version, p.name, p.stage, p.status, p.is_starred, p.light, repr(p.light_reasons), self.leader_name, self.region_name,
            p.total_minor, p.currency, p.plan_minor, p.done_year_minor, p.next_on, p.next_what, p.open_blockers, p.blocker_text, self.on,
            p.waiting_for, self.waits_for, self.gaps,
        )  # fmt: skip

    @cached_property
    def href(self) -> str:
        return address(self.project)

    @cached_property
    def following(self) -> tuple[str, Any] | None:
        """The next stage and its label."""
        return FOLLOWING.get(self.project.stage)

    @cached_property
    def waits_for(self) -> str:
        """What was submitted and by whom it is to be confirmed."""
        p = self.project
        if not p.waiting_for:
            return ""
        at = p.stage if rules.is_backward(p.stage, p.waiting_for) else p.waiting_for
        who = in_words((rules.step(at, self.gates()).get("confirm") or {}).get("who") or {})
        said = (
            gettext("%(stage)s: waits for confirmation by %(who)s")
            if who
            else gettext("%(stage)s: waits for confirmation")
        )
        return said % {"stage": Stage(p.waiting_for).label, "who": who}

    @property
    def gap_names(self) -> str:
        """Slots of the "five ones" nobody fills, in words."""
        part = 0 if units.is_chinese(language()) else 1
        return ("、" if part == 0 else ", ").join(name.split("|")[part] for name in self.gaps)

    @property
    def leader_name(self) -> str:
        return self.project.leader.name if self.project.leader else self.project.leader_text

    @property
    def region_name(self) -> str:
        return self.project.region.name if self.project.region else self.project.region_text

    @property
    def light_class(self) -> str:
        return "none" if self.project.light == "grey" else self.project.light

    @cached_property
    def why(self) -> str:
        return queries.reason(self.project, with_money=self.with_money)

    @cached_property
    def share(self) -> int | None:
        return None if self.project.done_share is None else round(self.project.done_share)

    @property
    def bar(self) -> int:
        return min(self.share or 0, 100)

    @property
    def time(self) -> int | None:
        """The share of the plan's year that should be done, as the light judged it."""
        for reason in self.project.light_reasons:
            if "elapsed" in reason:
                done, whole = reason["elapsed"]
                return round(100 * done / whole)
        return None

    @property
    def is_overdue(self) -> bool:
        return self.project.next_on is not None and self.project.next_on < self.on

    @property
    def is_ended(self) -> bool:
        return self.project.status in queries.ENDED


def pieces(projects: Iterable[Project], request: HttpRequest, on: date) -> list[Piece]:
    with_money = access.able(request.user, "money.see")
    gates = cache(lambda: queries.table(on))  # asked once, and only if a card waits for somebody
    rows = list(projects)
    gaps = _gaps(rows, on)
    return [Piece(one, on=on, with_money=with_money, gates=gates, gaps=gaps.get(one.pk, ())) for one in rows]


def _gaps(projects: Sequence[Project], on: date) -> dict[int, list[str]]:
    """Empty slots of the projects that are under care; nothing is asked where none is."""
    if not projects:
        return {}
    under_care = queries.care_stages(on)
    return queries.care_gaps([p for p in projects if p.stage in under_care and p.status not in queries.ENDED], on)


def gate_words(codes: Iterable[str]) -> list[str]:
    return [queries.lacking(code) for code in codes]


def stages_between(project: Project, spans: Iterable[rules.Span] = ()) -> list[dict[str, Any]]:
    """The life of a project as steps: done, current, to come; and which of them a second person confirmed."""
    order = list(rules.STAGES)
    here = order.index(project.stage)
    reached = {span.stage: span.basis for span in spans}
    return [
        {
            "label": Stage(stage).label,
            "state": "done" if n < here else "current" if n == here else "future",
            "is_confirmed": n <= here and reached.get(stage) == "confirmed",
        }
        for n, stage in enumerate(order)
    ]


def stays(spans: Sequence[rules.Span]) -> list[dict[str, Any]]:
    """The stage log as rows of a small timeline: how long, on what it rests, who, why."""
    longest = max((span.days for span in spans), default=0) or 1
    return [
        {
            "label": Stage(span.stage).label,
            "span": span,
            "share": round(100 * span.days / longest),
            "basis": StageMove.Basis(span.basis).label,
        }
        for span in reversed(spans)
    ]


def points(ahead: float | None) -> str:
    """ "+10.8 pp" / "超时序10.8个百分点"."""
    if ahead is None:
        return ""
    if abs(ahead) < 0.05:
        return gettext("on time")
    figure = units.figure(abs(ahead), 1)
    if ahead > 0:
        return gettext("%(figure)s points ahead of time") % {"figure": figure}
    return gettext("%(figure)s points behind time") % {"figure": figure}
