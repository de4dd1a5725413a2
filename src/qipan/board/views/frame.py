"""What every page of a run shares: the run, its tabs, the one sentence, names and amounts as this reader may see them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from qipan.board import measures, queries, rules, words
from qipan.board.models import Run
from qipan.core import access, units
from qipan.delivery.factors import queries as factors
from qipan.delivery.factors.models import Factor
from qipan.territory.orgs import queries as orgs
from qipan.territory.parks.models import Parcel

PARTS = ("detail", "schedule", "factors", "projects", "missing")


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(_("Best move"), reverse("board:index")), *more]


def run_of(request: HttpRequest, key: UUID, *, heavy: bool = True) -> Run:
    rows = queries.visible_to(request.user).select_related("by", "base")
    rows = rows.defer("problem", "plan", "base__problem", "base__plan", "base__missing", "base__trail")
    return get_object_or_404(rows if heavy else rows.defer(*Run.HEAVY, *(f"base__{n}" for n in Run.HEAVY)), key=key)


def context(request: HttpRequest, run: Run, part: str, **more: Any) -> dict[str, Any]:
    labels = (_("In one look"), _("Schedule"), _("Factors"), _("Projects"), _("Missing figures"))
    tabs = [
        {
            "label": label,
            "href": reverse(f"board:{name}", args=[run.key]),
            "is_current": name == part,
            "count": len(run.missing) if name == "missing" else None,
        }
        for name, label in zip(PARTS, labels, strict=True)
    ]
    reader = Reader(request.user, run)
    return {"run": run, "tabs": tabs, "crumbs": crumbs(), "reader": reader, "sees_all": reader.sees_all, **more}


class Reader:
    """A run through the eyes of one reader."""

    def __init__(self, user: Any, run: Run) -> None:
        self.user, self.run, self.result = user, run, run.result
        self.language = get_language() or "en"
        self.sees_money = access.able(user, "money.see")

    @cached_property
    def sees_all(self) -> bool:
        """Every project and every amount: then the whole computation may be taken along."""
        return self.sees_money and orgs.scope_of(self.user).is_everything

    @cached_property
    def projects(self) -> dict[str, Any]:
        """Every project of the board this reader sees, by key."""
        keys = set(self.result.get("steps", {})) | {one["project"] for one in self.result.get("reasons", ())}
        keys |= measures.keys_of(self.run.missing)
        keys |= {change["project"] for change in self.run.changes if change["what"] == "pin"}
        keys |= {pin["project"] for pin in self.result.get("pins", ())}
        if self.run.base is not None and "result" not in self.run.base.get_deferred_fields():
            keys |= set(self.run.base.result.get("steps", {}))
        return queries.seen_projects(self.user, keys)

    @cached_property
    def factors(self) -> dict[str, Factor]:
        """All factors by the planner's name; which are named to the reader is decided in `factor`."""
        return {measures.name_of(factor): factor for factor in factors.everything()}

    @cached_property
    def seen_factors(self) -> set[str]:
        kinds = set(factors.seen_kinds(self.user))
        return {name for name, factor in self.factors.items() if factor.kind in kinds}

    @cached_property
    def parcels(self) -> dict[str, str]:
        return {f"parcel:{key}": code for key, code in Parcel.objects.values_list("key", "code")}

    def money(self, wan: float | None) -> str:
        return units.money_text(None if wan is None else int(wan) * rules.WAN, language=self.language)

    def day(self, week: int) -> str:
        return units.date_text(rules.day_of(self.run.origin, week), "day", self.language)

    def month(self, week: int) -> str:
        return units.date_text(rules.day_of(self.run.origin, week), "month", self.language)

    def factor(self, name: str) -> str:
        """A factor's name; a hidden one by its kind of thing only."""
        if name.startswith("parcel:"):
            return _("parcel %(code)s") % {"code": self.parcels.get(name, "")}
        if name in self.factors:
            return self.factors[name].name if name in self.seen_factors else _("a factor you do not see")
        return _("a rule between projects")

    def amount(self, name: str, in_planner_units: float) -> str:
        kind = name.partition(":")[0]
        if kind == "parcel":
            kind = "land"
        return factors.amount_text(kind, measures.measured(kind, in_planner_units), self.language)

    @property
    def sentence(self) -> str:
        """Value, bound and gap as a leader reads them."""
        run = self.run
        if run.value is None:
            return ""
        gap = units.figure(rules.better(run.value, run.bound or 0), 1)
        figures = {"taken": run.accepted, "all": run.on_board, "gap": gap}
        if self.result.get("status") == "optimal":
            rest = _("and no plan whatever is worth more.")
        else:
            rest = _("and no plan whatever can be more than %(gap)s%% better.") % figures
        if not self.sees_money:
            begin = _("This plan carries out %(taken)s of %(all)s projects,") % figures
        else:
            figures["value"] = self.money(run.value)
            begin = _("This plan carries out %(taken)s of %(all)s projects and is worth %(value)s,") % figures
        return begin + ("" if units.is_chinese(self.language) else " ") + rest

    def hidden(self, keys: Any) -> str:
        """How many of these projects the reader does not see, in words."""
        count = sum(key not in self.projects for key in keys)
        if not count:
            return ""
        return ngettext("and %(n)s project you do not see", "and %(n)s projects you do not see", count) % {"n": count}

    def changes(self) -> list[str]:
        """What was asked of a what-if, in words."""
        return [self.change(one) for one in self.run.changes]

    def change(self, one: dict[str, Any]) -> str:
        if one["what"] == "more":
            if one["factor"] not in self.seen_factors:
                return _("another amount of a factor you do not see")
            given = {"factor": self.factor(one["factor"]), "amount": self.amount(one["factor"], abs(one["amount"]))}
            return (_("%(amount)s more: %(factor)s") if one["amount"] > 0 else _("%(amount)s less: %(factor)s")) % given
        if one["what"] == "level":
            figure = self.figure_of(one["target"], one["level"])
            return _("%(target)s, %(rung)s: %(figure)s") % {
                "target": words.indicator(one["target"]), "rung": words.rung(one["tier"]), "figure": figure,
            }  # fmt: skip
        project = self.projects.get(one["project"])
        name = project.name if project else _("a project you do not see")
        if one["accept"] is None:
            return _("decided by the plan again: %(project)s") % {"project": name}
        return (_("in: %(project)s") if one["accept"] else _("out: %(project)s")) % {"project": name}

    def figure_of(self, target: str, figure: float) -> str:
        """A target's figure: an amount for completed investment (hidden without money), else a count."""
        if target == "completed":
            return self.money(figure) if self.sees_money else "–"
        return units.figure(figure, 1)
