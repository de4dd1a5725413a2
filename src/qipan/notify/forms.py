"""Reading what a person chose to hear, and a webhook's address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from qipan.notify import kinds
from qipan.notify.models import Preference


class WishesForm(forms.Form):
    """An address and, for each kind, how mail comes."""

    email = forms.EmailField(
        label=_("e-mail"), required=False, help_text=_("Without an address everything waits in the page only.")
    )

    def __init__(self, *args: Any, wishes: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in kinds.all_kinds():
            self.fields[f"kind-{kind.code}"] = forms.ChoiceField(
                label=kind.label, choices=Preference.Mail.choices, initial=wishes[kind.code]
            )

    def wishes(self) -> dict[str, str]:
        return {
            name.removeprefix("kind-"): value for name, value in self.cleaned_data.items() if name.startswith("kind-")
        }


class WebhookForm(forms.Form):
    name = forms.CharField(label=_("name"), max_length=80)
    url = forms.CharField(
        label=_("address"), max_length=300, validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Receives a signed POST for each event; anything but an answer of 2xx is tried again."),
    )  # fmt: skip
    events = forms.MultipleChoiceField(
        label=_("events"),
        required=False,
        help_text=_("None chosen means every event."),
        widget=forms.SelectMultiple(attrs={"data-pick": ""}),
    )

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
