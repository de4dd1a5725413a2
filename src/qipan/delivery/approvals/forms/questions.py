"""The dozen questions in words, and reading their answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.delivery.approvals import rules
from qipan.web.fields import DayField

_YES = pgettext_lazy("answer", "Yes")
_NO = pgettext_lazy("answer", "No")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked: its words, a hint, the words of each answer."""

    label: Any
    hint: Any
    answers: dict[str, Any]


WORDS: dict[str, Question] = {
    "funding": Question(
        _("Who pays for it?"),
        _("Money of the government makes it a matter of approval."),
        {"enterprise": _("An enterprise"), "government": _("The government")},
    ),
    "listed": Question(
        _("Does it stand in the list of projects to be verified?"),
        _("Enterprise projects in the list are verified, all others filed."),
        {"no": _NO, "yes": _YES},
    ),
    "land": Question(
        _("How does it come by its land?"),
        "",
        {
            "auction": _("By tender, auction or listing"),
            "allocation": _("It is allocated"),
            "held": _("It has its land"),
            "rented": _("It rents a building"),
        },
    ),
    "conversion": Question(
        _("Does the site take land that is not yet building land?"),
        _("Then the site needs a pre-review and an opinion."),
        {"no": _NO, "yes": _YES},
    ),
    "assessed": Question(
        _("Is it in a park with area-wide assessment?"),
        _("What the park had assessed for all is not asked of each."),
        {"yes": _YES, "no": _NO},
    ),
    "building": Question(
        _("What is built?"),
        "",
        {"new": _("New buildings"), "fit_out": _("Only fitting out"), "none": _("Nothing: equipment only")},
    ),
    "eia": Question(
        _("Which environmental paper does its kind of industry ask for?"),
        _("The classification list of the environment ministry says which."),
        {"form": _("A form"), "report": _("A full report"), "registration": _("Registration only")},
    ),
    "energy": Question(
        _("Does it use much energy?"), _("From the threshold on, energy saving is reviewed."), {"no": _NO, "yes": _YES}
    ),
    "soil": Question(
        _("Does it move much ground?"),
        _("From the threshold on, a soil-and-water plan is due."),
        {"yes": _YES, "no": _NO},
    ),
    "hazard": Question(_("Does it make or store dangerous chemicals, or the like?"), "", {"no": _NO, "yes": _YES}),
    "site": Question(
        _("What lies on the site?"),
        _("Tick what applies; nothing is an answer too."),
        {
            "forest": _("Forest land"),
            "water": _("A river, flood land, own water intake"),
            "heritage": _("Heritage or a place to be dug first"),
            "geology": _("A landslide area, minerals below"),
        },
    ),
    "utilities": Question(_("Does it need a new connection to water, power or gas?"), "", {"yes": _YES, "no": _NO}),
}
# Why an answer is proposed.
WHY = {
    "owner": _("from the owner's name"),
    "land": _("from the land of the record"),
    "parcel": _("from the parcel of the record"),
    "park": _("the project lies in a park"),
    "no_park": _("the project lies in no park"),
    "nature": _("from the project's nature"),
    "industry": _("from the words of the record"),
    "usual": _("the usual case"),
}


class QuestionsForm(forms.Form):
    """One field a question, in order, and the day the handling sets out."""

    start_on = DayField(label=_("setting out on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in WORDS.items():
            several = name in rules.SEVERAL
            kind: Any = forms.MultipleChoiceField if several else forms.ChoiceField
            choices = list(question.answers.items())
            self.fields[name] = kind(label=question.label, choices=choices, required=not several)

    @property
    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in WORDS}
