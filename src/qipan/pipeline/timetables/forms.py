"""Reading what a person typed about a timetable."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from qipan.pipeline.timetables import queries
from qipan.web.fields import DayField


class LayForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind of project"))
    end_on = DayField(
        label=gettext_lazy("Everything done on"),
        help_text=gettext_lazy("The steps are laid backward from this day, each as late as it may be."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, queries.kind_name(kind)) for key, kind in queries.kinds(on).items()]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class EndForm(forms.Form):
    end_on = DayField(
        label=gettext_lazy("Everything done on"), help_text=gettext_lazy("The baseline stays; the slippage shows.")
    )


class BaselineForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The current plan becomes the baseline; the old one stays in the history."),
    )  # fmt: skip


class DaysForm(forms.Form):
    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, max_value=2000)
