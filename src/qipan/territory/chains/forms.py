"""Reading what a person typed about chains and segments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qipan.territory.chains.models import Chain, Segment
from qipan.territory.companies.models import Company
from qipan.web.fields import SpellingsField


class ChainForm(forms.ModelForm):
    aliases = SpellingsField(label=_("other spellings"))

    class Meta:
        model = Chain
        fields = ["name", "name_en", "chief", "lead_org", "leader_firm", "aliases", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader_firm"].queryset = Company.objects.filter(merged_into__isnull=True)  # type: ignore[attr-defined]
        for name in ("chief", "lead_org", "leader_firm"):
            self.fields[name].widget.attrs["data-pick"] = ""


class SegmentForm(forms.ModelForm):
    companies = forms.ModelMultipleChoiceField(
        Company.objects.filter(merged_into__isnull=True),
        label=_("local firms"),
        required=False,
        widget=forms.SelectMultiple(attrs={"data-pick": ""}),
    )

    class Meta:
        model = Segment
        fields = ["name", "name_en", "position", "order", "is_gap", "companies", "targets"]
        widgets = {"targets": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].required = False
        self.fields["targets"].help_text = _("Firms elsewhere that could fill this segment.")
