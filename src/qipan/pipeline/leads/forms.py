"""Reading what a person types about a lead, and the words that go with an act."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.pipeline.leads import queries
from qipan.pipeline.leads.models import Claim, Lead
from qipan.territory.companies import rules as firms
from qipan.territory.companies.models import Company
from qipan.territory.orgs.models import Organisation, Person
from qipan.web.fields import AreaField, DayField, MoneyField, area_hint, money_hint


def _text(label: Any, *, rows: int = 3, required: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}))


class LeadForm(forms.ModelForm):
    """A lead and who it is, on one page. What others may read stands below what only the team reads."""

    investor_text = forms.CharField(
        label=_("Investor, or a hint"), max_length=300, help_text=_("Only the team and the leaders it names read this.")
    )
    investor = forms.ModelChoiceField(Company.objects.none(), required=False, widget=forms.HiddenInput)
    credit_code = forms.CharField(label=_("unified social credit code"), required=False, max_length=40)
    content = _text(_("What it is about"))
    contact = forms.CharField(label=_("contact"), max_length=120, required=False)
    phone = forms.CharField(label=_("telephone"), max_length=120, required=False)
    referrer = forms.CharField(
        label=_("referrer"), max_length=120, required=False, help_text=_("Who brought it, and is owed an answer.")
    )
    referrer_org = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("referring organisation"), required=False
    )
    amount_minor = MoneyField(label=_("intended amount"), required=False)
    land_m2 = AreaField(label=_("land need"), required=False)
    received_on = DayField(label=_("received on"))
    first_contact_on = DayField(label=_("first contact"), required=False)

    class Meta:
        model = Lead
        fields = [
            "source", "received_on", "sector", "chain", "node", "amount_minor", "amount_kind", "land_m2", "region", "park", "unit",
            "first_contact_on", "holder", "team",
        ]  # fmt: skip

    field_order = (
        "investor_text", "credit_code", "content", "contact", "phone", "referrer", "referrer_org", "source", "received_on",
        "first_contact_on", "sector", "chain", "node", "amount_minor", "amount_kind", "land_m2", "region", "park", "unit", "holder",
        "team", "investor",
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from_firms = self.data.get("investor") or self.initial.get("investor")
        chosen = getattr(from_firms, "pk", from_firms)
        if chosen and str(chosen).isdigit():
            self.fields["investor"].queryset = Company.objects.filter(pk=chosen)  # type: ignore[attr-defined]
        self.fields["referrer_org"].queryset = Organisation.objects.all()  # type: ignore[attr-defined]
        self.fields["unit"].queryset = queries.units_of(user)  # type: ignore[attr-defined]
        self.fields["amount_minor"].help_text = money_hint()
        self.fields["land_m2"].help_text = area_hint()
        self.fields["sector"].required = True
        self.fields["sector"].help_text = _("Others read sector, size and land need: name nobody here.")
        for name in ("referrer_org", "chain", "node", "region", "park", "unit", "holder", "team"):
            self.fields[name].widget.attrs["data-pick"] = ""

    def clean_credit_code(self) -> str:
        code = firms.credit_code(self.cleaned_data["credit_code"])
        if code and firms.code_fault(code):
            raise forms.ValidationError(_("This is not a unified social credit code."))
        return code

    def _past(self, name: str) -> Any:
        day = self.cleaned_data[name]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day lies ahead."))
        return day

    def clean_received_on(self) -> Any:
        return self._past("received_on")

    def clean_first_contact_on(self) -> Any:
        return self._past("first_contact_on")

    def asked(self) -> queries.Asked:
        """What duplicates are looked for by."""
        given = self.cleaned_data
        return queries.Asked(
            given["investor_text"], given["credit_code"], given["phone"], given["investor"], given["sector"],
            given["amount_minor"], given["land_m2"],
        )  # fmt: skip


class WordsForm(forms.Form):
    reason = _text(_("reason"))


class RespondForm(forms.Form):
    words = _text(_("What was answered"), hint=_("Only the team and the leaders it names read this."))


class FollowForm(forms.Form):
    reason = _text(_("Why it is worth following"), required=False)


class ParkForm(forms.Form):
    until = DayField(label=_("looked at again on"))
    reason = _text(_("reason"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate() + timedelta(days=30)


class RefuseForm(forms.Form):
    kind = forms.ChoiceField(label=_("kind of refusal"), choices=Lead.Refusal.choices)
    reason = _text(_("reason"))


class EmptyForm(forms.Form):
    """Nothing but the act."""


class ClaimForm(forms.Form):
    unit = forms.ModelChoiceField(Organisation.objects.none(), label=_("unit"))
    first_contact_on = DayField(label=_("first contact"))
    grounds = _text(
        pgettext_lazy("claim", "grounds"), hint=_("The office and the other units' teams read this: name no investor.")
    )

    def __init__(self, *args: Any, units: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].initial = units.first()
        self.fields["first_contact_on"].initial = timezone.localdate()


class DecideForm(forms.Form):
    claim = forms.ModelChoiceField(
        Claim.objects.none(), label=_("Whose first contact it is"), empty_label=None, widget=forms.RadioSelect
    )
    reason = _text(_("reason"))

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["claim"]
        field.queryset = lead.claims.filter(state=Claim.State.OPEN).select_related("unit")
        field.label_from_instance = lambda claim: f"{claim.unit} · {claim.first_contact_on:%Y-%m-%d}"


class TransferForm(forms.Form):
    taker = forms.ModelChoiceField(Organisation.objects.none(), label=_("unit that takes it"))
    taker_share = forms.IntegerField(label=_("share of the taker, in percent"), min_value=0, max_value=100, initial=50)
    giver_share = forms.IntegerField(label=_("share of the giver, in percent"), min_value=0, max_value=100, initial=50)
    why = _text(pgettext_lazy("transfer", "why"))

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = queries.takers(lead)  # type: ignore[attr-defined]
        self.fields["taker"].widget.attrs["data-pick"] = ""


class NameForm(forms.Form):
    person = forms.ModelChoiceField(Person.objects.none(), label=_("who may know"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(user__isnull=False)  # type: ignore[attr-defined]
        self.fields["person"].widget.attrs["data-pick"] = ""


class JoinForm(forms.Form):
    into = forms.CharField(label=_("Number of the lead it belongs to"), max_length=12, help_text="L0012")
    reason = _text(_("reason"))

    def __init__(self, *args: Any, seen: QuerySet[Lead], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen

    def clean_into(self) -> Lead:
        figures = self.cleaned_data["into"].strip().upper().removeprefix("L")
        found = self.seen.filter(pk=int(figures)).first() if figures.isdigit() and len(figures) < 12 else None
        if found is None:
            raise forms.ValidationError(_("There is no such lead."))
        return found
