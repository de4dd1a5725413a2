"""Reading what a person typed about a company."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qipan.territory.companies import rules
from qipan.territory.companies.models import Company, Contact
from qipan.web.fields import DayField, MoneyField, SpellingsField, money_hint

CODE_FAULTS = {
    "length": _("A unified social credit code has 18 characters; this one does not."),
    "format": _(
        "This is not a unified social credit code: it has figures and capitals without I, O, S, V, Z in fixed places."
    ),
    "check": _("The last character does not match the others: one character is mistyped. Compare it with the licence."),
}


class CompanyForm(forms.ModelForm):
    credit_code = forms.CharField(label=_("unified social credit code"), required=False, max_length=40)
    registered_capital_minor = MoneyField(label=_("registered capital"), required=False)
    registered_on = DayField(label=_("registered on"), required=False)
    aliases = SpellingsField(label=_("other spellings"), help_text=_("Names this firm has in ledgers, one a line."))

    class Meta:
        model = Company
        fields = [
            "name", "credit_code", "legal_person", "registered_capital_minor", "currency", "registered_on", "region", "address",
            "industry", "is_local", "organisation", "aliases",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["registered_capital_minor"].help_text = money_hint()
        self.fields["organisation"].help_text = _("The organisation whose account speaks for this firm.")
        for name in ("region", "organisation"):
            self.fields[name].widget.attrs["data-pick"] = ""

    def clean_credit_code(self) -> str | None:
        code = rules.credit_code(self.cleaned_data["credit_code"])
        fault = rules.code_fault(code) if code else ""
        if fault:
            raise forms.ValidationError(CODE_FAULTS[fault], code=fault)
        return code or None


class ContactForm(forms.ModelForm):
    class Meta:
        model = Contact
        fields = ["name", "post", "phone", "email"]
