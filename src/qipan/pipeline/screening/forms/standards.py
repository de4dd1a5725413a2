"""A draft of a standard: its scope, days and source, and a row for each criterion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from qipan.pipeline.screening import rules
from qipan.pipeline.screening.models import Standard
from qipan.pipeline.screening.queries import words
from qipan.territory.parks.models import Park
from qipan.web.fields import DayField, SpellingsField

UNREADABLE = frozenset({"unknown", "unit", "number"})  # a draft may lack things, but it can be read
PARTS = ("measure", "unit", "kind", "op", "threshold", "near", "weight", "curve")


class StandardForm(forms.ModelForm):
    industries = SpellingsField(
        label=gettext_lazy("Industries"),
        help_text=gettext_lazy("Words or GB/T 4754 codes, with commas between; empty: every industry."),
    )
    effective_from = DayField(label=gettext_lazy("Effective from"))
    effective_to = DayField(label=gettext_lazy("Effective to"), required=False)

    class Meta:
        model = Standard
        fields = [
            "name", "park", "industries", "effective_from", "effective_to", "source", "note", "pass_at", "conditional_at",
        ]  # fmt: skip
        help_texts = {
            "park": gettext_lazy("Empty: every park."),
            "source": gettext_lazy("Title, number and date of the paper that says so."),
            "pass_at": gettext_lazy("For scored criteria: from so many points on a project passes."),
            "conditional_at": gettext_lazy("From so many points on it passes under conditions."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["park"].queryset = Park.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["source"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("effective_from"), cleaned.get("effective_to")
        if since and until and until < since:
            self.add_error("effective_to", _("The last day lies before the first."))
        return cleaned


def _choices(labels: dict[str, Any], names: Sequence[str] = ()) -> list[tuple[str, Any]]:
    return [(name, labels[name] or "–") for name in names or labels]


class CriterionForm(forms.Form):
    """One row. Without a measure it is no criterion."""

    code = forms.CharField(required=False, widget=forms.HiddenInput)
    measure = forms.ChoiceField(label=gettext_lazy("What is measured"), required=False)
    label_zh = forms.CharField(label=gettext_lazy("Name in Chinese"), max_length=80, required=False)
    label_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=120, required=False)
    kind = forms.ChoiceField(label=pgettext_lazy("criterion", "Kind"), choices=_choices(words.KINDS), required=False)
    op = forms.ChoiceField(label=gettext_lazy("Sign"), choices=_choices(words.OPS, rules.OPS), required=False)
    threshold = forms.CharField(label=gettext_lazy("Threshold"), max_length=24, required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    near = forms.CharField(
        label=gettext_lazy("Within reach from"),
        max_length=24,
        required=False,
        help_text=gettext_lazy("Between here and the threshold: a conditional pass."),
    )
    weight = forms.CharField(label=gettext_lazy("Most points"), max_length=12, required=False)
    curve = forms.CharField(
        label=gettext_lazy("Curve"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("value:points, value:points – straight between them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("", "–"), *_choices(words.MEASURES)]  # type: ignore[attr-defined]
        self.fields["unit"].choices = _choices(words.UNITS)  # type: ignore[attr-defined]
        self.fields["unit"].initial = "wan_per_mu"

    def row(self) -> dict[str, Any]:
        found = {name: self.cleaned_data.get(name, "") for name in PARTS}
        labels = {lang: self.cleaned_data.get(f"label_{lang}", "") for lang in ("zh", "en")}
        return {"code": self.cleaned_data.get("code", ""), **found, "label": {k: v for k, v in labels.items() if v}}


class _Rows(forms.BaseFormSet):
    def clean(self) -> None:
        """Each row's own complaint at its row."""
        for form in self.forms:
            if form.is_valid() and form.cleaned_data.get("measure"):
                for odd in rules.complaints([form.row() | {"code": "x"}]):
                    if odd.why in UNREADABLE:
                        form.add_error("unit" if odd.why == "unit" else None, str(words.COMPLAINTS[odd.why]))


CriterionFormSet = forms.formset_factory(CriterionForm, formset=_Rows, extra=2, max_num=40)


def rows_of(rows: forms.BaseFormSet) -> list[dict[str, Any]]:
    """The criteria in order, each with a short name of its own that never changes."""
    found: list[dict[str, Any]] = []
    taken = {form.cleaned_data.get("code") for form in rows.forms}
    for form in rows.forms:
        row = form.row()
        if not row["measure"]:
            continue
        if not row["code"]:
            names = (f"{row['measure']}{n or ''}" for n in range(len(rows.forms) + 1))
            row["code"] = next(name for name in names if name not in taken)
            taken.add(row["code"])
        found.append(row)
    return found


def initial_of(criteria: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows as the form shows them."""
    return [
        {**row, "label_zh": row.get("label", {}).get("zh", ""), "label_en": row.get("label", {}).get("en", "")}
        for row in criteria
    ]
