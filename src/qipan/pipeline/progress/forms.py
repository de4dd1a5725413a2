"""Reading what a person typed: a new round, a line of the reporting grid, who reports, why a report goes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qipan.pipeline.progress import rules
from qipan.pipeline.progress.models import Cadence, Line, Report
from qipan.pipeline.projects.models.choices import Level, Stage
from qipan.territory.orgs.models import Organisation
from qipan.web.fields import DayField, MoneyField

SAME = "same"


def organisation_choices() -> list[tuple[str, str]]:
    """All organisations once, for every line of a grid."""
    rows = Organisation.objects.order_by("name").values_list("pk", "name")
    return [("", "–"), *((str(pk), name) for pk, name in rows)]


class RoundForm(forms.Form):
    """Which period, when it opens and closes, which projects, who answers where nobody leads."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    cadence = forms.ChoiceField(label=gettext_lazy("Cadence"), choices=Cadence)
    number = forms.IntegerField(label=gettext_lazy("Issue"), min_value=1, max_value=999, initial=1)
    until = DayField(
        label=gettext_lazy("A day of the period"), help_text=gettext_lazy("The period is the one this day lies in.")
    )
    opens_on = DayField(label=gettext_lazy("Opens on"))
    closes_on = DayField(label=gettext_lazy("Closes on"))
    stages = forms.MultipleChoiceField(
        label=gettext_lazy("Projects in these stages"), choices=Stage, widget=forms.CheckboxSelectMultiple
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Of this level"), required=False, choices=[("", gettext_lazy("any")), *Level.choices[:-1]]
    )
    fallback = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=gettext_lazy("Who reports where no organisation leads"),
        widget=forms.Select(attrs={"data-pick": ""}),
    )
    is_verified_only = forms.BooleanField(label=gettext_lazy("Only verified figures count"), required=False)
    repeats = forms.BooleanField(
        label=gettext_lazy("The next round opens by itself on its day"),
        required=False,
        help_text=gettext_lazy(
            "For the projects then in these stages, with the days of the rules, until somebody stops it."
        ),
    )
    source = forms.CharField(label=gettext_lazy("Source document"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        opens, closes = found.get("opens_on"), found.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("It cannot close before it opens."))
        if found.get("until") and found.get("cadence"):
            found["since"], found["until"] = rules.period_of(found["cadence"], found["until"])
        return found


class LineForm(forms.Form):
    """One project of the grid. Empty is not reported; "as before" repeats the period before with nothing invested."""

    invested = MoneyField(label=gettext_lazy("Invested this period"), required=False)
    cumulative = MoneyField(label=gettext_lazy("Completed since 1 January"), required=False)
    in_place = MoneyField(label=gettext_lazy("Funds in place to date"), required=False)
    percent = forms.DecimalField(
        label=gettext_lazy("Physical progress in percent"), required=False, min_value=0, max_value=100, decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("Physical progress"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    same = forms.BooleanField(label=gettext_lazy("as before"), required=False)
    problem = forms.CharField(
        label=gettext_lazy("What blocks"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    problem_org = forms.ChoiceField(label=gettext_lazy("Whose move"), required=False)
    problem_due_on = DayField(label=gettext_lazy("To be solved by"), required=False)

    def __init__(
        self, *args: Any, line: Line, report: Report | None, before: rules.Figures | None,
        organisations: Sequence[tuple[str, str]], **kwargs: Any,
    ) -> None:  # fmt: skip
        self.line, self.report, self.before = line, report, before
        super().__init__(*args, prefix=f"r{line.pk}", initial=_initial(report), **kwargs)
        self.fields["problem_org"].choices = organisations  # type: ignore[attr-defined]
        for name, bound in self.fields.items():
            if name != SAME:
                size = "form-select form-select-sm" if name == "problem_org" else "form-control form-control-sm"
                bound.widget.attrs |= {"class": size, "aria-label": f"{bound.label}: {line.project}"}
                bound.widget.attrs |= {"data-column": name} if name in _COLUMNS else {}
        if before and before.year == line.schedule.until.year and before.cumulative is not None:
            base = self.fields["cumulative"].prepare_value(before.cumulative)
            self.fields["invested"].widget.attrs["data-base"] = str(base).replace(",", "")
        for name in ("in_place", "percent"):
            if before is not None and (held := getattr(before, name)) is not None:
                self.fields[name].widget.attrs["placeholder"] = self.fields[name].prepare_value(held)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("problem_org") or found.get("problem_due_on"):
            if not (found.get("problem") or "").strip():
                self.add_error("problem", _("Say what blocks."))
        elif (found.get("problem") or "").strip():
            self.add_error("problem_org", _("Say whose move it is."))
        return found

    def values(self) -> dict[str, Any]:
        """As `actions.submit` takes them."""
        found = self.cleaned_data
        org = found["problem_org"]
        values = {
            "invested_minor": found["invested"], "cumulative_minor": found["cumulative"], "in_place_minor": found["in_place"],
            "percent": found["percent"], "words": found["words"].strip(), "problem": found["problem"].strip(),
            "problem_org": Organisation.objects.filter(pk=org).first() if org else None,
            "problem_due_on": found["problem_due_on"],
        }  # fmt: skip
        return self._as_before(values) if found[SAME] and self.before else values

    def _as_before(self, values: dict[str, Any]) -> dict[str, Any]:
        before = self.before
        assert before is not None
        is_same_year = before.year == self.line.schedule.until.year
        old = {
            "invested_minor": 0, "cumulative_minor": before.cumulative if is_same_year else 0, "in_place_minor": before.in_place,
            "percent": before.percent, "words": before.words,
        }  # fmt: skip
        return values | {name: value for name, value in old.items() if values[name] in (None, "")}

    @property
    def is_touched(self) -> bool:
        return self.has_changed()


_COLUMNS = ("invested", "cumulative", "in_place", "percent", "words")


def _initial(report: Report | None) -> dict[str, Any]:
    if report is None:
        return {}
    return {
        "invested": report.invested_minor, "cumulative": report.cumulative_minor, "in_place": report.in_place_minor,
        "percent": report.percent, "words": report.words, "problem": report.problem,
        "problem_org": str(report.problem_org_id or ""), "problem_due_on": report.problem_due_on,
    }  # fmt: skip


class ReporterForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=gettext_lazy("Who reports"), widget=forms.Select(attrs={"data-pick": ""})
    )


def first_window(until: date, cadence: dict[str, Any]) -> dict[str, date]:
    opens, closes = rules.window(until, cadence)
    return {"opens_on": opens, "closes_on": closes}
