"""The figures a standard asks for, one field each, in the unit of the sheets; who says so and in which paper."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from qipan.pipeline.screening import queries, rules
from qipan.pipeline.screening.models import Screening
from qipan.pipeline.screening.queries import words

DEFAULT_UNIT = {
    "money": "wan", "area": "mu", "share": "percent", "count": "people", "energy": "tce", "points": "points", "yes": "yes",
}  # fmt: skip


class FigureField(forms.CharField):
    """A number that is zero or more, kept as it was typed."""

    def __init__(self, *, most: Fraction | None = None, is_divisor: bool = False, **kwargs: Any) -> None:
        self.most, self.is_divisor = most, is_divisor
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(required=False, max_length=24, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            number = rules.number(text)
        except ValueError:
            raise forms.ValidationError(_("Write a number, such as 1,200.5.")) from None
        if number is None:
            return ""
        if number < 0 or (self.is_divisor and number == 0):
            raise forms.ValidationError(_("Larger than zero, please.") if self.is_divisor else _("Not below zero."))
        if self.most is not None and number > self.most:
            raise forms.ValidationError(_("At most %(most)s.") % {"most": queries.text_of(self.most)})
        return queries.text_of(number)


class FiguresForm(forms.Form):
    """`values()`: what was typed anew. A figure left as shown keeps where it came from."""

    who = forms.CharField(
        label=gettext_lazy("Who says so"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Of what you write or change here: the investor's manager, the finance bureau …"),
    )
    source = forms.CharField(
        label=gettext_lazy("In which paper"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Feasibility study, page; letter and date."),
    )

    def __init__(self, data: Any = None, *, screening: Screening) -> None:
        self.screening = screening
        super().__init__(data)
        last = {name: self.fields.pop(name) for name in ("who", "source")}
        self.codes: dict[str, str] = {}
        self.units: dict[str, str] = {}
        for code in queries.asked_by(screening.standard):
            self._add(code)
        self.fields |= last

    def _add(self, code: str) -> None:
        name = code.replace(":", "-")
        entry = self.screening.figures.get(code)
        of = words.dimension(code)
        unit = entry["unit"] if entry else DEFAULT_UNIT[of]
        self.codes[name], self.units[name] = code, unit
        label = words.figure_label(code, self.screening.standard.criteria)
        hint = self._hint(code)
        if of == "yes":
            choices = [("", pgettext("statement", "not known")), ("1", _("yes")), ("0", _("no"))]
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, help_text=hint)
        else:
            most = self._weight(code) if of == "points" else None
            is_divisor = any(code in m.figures[1:] for m in rules.MEASURES.values())
            shown = f"{label} ({words.UNITS[unit]})"
            self.fields[name] = FigureField(label=shown, most=most, is_divisor=is_divisor, help_text=hint)
        self.initial[name] = entry["value"] if entry else ""

    def _weight(self, code: str) -> Fraction:
        own = code.partition(":")[2]
        row = next(row for row in self.screening.standard.criteria if row["code"] == own)
        return rules.number(row.get("weight")) or Fraction(0)

    def _hint(self, code: str) -> str:
        return words.origin(self.screening.figures.get(code)) if code in self.screening.figures else ""

    def values(self) -> dict[str, tuple[str, str] | None]:
        found: dict[str, tuple[str, str] | None] = {}
        for name, code in self.codes.items():
            given, held = self.cleaned_data[name], self.initial[name]
            if given != held:
                found[code] = (given, self.units[name]) if given else None
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and any(self.values().values()) and not cleaned.get("who"):
            self.add_error("who", _("Name who says these figures: they are kept with the screening."))
        return cleaned
