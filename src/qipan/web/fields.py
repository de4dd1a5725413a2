"""Form fields that speak the reader's units: money in 万元 or millions, area in 亩 or m², spellings one a line."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from qipan.core import units


def _language() -> str:
    return get_language() or "en"


def _number(text: Any) -> Decimal | None:
    plain = str(text or "").replace(",", "").replace("，", "").strip()
    if not plain:
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise forms.ValidationError(_("Write a number, such as 1,200.5.")) from None


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"], **kwargs)


class _Measured(forms.CharField):
    """A figure shown in the reader's unit and stored in ours. A figure left as shown changes nothing, whatever rounding hides."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "").strip()


class MoneyField(_Measured):
    """Minor units, written in 万元 (Chinese) or millions."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        return units.figure(Decimal(value) / units.money_scale(_language()), 6)

    def clean(self, value: Any) -> int | None:
        number = _number(super().clean(value))
        if number is None:
            return None
        if number < 0:
            raise forms.ValidationError(_("An amount cannot be below zero."))
        return int((number * units.money_scale(_language())).to_integral_value(ROUND_HALF_EVEN))


class AreaField(_Measured):
    """Square metres, written in 亩 (Chinese) or square metres."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        is_mu = units.is_chinese(_language())
        return units.figure(value / units.MU_M2 if is_mu else value, 2)

    def clean(self, value: Any) -> Decimal | None:
        number = _number(super().clean(value))
        if number is None:
            return None
        if number <= 0:
            raise forms.ValidationError(_("An area is larger than zero."))
        m2 = number * units.MU_M2 if units.is_chinese(_language()) else number
        return m2.quantize(Decimal("0.01"), ROUND_HALF_EVEN)


class SpellingsField(forms.CharField):
    """Other spellings, one a line or with commas between."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        parts = re.split(r"[\n,，;；、]", super().clean(value) or "")
        return list(dict.fromkeys(p.strip() for p in parts if p.strip()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.clean(data)


def money_hint() -> Any:
    """The unit behind a money field's label, in the reader's language."""
    return units.money_unit("CNY", _language())


def area_hint() -> str:
    return "亩" if units.is_chinese(_language()) else "m²"
