"""Reading what an administrator typed about organisations, people, posts and accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from qipan.territory.orgs.models import Membership, Organisation, Person
from qipan.web.fields import DayField, SpellingsField


class OrganisationForm(forms.ModelForm):
    aliases = SpellingsField(
        label=_("other spellings"), help_text=_("How ledgers write this organisation, one a line.")
    )

    class Meta:
        model = Organisation
        fields = ["name", "short_name", "kind", "parent", "region", "aliases"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("parent", "region"):
            self.fields[name].widget.attrs["data-pick"] = ""


class PersonForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ["name", "phone", "email"]


class JoinForm(forms.ModelForm):
    """A post: who or where is given by the page, the other is chosen."""

    since = DayField(label=_("since"), required=False)

    class Meta:
        model = Membership
        fields = ["person", "organisation", "role", "post", "since"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "organisation"):
            self.fields[name].widget.attrs["data-pick"] = ""
        self.fields["role"].help_text = _("Without a role the post is only a name on a page.")


class LeaveForm(forms.Form):
    until = DayField(label=_("last day"))


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        Person.objects.order_by("name"), label=_("to whom"), widget=forms.Select(attrs={"data-pick": ""})
    )
    on = DayField(label=_("from which day"))


class AccountForm(forms.Form):
    username = forms.CharField(
        label=_("user name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("What this person signs in with."),
    )


class AuditFilter(forms.Form):
    who = forms.CharField(label=_("who"), required=False)
    what = forms.CharField(label=_("act"), required=False)
    record = forms.CharField(label=_("record"), required=False)
    since = DayField(label=_("from"), required=False)
    until = DayField(label=_("until"), required=False)
