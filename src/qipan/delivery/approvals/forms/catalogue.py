"""Reading what a person typed about the catalogue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qipan.delivery.approvals import rules
from qipan.delivery.approvals.forms.questions import WORDS
from qipan.delivery.approvals.models import Edition, Item
from qipan.territory.orgs.models import Organisation
from qipan.web import edits
from qipan.web.fields import DayField

CASES = 3  # alternatives a form offers; each is "all of these answers"


class LinesField(forms.CharField):
    """A list, one entry a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.clean(self.prepare_value(initial)) != self.clean(data)


class CodesField(LinesField):
    """Codes of items, apart by spaces, commas or lines."""

    widget = forms.TextInput  # type: ignore[assignment]

    def prepare_value(self, value: Any) -> Any:
        return " ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        text = forms.CharField.clean(self, value) or ""
        return list(dict.fromkeys(text.replace(",", " ").replace("、", " ").replace("，", " ").split()))


class ConditionsField(LinesField):
    """When an item is needed: each line one case, `question=answer|answer` apart by spaces. No line: always."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(" ".join(f"{name}={'|'.join(wanted)}" for name, wanted in case.items()) for case in value)

    def clean(self, value: Any) -> Any:
        return [self._case(line) for line in LinesField.clean(self, value)]

    def _case(self, line: str) -> dict[str, list[str]]:
        case: dict[str, list[str]] = {}
        for part in line.split():
            name, _equals, wanted = part.partition("=")
            answers = wanted.split("|")
            offered = rules.TRACKS if name == "track" else rules.QUESTIONS.get(name, ())
            if not wanted or not set(answers) <= set(offered):
                raise forms.ValidationError(_("“%(part)s” names no question or no answer of it.") % {"part": part})
            case[name] = answers
        return case


class CeilingsField(LinesField):
    """Ceilings of whole procedures: each line `name | English name | days | whose`, whose being any, enterprise or government."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        rows = ((one["name"], one.get("name_en", ""), one["days"], one.get("track", "any")) for one in value)
        return "\n".join(" | ".join(map(str, row)) for row in rows)

    def clean(self, value: Any) -> Any:
        return [self._ceiling(line) for line in LinesField.clean(self, value)]

    def _ceiling(self, line: str) -> dict[str, Any]:
        parts = [part.strip() for part in line.replace("｜", "|").split("|")]
        if len(parts) != 4 or not parts[2].isdecimal() or parts[3] not in CEILINGS:
            raise forms.ValidationError(_("“%(line)s” is not name | English name | days | whose.") % {"line": line})
        return {"name": parts[0], "name_en": parts[1] or parts[0], "days": int(parts[2]), "track": parts[3]}


CEILINGS = ("any", "enterprise", "government")
THRESHOLDS = {
    "energy_tce": gettext_lazy("energy review from, tonnes of coal equivalent a year"),
    "energy_mwh": gettext_lazy("energy review from, MWh a year"),
    "soil_ha": gettext_lazy("soil-and-water plan from, hectares"),
}


class EditionForm(forms.ModelForm):
    """An edition with its thresholds, each a field, and the ceilings it is compared with."""

    effective_from = DayField(label=gettext_lazy("effective from"))
    ceilings = CeilingsField(
        label=gettext_lazy("ceilings"),
        required=False,
        help_text=gettext_lazy("One a line: name | English name | working days | any, enterprise or government."),
    )

    class Meta:
        model = Edition
        fields = ["name", "effective_from", "source", "acceptance_days", "ceilings"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.initial.get("thresholds") or self.instance.thresholds or {}
        for name, label in THRESHOLDS.items():
            self.fields[name] = forms.DecimalField(
                label=label, min_value=0, max_digits=12, decimal_places=2, required=False, initial=held.get(name)
            )
        self.order_fields(["name", "effective_from", "source", "acceptance_days", *THRESHOLDS, "ceilings"])

    def values(self) -> dict[str, Any]:
        """Only what differs from the record; thresholds together, as they are kept."""
        found = edits.values_of(self, but=THRESHOLDS)
        if not set(THRESHOLDS).isdisjoint(self.changed_data):
            found["thresholds"] = self.thresholds()
        return found

    def thresholds(self) -> dict[str, Any]:
        typed = {name: self.cleaned_data[name] for name in THRESHOLDS}
        shown = {name: int(v) if v == int(v) else float(v) for name, v in typed.items() if v is not None}
        return {**{k: v for k, v in self.instance.thresholds.items() if k not in THRESHOLDS}, **shown}


class ItemForm(forms.ModelForm):
    """An item of an edition. `when` is written in the questions' own words (see the hint)."""

    needs = CodesField(
        label=gettext_lazy("needs first"), required=False, help_text=gettext_lazy("Codes of items, such as A4 A11.")
    )
    when = ConditionsField(label=gettext_lazy("needed when"), required=False)
    materials = LinesField(label=gettext_lazy("materials"), required=False, help_text=gettext_lazy("One a line."))
    materials_en = LinesField(label=gettext_lazy("materials, in English"), required=False)

    class Meta:
        model = Item
        fields = [
            "code", "name", "name_en", "phase", "authority", "authority_text", "promised_days", "statutory_days",
            "outside_days", "outside_words", "outside_words_en", "needs", "when", "materials", "materials_en", "note",
            "is_land", "is_before_land", "is_at_handover", "handover_days",
        ]  # fmt: skip
        widgets = {"authority": forms.Select(attrs={"data-pick": ""})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = Organisation.objects.exclude(  # type: ignore[attr-defined]
            kind__in=[Organisation.Kind.COMPANY, Organisation.Kind.BANK]
        )
        offered = "; ".join(f"{name}: {', '.join(q.answers)}" for name, q in WORDS.items())
        hint = _("Each line a case, such as “land=auction conversion=yes”; no line: always.")
        self.fields["when"].help_text = f"{hint} track: {', '.join(rules.TRACKS)}; {offered}"
