"""The editor of a draft: name, place, days, source, and one field a figure."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qipan.core import rulesets
from qipan.core.models import RuleSet
from qipan.core.rulesets import Body, Field, Kind
from qipan.web.fields import DayField, MoneyField, money_hint
from qipan.web.rulebook import shape

AREA = forms.Textarea(attrs={"rows": 4})


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class LinesField(forms.CharField):
    """A list, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return _lines(super().clean(value) or "") or None


class NumbersField(LinesField):
    """Figures, one a line."""

    def clean(self, value: Any) -> Any:
        lines = super().clean(value)
        try:
            return [float(x) if "." in x else int(x) for x in lines] if lines else None
        except ValueError:
            raise forms.ValidationError(_("Write one number a line.")) from None


class PairsField(forms.CharField):
    """A table written as lines: name: value, or name: value, value."""

    def __init__(self, **kwargs: Any) -> None:
        self.with_lists = kwargs.pop("with_lists", False)
        self.of_numbers = kwargs.pop("of_numbers", False)  # the lists hold figures, not words that look like some
        super().__init__(widget=forms.Textarea(attrs={"rows": 10}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{k}: {', '.join(map(str, v)) if isinstance(v, list) else v}" for k, v in value.items())

    def clean(self, value: Any) -> Any:
        found: dict[str, Any] = {}
        for line in _lines(super().clean(value) or ""):
            name, colon, rest = line.partition(":")
            if not colon or not name.strip():
                raise forms.ValidationError(_("“%(line)s” is not of the form name: value.") % {"line": line})
            found[name.strip()] = self._list(rest) if self.with_lists else _plain(rest)
        return found or None

    def _list(self, text: str) -> list[Any]:
        values = [x.strip() for x in text.split(",") if x.strip()]
        return [_plain(x) for x in values] if self.of_numbers else values


class BodyField(forms.CharField):
    """Whatever has no form of its own, as JSON."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "q-mono"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return json.loads(text) if text else None
        except ValueError as wrong:
            raise forms.ValidationError(_("This cannot be read: %(why)s") % {"why": str(wrong)}) from None


def _plain(text: str) -> Any:
    text = text.strip()
    try:
        return int(text)
    except ValueError:
        return text


def _field(field: Field, value: Any) -> forms.Field:
    common: dict[str, Any] = {"label": _labelled(field), "required": field.is_needed, "help_text": field.hint}
    bounds: dict[str, Any] = {"min_value": field.least, "max_value": field.most}
    match field.kind:
        case "whole":
            return forms.IntegerField(**common, **bounds)
        case "number":
            return forms.FloatField(**common, **bounds)
        case "money":
            return MoneyField(**common)
        case "choice":
            choices = field.choices if field.is_needed else (("", "–"), *field.choices)
            return forms.TypedChoiceField(choices=choices, empty_value=None, **common)
        case "yes":
            return forms.BooleanField(**common | {"required": False})
        case "list":
            return LinesField(**common)
        case "numbers":
            return NumbersField(**common)
        case "pairs":
            held = value if isinstance(value, dict) else {}
            lists = [v for v in held.values() if isinstance(v, list)]
            of_numbers = any(lists) and all(isinstance(x, int | float) for v in lists for x in v)
            return PairsField(with_lists=bool(lists), of_numbers=of_numbers, **common)
        case "json":
            return BodyField(**common)
    return forms.CharField(max_length=400, empty_value=None, **common)


def _labelled(field: Field) -> str:
    unit = money_hint() if field.kind == "money" else field.unit
    words = f"{field.label} ({unit})" if unit else str(field.label)
    return f"{field.group} · {words}" if field.group else words


class DraftForm(forms.Form):
    """A draft as a person writes it. `body()` and `values()` are what is kept."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    effective_from = DayField(label=gettext_lazy("Effective from"))
    effective_to = DayField(label=gettext_lazy("Effective to"), required=False)
    source = forms.CharField(
        label=gettext_lazy("Source document"),
        max_length=300,
        help_text=gettext_lazy("Title, number and date of the paper that says so."),
    )
    note = forms.CharField(label=gettext_lazy("Why it is changed"), max_length=300, required=False)

    def __init__(self, data: Any, *, kind: Kind, rules: RuleSet) -> None:
        self.kind, self.rules = kind, rules
        self.figures = {f"f-{f.path.replace('.', '-')}": f for f in shape.fields_of(kind, rules.body)}
        initial: dict[str, Any] = {name: getattr(rules, name) for name in self.base_fields}
        initial |= {name: rulesets.value_at(rules.body, f.path) for name, f in self.figures.items()}
        super().__init__(data, initial=initial)
        self.fields["place"].choices = [("", _("Everywhere in the county")), *rulesets.known_places()]  # type: ignore[attr-defined]
        self.fields |= {name: _field(f, initial[name]) for name, f in self.figures.items()}

    def body(self) -> Body:
        return shape.filled(self.rules.body, {f.path: self.cleaned_data.get(name) for name, f in self.figures.items()})

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.base_fields} | {"body": self.body()}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        since, until = self.cleaned_data.get("effective_from"), self.cleaned_data.get("effective_to")
        if since and until and until < since:
            self.add_error("effective_to", _("The last day lies before the first."))
        if not self.errors and self.kind.check:
            names = {f.path: name for name, f in self.figures.items()}
            for path, sentence in self.kind.check(self.body()):
                self.add_error(names.get(path), str(sentence))
        return cleaned


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
