"""Reading what a person typed about factors, supplies and needs: figures in the reader's units."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qipan.core import units
from qipan.delivery.factors import queries
from qipan.delivery.factors.models import Factor, Kind, Need, Supply
from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project
from qipan.web.fields import DayField

_PICK = {"data-pick": ""}
_CENT = Decimal("0.01")


def shown(kind: str, amount: Decimal | None) -> str:
    """An amount as its field shows it, without the unit."""
    scale, _unit = queries.shown_scale(kind, get_language() or "en")
    return "" if amount is None else units.figure(amount / scale, 6)


def typed(kind: str, figure: Decimal) -> Decimal:
    """What was typed, in our units."""
    scale, _unit = queries.shown_scale(kind, get_language() or "en")
    return (figure * scale).quantize(_CENT, ROUND_HALF_EVEN)


STEPS = (
    ("", "—"),
    ("filing", pgettext_lazy("step", "Filing")),
    ("land", pgettext_lazy("step", "Land delivery")),
    ("eia", pgettext_lazy("step", "Environmental and energy assessment")),
    ("planning", pgettext_lazy("step", "Planning permits")),
    ("permit", pgettext_lazy("step", "Construction permit")),
)


class FactorForm(forms.ModelForm):
    class Meta:
        model = Factor
        fields = ["kind", "name", "park", "organisation", "step", "notes"]
        widgets = {
            "park": forms.Select(attrs=_PICK),
            "organisation": forms.Select(attrs=_PICK),
            "notes": forms.Textarea(attrs={"rows": 2}),
            "step": forms.Select(choices=STEPS),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].help_text = _("Only for the desk of an approval office.")
        self.fields["organisation"].help_text = _("The bank, or the office whose desk it is.")


class AmountForm(forms.Form):
    """The figure part: typed in the reader's unit of the kind."""

    figure = forms.DecimalField(label=pgettext_lazy("of a factor", "amount"), min_value=Decimal(0), decimal_places=6)


class SupplyForm(AmountForm):
    since = DayField(label=_("from"))
    paper = forms.CharField(label=_("source document"), required=False, max_length=200)
    field_order = ["since", "figure", "paper"]

    def __init__(self, *args: Any, factor: Factor, supply: Supply | None = None, **kwargs: Any) -> None:
        self.factor = factor
        if supply:
            amount = shown(factor.kind, supply.amount).replace(",", "")
            kwargs["initial"] = {"since": supply.since, "figure": amount, "paper": supply.paper}
        super().__init__(*args, **kwargs)
        _scale, unit = queries.shown_scale(factor.kind, get_language() or "en")
        self.fields["figure"].help_text = (
            _("How much there is from this day on, in %(unit)s.")
            if factor.kind in ("labour", "desk", "team")
            else _("How much is added on this day, in %(unit)s.")
        ) % {"unit": unit}

    def amount(self) -> Decimal:
        return typed(self.factor.kind, self.cleaned_data["figure"])


class NeedForm(AmountForm):
    project = forms.ModelChoiceField(Project.objects.none(), label=_("project"), widget=forms.Select(attrs=_PICK))
    kind = forms.ChoiceField(label=_("kind of factor"))
    factor = forms.ModelChoiceField(
        Factor.objects.none(), label=_("factor"), required=False, widget=forms.Select(attrs=_PICK)
    )
    since = DayField(label=_("from"), required=False)
    until = DayField(label=_("until"), required=False)
    paper = forms.CharField(label=_("source document"), required=False, max_length=200)
    field_order = ["project", "kind", "factor", "figure", "since", "until", "paper"]

    def __init__(self, *args: Any, user: Any, need: Need | None = None, **kwargs: Any) -> None:
        if need:
            names = ("project", "kind", "factor", "since", "until", "paper")
            given = {name: getattr(need, name) for name in names}
            kwargs["initial"] = {**given, "figure": shown(need.kind, need.amount).replace(",", "")}
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects.visible_to(user).order_by("name")  # type: ignore[attr-defined]
        self.fields["factor"].queryset = queries.visible_to(user)  # type: ignore[attr-defined]
        labels = dict(Kind.choices)
        seen = queries.seen_kinds(user)
        self.fields["kind"].choices = [(kind, labels[kind]) for kind in seen]  # type: ignore[attr-defined,index]
        language = get_language() or "en"
        unit_of = ", ".join(f"{labels[kind]} {queries.shown_scale(kind, language)[1]}" for kind in seen)  # type: ignore[index]
        self.fields["figure"].help_text = unit_of
        self.fields["factor"].help_text = _("Leave empty when any of the kind will do.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        factor = given.get("factor")
        if factor is not None and factor.kind != given.get("kind"):
            self.add_error("factor", _("This factor is of another kind."))
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", _("This is before it begins."))
        if given.get("figure") == 0:
            self.add_error("figure", _("A need is larger than zero."))
        return given

    def values(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in ("project", "kind", "factor", "since", "until", "paper")}
        return {**given, "amount": typed(given["kind"], self.cleaned_data["figure"])}
