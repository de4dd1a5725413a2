"""What other rules for lights would make of the projects a reader sees: counts by colour, and which would turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qipan.core import access, rulesets
from qipan.core.rulesets import Preview, Touched
from qipan.pipeline.projects import rules
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Light
from qipan.pipeline.projects.queries import course, sight, why

SHOWN = 200
_ORDER = ("red", "yellow", "green", "grey")


def lights(body: Mapping[str, Any], on: date, place: str, user: Any) -> Preview:
    """Every project at the place, judged by the rules in force and by these, both as of today."""
    held = rulesets.everywhere("lights", on=on)
    now: Counter[str] = Counter()
    then: Counter[str] = Counter()
    turned: list[tuple[Project, str, rules.Verdict]] = []
    for project in _projects(user, place).iterator(chunk_size=2000):
        facts = course.of(project)
        before = rules.light(facts, on, held(project.region.path if project.region else "")).colour
        verdict = rules.light(facts, on, body)
        now[before] += 1
        then[verdict.colour] += 1
        if verdict.colour != before:
            turned.append((project, before, verdict))
    turned.sort(key=lambda one: (_ORDER.index(one[2].colour), one[0].name))
    return Preview(
        sentence=_sentence(turned) if now else _("You see no projects this could be tried on."),
        counts=tuple((Light(colour).label, now[colour], then[colour]) for colour in _ORDER),
        touched=tuple(_touched(one, user) for one in turned[:SHOWN]),
        more=max(len(turned) - SHOWN, 0),
    )


def _projects(user: Any, place: str) -> QuerySet[Project]:
    found = (
        sight.visible_to(user).select_related("region").only(*course.READ, "name", "key", "currency", "region__path")
    )
    return found.filter(region__path__startswith=place) if place else found


def _sentence(turned: list[tuple[Project, str, rules.Verdict]]) -> str:
    if not turned:
        return _("With these rules no light would change.")
    red = sum(verdict.colour == "red" for _project, _before, verdict in turned)
    out = sum(before == "red" for _project, before, _verdict in turned)
    told = ngettext(
        "With these rules %(red)s project would turn red", "With these rules %(red)s projects would turn red", red
    ) % {"red": red}
    rest = _("%(out)s would leave red, %(all)s lights would change in all.") % {"out": out, "all": len(turned)}
    return _("%(told)s; %(rest)s") % {"told": told, "rest": rest}


def _touched(one: tuple[Project, str, rules.Verdict], user: Any) -> Touched:
    project, before, verdict = one
    sentences = why.explained(verdict.reasons[:1], project, with_money=access.able(user, "money.see"))
    return Touched(
        project.name,
        reverse("projects:detail", args=[project.key]),
        Light(before).label,
        Light(verdict.colour).label,
        sentences[0] if sentences else "",
    )
