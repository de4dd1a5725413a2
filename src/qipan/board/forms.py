"""Reading what a person asks: what if there were more of this, without that project, with another target."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qipan.board import measures, rules, words
from qipan.board.models import Run
from qipan.core import access, units
from qipan.delivery.factors import queries as factors
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project

_PICK = {"data-pick": ""}
FigureOf = Callable[[str, float], str]  # a target and a figure → as the reader reads it


class WhatIfForm(forms.Form):
    """Up to one change of each sort; further ones are asked on the plan that results."""

    name = forms.CharField(
        label=_("name"), max_length=120, required=False, help_text=_("Left empty, it is called by what changes.")
    )
    factor = forms.ChoiceField(label=_("factor"), required=False, widget=forms.Select(attrs=_PICK))
    more = forms.DecimalField(label=_("so much more"), required=False, decimal_places=4)
    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("project"), required=False, widget=forms.Select(attrs=_PICK)
    )
    decision = forms.ChoiceField(
        label=_("decision"),
        required=False,
        choices=[
            ("", "–"),
            ("in", pgettext_lazy("project", "in the plan")),
            ("out", pgettext_lazy("project", "out of it")),
        ],
    )
    rung = forms.ChoiceField(label=_("target"), required=False)
    level = forms.DecimalField(label=_("moved to"), required=False, min_value=Decimal(0), decimal_places=4)

    def __init__(
        self, *args: Any, user: Any, base: Run, figure_of: FigureOf, problem: dict[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.base, self.problem = base, problem
        language = get_language() or "en"
        on_board = {thing["name"] for kind in ("renewables", "supplies") for thing in problem.get(kind, ())}
        self.held = {measures.name_of(f): f for f in factors.visible_to(user) if measures.name_of(f) in on_board}
        named = [
            (name, f"{factor.name} ({factors.shown_scale(factor.kind, language)[1]})")
            for name, factor in self.held.items()
        ]
        self.fields["factor"].choices = [("", "–"), *named]  # type: ignore[attr-defined]
        self.fields["more"].help_text = _("In the unit beside the factor; below zero for less.")
        keys = [one["name"] for one in problem["projects"]]
        self.fields["project"].queryset = projects.visible_to(user).filter(key__in=keys).order_by("name")  # type: ignore[attr-defined]
        sees_money = access.able(user, "money.see")
        self.tiers = {
            f"{target['name']}:{tier['name']}": (target["name"], tier["name"])
            for target in problem.get("targets", ())
            for tier in target["tiers"]
            if sees_money or target["name"] != "completed"
        }
        levels = {
            f"{target['name']}:{tier['name']}": tier["level"]
            for target in problem.get("targets", ())
            for tier in target["tiers"]
        }
        rungs = [
            (code, f"{words.indicator(a)} · {words.rung(b)} ({figure_of(a, levels[code])})")
            for code, (a, b) in self.tiers.items()
        ]
        self.fields["rung"].choices = [("", "–"), *rungs]  # type: ignore[attr-defined]
        self.fields["level"].help_text = _("A count as it is, an amount in %(unit)s.") % {
            "unit": units.money_unit("CNY", language)
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        asked: list[dict[str, Any]] = []
        for one, other, add in (
            ("factor", "more", self._more),
            ("project", "decision", self._pin),
            ("rung", "level", self._level),
        ):
            if bool(given.get(one)) != (given.get(other) not in (None, "")):
                if one not in self.errors and other not in self.errors:
                    self.add_error(other if given.get(one) else one, _("Say both, or leave both empty."))
            elif given.get(one):
                add(given, asked)
        if not asked and not self.errors:
            raise forms.ValidationError(_("Change something: a factor, a project or a target."))
        given["asked"] = asked
        return given

    def _more(self, given: dict[str, Any], asked: list[dict[str, Any]]) -> None:
        name = given["factor"]
        scale, _unit = factors.shown_scale(self.held[name].kind, get_language() or "en")
        amount = measures.whole(self.held[name].kind, given["more"] * scale)
        least = self._least(name)
        if amount + least < 0:
            self.add_error("more", _("There is not so much of it to take away."))
        elif amount:
            asked.append({"what": "more", "factor": name, "amount": amount})

    def _least(self, name: str) -> int:
        for thing in self.problem.get("renewables", ()):
            if thing["name"] == name:
                return min(thing["capacity"])
        for thing in self.problem.get("supplies", ()):
            if thing["name"] == name:
                return min((total for _since, total in thing["steps"] if total), default=0)
        return 0

    def _pin(self, given: dict[str, Any], asked: list[dict[str, Any]]) -> None:
        key = str(given["project"].key)
        is_in = given["decision"] == "in"
        held = next(one for one in self.problem["projects"] if one["name"] == key)
        if held.get("mandatory") and not is_in:
            self.add_error("decision", _("What is under way cannot be taken out here; change its status first."))
            return
        asked.append({"what": "pin", "project": key, "accept": is_in})

    def _level(self, given: dict[str, Any], asked: list[dict[str, Any]]) -> None:
        target, tier = self.tiers[given["rung"]]
        level = given["level"]
        if target == "completed":
            level = level * units.money_scale(get_language() or "en") / rules.WAN
        tiers = next(one["tiers"] for one in self.problem["targets"] if one["name"] == target)
        levels = [int(level) if one["name"] == tier else one["level"] for one in tiers]
        if any(low >= high for low, high in pairwise(levels)):
            self.add_error("level", _("A rung stays above the one below it."))
            return
        asked.append({"what": "level", "target": target, "tier": tier, "level": int(level)})


class ProposeForm(forms.Form):
    note = forms.CharField(label=_("note"), max_length=300, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=300)
