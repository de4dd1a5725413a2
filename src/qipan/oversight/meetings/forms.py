"""Reading what a keeper of minutes types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.oversight.meetings import rules
from qipan.oversight.meetings.models import Item, Meeting
from qipan.pipeline.projects.models import Project
from qipan.territory.orgs.models import Organisation
from qipan.web.fields import DayField


class MeetingForm(forms.ModelForm):
    on = DayField(label=_("day"))
    at = forms.TimeField(
        label=_("time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    asked = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("asked to come"), required=False, widget=forms.SelectMultiple
    )

    class Meta:
        model = Meeting
        fields = ["title", "kind", "on", "at", "place", "chair"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].widget.attrs["data-pick"] = ""
        self.fields["asked"].queryset = Organisation.objects.exclude(kind__in=["company", "bank"])  # type: ignore[attr-defined]
        self.fields["asked"].widget.attrs["data-pick"] = ""


class SaidDayField(forms.CharField):
    """A day as it is said in a meeting; the form holds a date."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        found = rules.day_of(text, on=timezone.localdate())
        if found is None:
            raise forms.ValidationError(translated("Not understood as a day: write 12-15, fri or +7."))
        return found

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


def sought(form: forms.Form, name: str, seen: QuerySet[Project]) -> None:
    """A field for projects that is searched, not listed: a county has thousands. Only what was chosen stands in the page."""
    field = form.fields[name]
    field.queryset = seen  # type: ignore[attr-defined]
    keys = form.data.getlist(name) if hasattr(form.data, "getlist") else []
    chosen = seen.filter(pk__in=[key for key in keys if key.isdigit()])
    field.widget.choices = [("", "")] * (name == "project") + [(p.pk, p.name) for p in chosen]  # type: ignore[attr-defined]
    field.widget.attrs |= {"data-pick": "", "data-url": reverse("meetings:sought")}


class DecisionForm(forms.Form):
    """One line: what, who, by when; more only when it is needed."""

    text = forms.CharField(label=pgettext_lazy("meeting", "decision"), max_length=200)
    organisation = forms.ModelChoiceField(Organisation.objects.all(), label=_("lead organisation"))
    due_on = SaidDayField(label=_("by when"), required=False, help_text=_("12-15, fri, +7"))
    item = forms.ModelChoiceField(Item.objects.none(), label=_("agenda item"), required=False)
    assisting = forms.ModelMultipleChoiceField(
        Organisation.objects.all(), label=_("assisting organisations"), required=False, widget=forms.SelectMultiple
    )
    projects = forms.ModelMultipleChoiceField(
        Project.objects.none(), label=_("projects"), required=False, widget=forms.SelectMultiple,
        help_text=_("None chosen means the project of the agenda item."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, meeting: Meeting, seen: QuerySet[Project], items: Sequence[Item], **kwargs: Any
    ) -> None:
        """`items`: the points of the agenda this writer sees."""
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = meeting.items.filter(pk__in=[item.pk for item in items])  # type: ignore[attr-defined]
        self.fields["item"].choices = [("", "---------"), *((item.pk, str(item)) for item in items)]  # type: ignore[attr-defined]
        units = [(unit.pk, str(unit)) for unit in Organisation.objects.all()]
        self.fields["organisation"].choices = [("", "---------"), *units]  # type: ignore[attr-defined]
        self.fields["assisting"].choices = units  # type: ignore[attr-defined]
        sought(self, "projects", seen)
        self.fields["text"].widget.attrs["autocomplete"] = "off"
        for name in ("organisation", "assisting"):
            self.fields[name].widget.attrs["data-pick"] = ""


class ItemForm(forms.Form):
    title = forms.CharField(label=_("title"), max_length=300, required=False)
    project = forms.ModelChoiceField(Project.objects.none(), label=_("project"), required=False)

    def __init__(self, *args: Any, seen: QuerySet[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sought(self, "project", seen)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("title") and not given.get("project"):
            raise forms.ValidationError(translated("Name a point, or choose a project."))
        given["title"] = given.get("title") or given["project"].name
        return given
