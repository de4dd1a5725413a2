"""Reading what a person typed about a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.delivery.approvals.models import Case, Item, Pause
from qipan.territory.orgs.models import Organisation
from qipan.web.fields import DayField


def _day(label: Any, **options: Any) -> DayField:
    return DayField(label=label, **options)


def _words(label: Any, *, required: bool = True, length: int = 400) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=length, widget=forms.Textarea(attrs={"rows": 3}))


class ReceiveForm(forms.Form):
    """Which item came in, where, when, under which number."""

    item = forms.ModelChoiceField(Item.objects.none(), label=_("item"))
    authority = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("authority"),
        required=False,
        empty_label=_("as the catalogue says"),
        widget=forms.Select(attrs={"data-pick": ""}),
    )
    on = _day(_("received on"))
    number = forms.CharField(label=_("number of the application"), required=False, max_length=60)

    def __init__(self, *args: Any, items: Any, authorities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
        self.fields["authority"].queryset = authorities  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    on = _day(_("accepted on"))
    number = forms.CharField(label=_("number of the application"), required=False, max_length=60)


class TurnAwayForm(forms.Form):
    on = _day(
        _(
            "on",
        )
    )
    words = _words(_("grounds"))


class PauseForm(forms.Form):
    """When, why, in words the applicant reads too."""

    on = _day(_("since"))
    kind = forms.ChoiceField(label=_("why the clock stands still"), choices=Pause.Kind)
    reason = _words(_("what is missing, or what goes on"))


class ResumeForm(forms.Form):
    on = _day(_("runs again on"))


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("outcome"),
        choices=[("approved", pgettext_lazy("case", "Approved")), ("refused", pgettext_lazy("case", "Refused"))],
    )
    on = _day(_("decided on"))
    document = forms.CharField(label=_("number of the document"), required=False, max_length=120)
    words = _words(_("grounds of a refusal"), required=False)


class WithdrawForm(forms.Form):
    on = _day(_("on"))
    words = _words(_("why the applicant took it back"))


class CorrectForm(forms.ModelForm):
    """Days, numbers and words of a case as they should read, and why."""

    received_on = _day(_("received on"))
    accepted_on = _day(_("accepted on"), required=False)
    decided_on = _day(_("decided on"), required=False)
    reason = _words(_("reason of the correction"))

    class Meta:
        model = Case
        fields = ["number", "received_on", "accepted_on", "decided_on", "document", "words", "promised_days"]


class ReopenForm(forms.Form):
    reason = _words(_("why the decision is taken back"))
