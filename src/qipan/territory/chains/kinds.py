"""What the page of rules says about the coverage of chains: words, figures, checks, and what a change would do to each chain."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qipan.core import rulesets, units
from qipan.core.rulesets import Body, Complaints, Field, Kind, Preview, Touched
from qipan.territory.chains import queries, rules
from qipan.territory.chains.models import Node
from qipan.territory.chains.words import STATE_LABELS

_WORTH, _WEIGHT = gettext_lazy("What a node is worth"), gettext_lazy("What a node weighs")
_ACT, _LAND = gettext_lazy("Direction proposed"), gettext_lazy("Land that fits")
_POINTS = gettext_lazy("points of 100")
_ACTS = tuple((choice.value, choice.label) for choice in Node.Action)
FIELDS = (
    Field("firms_for_held", gettext_lazy("local firms from which a node is held"), least=1, most=99, is_needed=True),
    *(Field(f"worth.{s}", label, unit=_POINTS, most=100, is_needed=True, group=_WORTH) for s, label in STATE_LABELS.items()),
    Field("weight.key", gettext_lazy("key node"), least=1, most=99, is_needed=True, group=_WEIGHT),
    Field("weight.other", gettext_lazy("other node"), least=1, most=99, is_needed=True, group=_WEIGHT),
    *(Field(f"act.{s}", label, "choice", choices=_ACTS, is_needed=True, group=_ACT) for s, label in STATE_LABELS.items()),
    Field("act_downstream", gettext_lazy("gap downstream"), "choice", choices=_ACTS, is_needed=True, group=_ACT),
    Field("land.most_times", gettext_lazy("at most so many times the land needed"), least=1, most=99, is_needed=True, group=_LAND),
    Field("land.shown", gettext_lazy("parcels shown"), least=1, most=50, is_needed=True, group=_LAND),
)  # fmt: skip
_SENTENCES = {
    "range": ("worth.held", gettext_lazy("From 0 to 100 points.")),
    "order": ("worth.gap", gettext_lazy("A node that stands worse cannot be worth more.")),
    "weight": ("weight.key", gettext_lazy("A key node weighs at least as much as another.")),
    "firms": ("firms_for_held", gettext_lazy("At least one firm.")),
}


def check(body: Body) -> Complaints:
    """Figures that contradict each other; what is missing is said by the form."""
    try:
        return [_SENTENCES[code] for code in rules.complaints(body)]
    except (KeyError, TypeError):
        return []


def preview(body: Body, on: date, place: str, user: Any) -> Preview:
    """The coverage of every chain now and then; writes nothing."""
    now = rulesets.in_force("chain-coverage", on=on)
    standings = queries.standings()
    touched = []
    for chain in queries.visible_to(user).order_by("name"):
        nodes = standings.get(chain.pk, [])
        before, after = rules.coverage(nodes, now).percent, rules.coverage(nodes, body).percent
        if before != after:
            href = reverse("chains:detail", args=[chain.key])
            touched.append(Touched(chain.name, href, units.percent_text(before), units.percent_text(after)))
    return Preview(_("Coverage of the chains, now and then."), touched=tuple(touched))


COVERAGE = Kind(
    "chain-coverage",
    gettext_lazy("Coverage of industry chains"),
    gettext_lazy(
        "What a node is worth in the coverage of its chain, which direction is proposed for it, and which land fits it."
    ),
    FIELDS,
    check,
    preview,
)
