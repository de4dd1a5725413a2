"""What this room shows elsewhere: findings to answer and answers to decide on the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from qipan.core import access
from qipan.pipeline.checkups import queries
from qipan.pipeline.checkups.models import Finding
from qipan.territory.orgs import queries as orgs
from qipan.web.waiting import Line


def owed(user: Any, on: date, most: int) -> Sequence[Line]:
    return _lines(queries.to_answer(user).order_by("since")[:most], user)


def undecided(user: Any, on: date, most: int) -> Sequence[Line]:
    return _lines(queries.to_decide(user).order_by("since")[:most], user)


def _lines(findings: Iterable[Finding], user: Any) -> list[Line]:
    sight = {"with_money": access.able(user, "money.see"), "with_others": orgs.scope_of(user).is_everything}
    return [
        Line(
            f"{f.project.name} · {queries.title(f.rule)}", reverse("checkups:finding", args=[f.key]),
            queries.sentence(f.rule, f.numbers, f.project.currency, **sight),
        )
        for f in findings
    ]  # fmt: skip
