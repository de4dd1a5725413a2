"""Short forms of the acts on a screening: condition, decision, waiver."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from qipan.pipeline.projects.models import Attachment, Project
from qipan.pipeline.screening.models import Standard
from qipan.territory.orgs.models import Organisation
from qipan.web.fields import DayField


def _words(label: Any, *, required: bool, rows: int = 2) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=1000, widget=widget)


class BeginForm(forms.Form):
    """Where no standard holds for a project, one in force may be named."""

    standard = forms.ModelChoiceField(Standard.objects.none(), label=gettext_lazy("By which standard"))

    def __init__(self, *args: Any, offered: list[Standard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Standard.objects.filter(pk__in=[row.pk for row in offered])
        self.fields["standard"].queryset = rows  # type: ignore[attr-defined]


class ConditionForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("What the project owes"), max_length=200)
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Who sees to it"))
    days = forms.IntegerField(label=gettext_lazy("Days after signing"), min_value=0, max_value=3650, required=False)
    due_on = DayField(label=gettext_lazy("Or by a day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        homes = Organisation.objects.exclude(kind__in=["company", "bank"]).order_by("name")
        self.fields["organisation"].queryset = homes  # type: ignore[attr-defined]
        self.fields["organisation"].widget.attrs["data-pick"] = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and cleaned.get("days") is None and not cleaned.get("due_on"):
            raise forms.ValidationError(_("Say by when: so many days after signing, or a day."))
        return cleaned


class DecideForm(forms.Form):
    words = _words(pgettext_lazy("screening", "Remark"), required=False)


class ProposeForm(forms.Form):
    """A waiver needs the minutes of the meeting that discussed it."""

    reason = _words(gettext_lazy("Why it should be let in"), required=True, rows=3)
    minutes = forms.ModelChoiceField(
        Attachment.objects.none(), label=gettext_lazy("Minutes, if they are filed here"), required=False
    )
    file = forms.FileField(label=gettext_lazy("Or attach the minutes"), required=False, max_length=200)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"].queryset = project.attachments.filter(kind="minutes")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("minutes") and not cleaned.get("file"):
            self.add_error("file", _("A waiver needs the minutes that discuss it."))
        return cleaned


class AdmitForm(forms.Form):
    claim = _words(gettext_lazy("For who confirms"), required=False)
