"""Reading what a person typed about parks and parcels."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qipan.territory.parks.models import Parcel, Park
from qipan.web.fields import AreaField, DayField, MoneyField, SpellingsField, area_hint, money_hint


class ParkForm(forms.ModelForm):
    planned_m2 = AreaField(label=_("planned area"), required=False)
    built_m2 = AreaField(label=_("built area"), required=False)
    aliases = SpellingsField(label=_("other spellings"))

    class Meta:
        model = Park
        fields = ["name", "level", "region", "committee", "planned_m2", "built_m2", "aliases", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("region", "committee"):
            self.fields[name].widget.attrs["data-pick"] = ""
        for name in ("planned_m2", "built_m2"):
            self.fields[name].help_text = area_hint()


class ParcelForm(forms.ModelForm):
    area_m2 = AreaField(label=_("area"), required=False)
    price_minor = MoneyField(label=_("price"), required=False)
    available_on = DayField(label=_("available on"), required=False)
    fresh_on = DayField(label=_("checked on"), required=False)

    class Meta:
        model = Parcel
        fields = [
            "code",
            "area_m2",
            "land_use",
            "status",
            "available_on",
            "holder",
            "price_minor",
            "utilities",
            "fresh_on",
            "notes",
        ]
        widgets = {"notes": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area_m2"].help_text = area_hint()
        self.fields["price_minor"].help_text = money_hint()


class LandFilter(forms.Form):
    """Which land is asked for; areas in the reader's unit. What cannot be read does not narrow."""

    q = forms.CharField(required=False)
    park = forms.CharField(required=False)
    status = forms.ChoiceField(required=False, choices=[("", ""), *Parcel.Status.choices])
    min = AreaField(required=False)
    max = AreaField(required=False)

    def read(self) -> dict[str, Any]:
        self.is_valid()
        held = {name: self.cleaned_data.get(name) for name in self.fields}
        return {
            "text": held["q"] or "",
            "status": held["status"] or "",
            "at_least_m2": held["min"] if isinstance(held["min"], Decimal) else None,
            "at_most_m2": held["max"] if isinstance(held["max"], Decimal) else None,
        }
