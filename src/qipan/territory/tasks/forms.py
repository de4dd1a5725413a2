"""Reading what a person typed about a task."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qipan.territory.tasks.models import Task
from qipan.web.fields import DayField


class TaskForm(forms.ModelForm):
    due_on = DayField(label=_("due on"), required=False)

    class Meta:
        model = Task
        fields = ["title", "organisation", "person", "due_on", "detail"]
        widgets = {"detail": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("organisation", "person"):
            self.fields[name].widget.attrs["data-pick"] = ""
        self.fields["person"].help_text = _("Without a person the whole organisation answers.")


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("answer"), widget=forms.Textarea(attrs={"rows": 3}))


class SendBackForm(forms.Form):
    text = forms.CharField(label=_("why"), widget=forms.Textarea(attrs={"rows": 2}))
    due_on = DayField(label=_("new day"), required=False)


class WithdrawForm(forms.Form):
    text = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs={"rows": 2}))
