"""A finding as the pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from qipan.core import access
from qipan.pipeline.checkups import queries
from qipan.pipeline.checkups.models import Answer, Finding
from qipan.territory.orgs import queries as orgs

TONES = {"open": "red", "answered": "yellow", "accepted": "green", "cleared": ""}


def today() -> date:
    return timezone.localdate()


@dataclass(frozen=True, slots=True)
class Row:
    """The rule's name, its sentence with the figures, the threshold with its source, and the latest answer."""

    finding: Finding
    title: str
    text: str
    limit: str
    tone: str
    answers: list[Answer]

    @property
    def last(self) -> Answer | None:
        return self.answers[0] if self.answers else None


def rows(findings: Iterable[Finding], request: HttpRequest) -> list[Row]:
    with_money = access.able(request.user, "money.see")
    with_others = orgs.scope_of(request.user).is_everything
    return [row(finding, with_money=with_money, with_others=with_others) for finding in findings]


def row(finding: Finding, *, with_money: bool, with_others: bool) -> Row:
    rule, numbers = finding.rule, finding.numbers
    text = queries.sentence(rule, numbers, finding.project.currency, with_money=with_money, with_others=with_others)
    limit = queries.threshold(rule, numbers)
    return Row(finding, queries.title(rule), text, limit, TONES[finding.state], list(finding.answers.all()))
