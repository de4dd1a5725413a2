"""Reading an answer to a finding."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qipan.pipeline.checkups.models import Answer
from qipan.web.fields import DayField


class AnswerForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Your answer"), choices=Answer.Kind, widget=forms.RadioSelect, initial=Answer.Kind.EXPLAIN
    )
    words = forms.CharField(
        label=gettext_lazy("In words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What the reader must know: the cause, the document, what was put right."),
    )  # fmt: skip
    mended_by_on = DayField(label=gettext_lazy("Put right by"), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("kind") != Answer.Kind.MEND:
            found["mended_by_on"] = None
        elif found.get("mended_by_on") is None and "mended_by_on" not in self.errors:
            self.add_error("mended_by_on", _("Say by when, or the day it was done."))
        return found
