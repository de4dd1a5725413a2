"""What the pages show of a project beyond its fields: labels, shares, sentences; and who may do what on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from qipan.core import access, rulesets, units
from qipan.pipeline.projects import queries, rules
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Stage


def today() -> date:
    return timezone.localdate()


def language() -> str:
    return get_language() or "en"


def money_sum(sums: Iterable[tuple[str, int]]) -> str:
    """Sums of several currencies side by side, never added."""
    return " + ".join(units.money_text(minor, currency, language()) for currency, minor in sums)


class Piece:
    """A card of the board: what a leader sees at a glance."""

    def __init__(self, project: Project, *, on: date, limits: dict[str, Any], with_money: bool) -> None:
        self.project, self.on, self.with_money = project, on, with_money
        self._limits = limits

    def __getattr__(self, name: str) -> Any:
        return getattr(self.project, name)

    @property
    def leader_name(self) -> str:
        return self.project.leader.name if self.project.leader else self.project.leader_text

    @property
    def region_name(self) -> str:
        return self.project.region.name if self.project.region else self.project.region_text

    @property
    def light_class(self) -> str:
        return "none" if self.project.light == "grey" else self.project.light

    @property
    def why(self) -> str:
        return queries.reason(self.project, with_money=self.with_money)

    @property
    def share(self) -> int | None:
        return None if self.project.done_share is None else round(self.project.done_share)

    @property
    def bar(self) -> int:
        return min(self.share or 0, 100)

    @property
    def time(self) -> int | None:
        """The share of the plan's year that should be done by now."""
        if self.project.plan_year is None:
            return None
        done, whole = rules.elapsed(self.project.plan_year, self.on, self._limits)
        return round(100 * done / whole)

    @property
    def is_overdue(self) -> bool:
        return self.project.next_on is not None and self.project.next_on < self.on

    @property
    def is_ended(self) -> bool:
        return self.project.status in queries.ENDED


def pieces(projects: Iterable[Project], request: HttpRequest, on: date) -> list[Piece]:
    limits = rulesets.in_force("lights", on=on)
    with_money = access.able(request.user, "money.see")
    return [Piece(project, on=on, limits=limits, with_money=with_money) for project in projects]


def gate_words(codes: Iterable[str]) -> list[str]:
    return [queries.lacking(code) for code in codes]


def stages_between(project: Project) -> list[dict[str, Any]]:
    """The life of a project as steps: done, current, to come."""
    order = list(rules.STAGES)
    here = order.index(project.stage)
    return [
        {"label": Stage(stage).label, "state": "done" if n < here else "current" if n == here else "future"}
        for n, stage in enumerate(order)
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


ORDER_LABEL = _("Red first, then the largest")
