"""Reading what a person typed about chains, segments, nodes and the firms that are wanted."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qipan.territory.chains import rules, seeds
from qipan.territory.chains.models import Chain, Node, Segment, Target
from qipan.territory.companies.models import Company
from qipan.web.fields import AreaField, DayField, SpellingsField, area_hint


def _living() -> Any:
    return Company.objects.filter(merged_into__isnull=True)


class CodesField(forms.CharField):
    """Codes of the national classification with commas between; what it does not hold is refused by name."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        found: list[str] = []
        for part in re.split(r"[\s,，;；、]+", (super().clean(value) or "").strip()):
            code = rules.plain_code(part, seeds.letters()) if part else ""
            if part and not code:
                raise forms.ValidationError(_("%(code)s is no code of GB/T 4754.") % {"code": part})
            if code and code not in found:
                found.append(code)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return list(initial or []) != self.clean(data)
        except forms.ValidationError:
            return True


class ChainForm(forms.ModelForm):
    aliases = SpellingsField(label=gettext_lazy("other spellings"))

    class Meta:
        model = Chain
        fields = ["name", "name_en", "chief", "lead_org", "leader_firm", "aliases", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader_firm"].queryset = _living()  # type: ignore[attr-defined]
        for name in ("chief", "lead_org", "leader_firm"):
            self.fields[name].widget.attrs["data-pick"] = ""


class SegmentForm(forms.ModelForm):
    class Meta:
        model = Segment
        fields = ["name", "name_en", "position", "order"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].required = False


class NodeForm(forms.ModelForm):
    codes = CodesField(
        label=gettext_lazy("industry codes (GB/T 4754)"),
        required=False,
        help_text=gettext_lazy("Such as C2221; several with commas between."),
    )
    land_m2 = AreaField(label=gettext_lazy("land a project here needs"), required=False)
    companies = forms.ModelMultipleChoiceField(
        Company.objects.none(),
        label=gettext_lazy("local firms"),
        required=False,
        widget=forms.SelectMultiple(attrs={"data-pick": ""}),
    )

    class Meta:
        model = Node
        fields = ["name", "name_en", "order", "codes", "is_key", "is_gap", "action", "land_m2", "companies", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["companies"].queryset = _living()  # type: ignore[attr-defined]
        self.fields["order"].required = False
        self.fields["land_m2"].label = _("Land a project here needs (%(unit)s)") % {"unit": area_hint()}
        self.fields["is_key"].help_text = _("It weighs more in the coverage.")
        self.fields["is_gap"].help_text = _("Missing, although a firm may stand here.")
        self.fields["action"].help_text = _("Empty: proposed from how the node stands.")


class TargetForm(forms.ModelForm):
    checked_on = DayField(label=gettext_lazy("checked on"), required=False)

    class Meta:
        model = Target
        fields = ["name", "place", "business", "reason", "hint", "state", "checked_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("What anybody may know. Talks with the firm belong to the leads.")
