"""Reading what a person typed about a notice, an answer, an interview, an exception."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qipan.oversight.supervision.models import Notice
from qipan.territory.orgs.models import Organisation
from qipan.web.fields import DayField


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class NoticeForm(forms.ModelForm):
    """A draft: about what, on which basis, to whom."""

    lead = forms.ModelChoiceField(Organisation.objects.all(), label=_("leading unit"))
    assisting = forms.ModelMultipleChoiceField(Organisation.objects.all(), label=_("assisting units"), required=False)

    class Meta:
        model = Notice
        fields = ["title", "basis", "colour", "project", "reason", "demand"]
        widgets = {"reason": _area(4), "demand": _area(4)}

    def __init__(self, *args: Any, seen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = seen  # type: ignore[attr-defined]
        self.fields["colour"].help_text = _(
            "Blue reminds; a leader's instruction or a major matter may begin at orange."
        )
        for name in ("project", "lead", "assisting"):
            self.fields[name].widget.attrs["data-pick"] = ""

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class IssueForm(forms.Form):
    due_on = DayField(label=_("deadline"), required=False, help_text=_("Empty: by the rules, in working days."))


class ReplyForm(forms.Form):
    text = forms.CharField(label=_("answer"), widget=_area(5))
    document = forms.CharField(
        label=_("number of the paper"), required=False, max_length=120, help_text=_("Signed by the head and stamped.")
    )


class WordsForm(forms.Form):
    words = forms.CharField(label=_("in words"), widget=_area(2), required=False)


class ReturnForm(forms.Form):
    words = forms.CharField(label=_("why"), widget=_area(2))
    due_on = DayField(label=_("new day"), required=False)


class TimeForm(forms.Form):
    until = DayField(label=_("new day"))
    reason = forms.CharField(label=_("reason"), widget=_area(2))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("reason"), widget=_area(2))


class SummonForm(forms.Form):
    due_on = DayField(label=_("interview by"))


class InterviewForm(forms.Form):
    held_on = DayField(label=_("held on"))
    held_by = forms.CharField(label=_("who spoke"), max_length=120)
    with_whom = forms.CharField(label=_("to whom"), max_length=120, required=False)
    outcome = forms.CharField(label=_("what was agreed"), widget=_area(3))
    due_on = DayField(label=_("last day to answer"), required=False)


class ExceptionForm(forms.Form):
    reason = forms.CharField(label=_("reason"), widget=_area(2))
    document = forms.CharField(label=_("source document"), max_length=200, required=False)
    since = DayField(label=_("since"))
    until = DayField(label=_("until"))

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first."))
        return given
