"""Reading what a person typed about plans and targets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qipan.pipeline.plans.models import Plan, Target
from qipan.territory.orgs.models import Organisation
from qipan.web.fields import DayField, MoneyField, money_hint


class PlanForm(forms.ModelForm):
    adopted_on = DayField(label=_("adopted on"), required=False)

    class Meta:
        model = Plan
        fields = ["year", "kind", "title", "source", "adopted_on"]


class TargetForm(forms.Form):
    """An indicator, for whom, by when, how much: a count, or an amount in the reader's unit."""

    indicator = forms.ChoiceField(label=_("indicator"), choices=Target.Indicator.choices)
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=_("organisation"),
        required=False,
        empty_label=_("the county"),
        widget=forms.Select(attrs={"data-pick": ""}),
    )
    month = forms.TypedChoiceField(
        label=_("by the end of month"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("the year")), *((m, str(m)) for m in range(1, 13))],
    )
    figure = MoneyField(label=_("value"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figure"].help_text = _("Counts as they are, amounts in %(unit)s.") % {"unit": money_hint()}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        amount = given.get("figure")
        if amount is None:
            return given
        if given.get("indicator") in Target.MONEY:
            given["value"] = amount
        else:
            given["value"] = self._count()
        return given

    def _count(self) -> int | None:
        """A count is the figure as written, not as an amount."""
        text = str(self.data.get(self.add_prefix("figure"), "")).replace(",", "").strip()
        if not text.isdigit():
            self.add_error("figure", _("A count is a whole number."))
            return None
        return int(text)
