"""Short forms of the acts on a project's page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from qipan.core import units
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.forms.fields import DayField, MoneyField, MonthField
from qipan.pipeline.projects.models import Attachment, Project
from qipan.pipeline.projects.models.choices import MoneyKind, Precision, Status
from qipan.territory.orgs.models import Organisation, Person


def _words(label: Any, *, rows: int = 3, required: bool = True, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class ActForm(forms.Form):
    """Knows the project it is about, the row it changes (if any), and the day."""

    def __init__(self, *args: Any, project: Project, on: date, item: Any = None, **kwargs: Any) -> None:
        self.project, self.on, self.item = project, on, item
        super().__init__(*args, **kwargs)
        for bound in self.fields.values():
            if isinstance(bound, MoneyField):
                bound.currency = project.currency
                bound.label = f"{bound.label} ({bound.unit()})"
            if isinstance(bound, forms.ModelChoiceField):
                bound.widget.attrs |= {"data-pick": "", "aria-label": str(bound.label)}
        self.prepare()

    def prepare(self) -> None:
        """What depends on the project."""


class StatusForm(ActForm):
    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=Status)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Needed when a project is lost or abandoned."),
    )

    def prepare(self) -> None:
        self.initial = {"status": self.project.status, "reason": self.project.status_reason, **self.initial}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("status") in (Status.LOST, Status.ABANDONED) and not (found.get("reason") or "").strip():
            self.add_error("reason", _("Say why it is lost or abandoned."))
        return found


class ReportForm(ActForm):
    until = MonthField(label=gettext_lazy("Month"))
    completed = MoneyField(label=gettext_lazy("Completed since 1 January"), required=False)
    in_place = MoneyField(label=gettext_lazy("Funds in place to date"), required=False)
    percent = forms.DecimalField(
        label=gettext_lazy("Physical progress in percent"), required=False, min_value=0, max_value=100, decimal_places=2
    )
    words = _words(gettext_lazy("Physical progress"), required=False)
    problems = _words(gettext_lazy("Problems"), rows=2, required=False)

    def prepare(self) -> None:
        self.initial = {"until": (self.on - timedelta(days=20)).strftime("%Y-%m"), **self.initial}

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        if until.replace(day=1) > self.on:
            raise forms.ValidationError(_("This month has not begun."))
        return until

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not any(
            found.get(name) not in (None, "") for name in ("completed", "in_place", "percent", "words", "problems")
        ):
            raise forms.ValidationError(_("Nothing was reported."))
        return found


class MoneyForm(ActForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=MoneyKind)
    amount = MoneyField(
        label=gettext_lazy("Amount"), required=False, help_text=gettext_lazy("Empty takes the figure away.")
    )
    year = forms.IntegerField(
        label=gettext_lazy("Of the year"),
        required=False,
        min_value=1990,
        max_value=2100,
        help_text=gettext_lazy("Empty: the figure as such."),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("kind") in (MoneyKind.PLAN, MoneyKind.COMPLETED) and not found.get("year"):
            self.add_error("year", _("Plan and completed investment belong to a year."))
        return found


class BlockerForm(ActForm):
    text = _words(gettext_lazy("What blocks"))
    organisation = forms.ModelChoiceField(Organisation.objects.all(), label=gettext_lazy("Whose move"), required=False)
    raised_on = DayField(label=gettext_lazy("Raised on"), required=False)
    due_on = DayField(label=gettext_lazy("Due on"), required=False)

    def prepare(self) -> None:
        self.initial = {"raised_on": self.on, **self.initial}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        raised, due = found.get("raised_on"), found.get("due_on")
        if raised and raised > self.on:
            self.add_error("raised_on", _("This day is still to come."))
        if raised and due and due < raised:
            self.add_error("due_on", _("Due before it was raised."))
        return found


class SolveForm(ActForm):
    solution = _words(gettext_lazy("How it was solved"))


class MilestoneForm(ActForm):
    name = forms.CharField(label=gettext_lazy("Milestone"), max_length=120)
    planned_on = DayField(label=gettext_lazy("Planned on"), required=False)
    planned_precision = forms.ChoiceField(label=gettext_lazy("Known to the"), choices=Precision, initial=Precision.DAY)
    actual_on = DayField(label=gettext_lazy("Done on"), required=False)
    organisation = forms.ModelChoiceField(Organisation.objects.all(), label=gettext_lazy("Responsible"), required=False)
    person = forms.CharField(label=gettext_lazy("Person responsible"), max_length=60, required=False)

    def prepare(self) -> None:
        if self.item:
            self.initial = {**{name: getattr(self.item, name) for name in self.fields}, **self.initial}

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if self.project.milestones.filter(name=name).exclude(pk=self.item.pk if self.item else None).exists():
            raise forms.ValidationError(_("This project has a milestone of that name."))
        return name


class CareForm(ActForm):
    slot = forms.ChoiceField(label=gettext_lazy("Slot"))
    person = forms.ModelChoiceField(Person.objects.all(), label=gettext_lazy("Person"), required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=gettext_lazy("Organisation"), required=False
    )
    words = forms.CharField(label=gettext_lazy("In words"), max_length=200, required=False)
    since = DayField(label=gettext_lazy("From (day of the hand-over)"), required=False)
    reason = forms.CharField(label=gettext_lazy("Reason of the hand-over"), max_length=300, required=False)

    def clean_since(self) -> date:
        return self.cleaned_data["since"] or self.on

    def prepare(self) -> None:
        self.initial = {"since": self.on, **self.initial}
        slots = queries.care(self.project, self.on, in_chinese=units.is_chinese(get_language() or "en"))
        self.fields["slot"].choices = [(slot.key, slot.name) for slot in slots]  # type: ignore[attr-defined]


class VariantForm(ActForm):
    template = forms.ChoiceField(label=gettext_lazy("Care template"))

    def prepare(self) -> None:
        offered = queries.care_variants(self.on, in_chinese=units.is_chinese(get_language() or "en"))
        self.fields["template"].choices = offered  # type: ignore[attr-defined]
        self.initial = {"template": queries.care_variant(self.project, self.on), **self.initial}


class FileForm(ActForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Attachment.Kind)
    file = forms.FileField(label=gettext_lazy("File"), max_length=200)
    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Where it stands in for another paper: why."),
    )


class ReasonForm(ActForm):
    reason = _words(gettext_lazy("Reason"), rows=2, max_length=300)
