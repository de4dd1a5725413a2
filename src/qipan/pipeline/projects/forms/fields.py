"""Fields of our forms: an amount in the reader's unit, a date as exact as it is known, a record found by its name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qipan.core import units
from qipan.exchange.reading import Unit
from qipan.exchange.sheets import numbers
from qipan.exchange.sheets import units as printed
from qipan.exchange.sheets.words import flat


def _language() -> str:
    return get_language() or "en"


class MoneyField(forms.CharField):
    """Typed in 万元 (Chinese) or CNY million; "1.2亿" is understood in both. Cleans to minor units."""

    def __init__(self, *, currency: str = "CNY", **kwargs: Any) -> None:
        self.currency = currency
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "class": "q-num"}

    def unit(self) -> str:
        return units.money_unit(self.currency, _language())

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        return units.figure(Decimal(value) / units.money_scale(_language()), 6)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        figure = numbers.figure_of_text(flat(text))
        scale = Decimal(units.money_scale(_language()))
        unit = printed.own_unit(figure.before, figure.after, Unit(self.unit(), self.currency, scale, "header"))
        if figure.number is None or unit is None or unit.currency != self.currency:
            raise ValidationError(_("Write an amount, such as 1,200 or 1.2亿."))
        if figure.number < 0:
            raise ValidationError(_("An amount is not negative."))
        return printed.minor(figure.number, unit)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) if initial is not None else "") != str(data or "")


class AreaField(forms.CharField):
    """Land in 亩 or hectares. Cleans to m²."""

    def _scale(self) -> Decimal:
        return units.MU_M2 if units.is_chinese(_language()) else Decimal(10_000)

    @staticmethod
    def unit() -> str:
        return "亩" if units.is_chinese(_language()) else "ha"

    def prepare_value(self, value: Any) -> Any:
        return units.figure(Decimal(value) / self._scale(), 4) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        figure = numbers.figure_of_text(flat(text))
        unit = printed.own_unit(figure.before, figure.after, Unit("", "", self._scale(), "header"))
        if figure.number is None or figure.number < 0 or unit is None or unit.currency:
            raise ValidationError(_("Write an area, such as 120."))
        return (figure.number * unit.factor).quantize(Decimal("0.01"))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) if initial is not None else "") != str(data or "")


class MonthField(forms.Field):
    """A month; cleans to its last day."""

    widget = forms.DateInput(attrs={"type": "month"})

    def clean(self, value: Any) -> date | None:
        from calendar import monthrange

        text = super().clean(value)
        if not text:
            return None
        try:
            year, month = (int(part) for part in str(text).split("-")[:2])
            return date(year, month, monthrange(year, month)[1])
        except ValueError as fault:
            raise ValidationError(_("Choose a month.")) from fault


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)
