"""The board's codes as words: steps, rungs, reasons, missing figures, changes asked for. The planner knows codes and values only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from qipan.core import units
from qipan.pipeline.plans.models import Target

STEPS = {
    "negotiate": pgettext_lazy("step", "Negotiation and signing"),
    "filing": pgettext_lazy("step", "Filing"),
    "land": pgettext_lazy("step", "Land delivery"),
    "eia": pgettext_lazy("step", "Environmental and energy assessment"),
    "planning": pgettext_lazy("step", "Planning permits"),
    "permit": pgettext_lazy("step", "Construction permit"),
    "foundation": pgettext_lazy("step", "Foundation"),
    "structure": pgettext_lazy("step", "Main structure"),
    "equipment": pgettext_lazy("step", "Equipment"),
    "commissioning": pgettext_lazy("step", "Commissioning"),
}
RUNGS = {
    "guarantee": pgettext_lazy("rung", "Guarantee"),
    "strive": pgettext_lazy("rung", "Strive"),
    "aim": pgettext_lazy("rung", "Aim"),
}
OPTIONS = {
    "normal": pgettext_lazy("speed", "normal"),
    "crash": pgettext_lazy("speed", "hurried"),
    "ordinary": pgettext_lazy("approval track", "ordinary"),
    "fast": pgettext_lazy("approval track", "fast"),
}
# What the process is doing.
STAGES = {
    "": gettext_lazy("Waiting for its turn"),
    "warming": gettext_lazy("Warming up: the first run on a machine prepares its calculations, about half a minute"),
    "solving": gettext_lazy("Looking for a better plan"),
    "checking": gettext_lazy("Checking every rule"),
    "explaining": gettext_lazy("Finding out why the others wait"),
    "pricing": gettext_lazy("Pricing the bottlenecks"),
    "verifying": gettext_lazy("Proving the bound a second time"),
    "simulating": gettext_lazy("Playing ten thousand futures"),
}
FAILURES = {
    "infeasible": gettext_lazy(
        "No plan keeps every rule: what must be in cannot all be carried out with what there is."
    ),
    "refused": gettext_lazy("The figures contradict each other."),
    "broken": gettext_lazy("Something went wrong on the server. Try again, or tell the administrator."),
    "lost": gettext_lazy("The computation ended without an answer. Try again."),
}


def step(code: str) -> str:
    return str(STEPS.get(code, code))


def rung(code: str) -> str:
    return str(RUNGS.get(code, code))


def indicator(code: str) -> str:
    return str(dict(Target.Indicator.choices).get(code, code))


# Missing figures: what was not recorded, what was taken instead, and where it is mended (an address name, or "" = the project's page).
Sentence = Callable[[dict[str, Any]], str]
MISSING: dict[str, tuple[Sentence, str]] = {
    "total": (lambda v: _("no total investment: %(wan)s × 10,000 yuan taken") % v, ""),
    "dates": (lambda v: _("no planned start or end that holds: the usual length of building taken"), ""),
    "long": (lambda v: _("planned longer than %(weeks)s weeks: cut to that") % v, ""),
    "lead": (lambda v: _("no lead organisation: no task can be given"), ""),
    "approvals": (lambda v: _("its approvals are not known: the template's weeks taken"), "approvals:know"),
    "park": (lambda v: _("no park: its land is not charged to any quota"), ""),
    "parcel": (lambda v: _("no free parcel in its park is large enough: planned without one"), "parks:land"),
    "land": (lambda v: _("no land need: %(m2)s m² for each 100 million yuan taken") % v, "factors:needs"),
    "credit": (
        lambda v: (
            _("no credit need: %(percent)s %% of what remains taken") % {"percent": units.figure(v["share"] / 10, 1)}
        ),
        "factors:needs",
    ),
    "financed": (lambda v: _("under way and no credit need: taken as financed"), "factors:needs"),
    "energy": (lambda v: _("no energy need: %(tce)s tce for each 100 million yuan taken") % v, "factors:needs"),
    "labour": (lambda v: _("no labour need: %(persons)s persons for each 100 million yuan taken") % v, "factors:needs"),
    "supply": (lambda v: _("No supply of this kind is recorded: taken as without limit"), "factors:index"),
    "target": (
        lambda v: _("No target for %(year)s: last year's × %(times)s taken") % {**v, "times": v["growth"] / 1000},
        "plans:index",
    ),
    "no_target": (lambda v: _("No target for %(year)s nor the year before: not counted") % v, "plans:index"),
}
