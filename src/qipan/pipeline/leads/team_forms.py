"""Reading what a person types about teams, visits, contacts and promises."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qipan.pipeline.leads import queries
from qipan.pipeline.leads.models import Interaction, Lead, Promise, Team, TeamMember, Visit
from qipan.pipeline.leads.queries import teams as asking
from qipan.territory.orgs.models import Person
from qipan.web.fields import DayField


def _pick(form: forms.BaseForm, *names: str) -> None:
    for name in names:
        form.fields[name].widget.attrs |= {"data-pick": "", "aria-label": str(form.fields[name].label)}


class TeamForm(forms.ModelForm):
    class Meta:
        model = Team
        fields = ["name", "kind", "chain", "city", "organisation", "head"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _pick(self, "chain", "organisation", "head")

    def clean(self) -> dict[str, Any]:
        """A team by chain names its chain, a team by city its city."""
        held = super().clean() or self.cleaned_data
        wanted = "chain" if held.get("kind") == Team.Kind.CHAIN else "city"
        if not held.get(wanted):
            self.add_error(wanted, _("Needed for a team of this kind."))
        return held


class MemberForm(forms.ModelForm):
    since = DayField(label=gettext_lazy("since"))
    until = DayField(label=gettext_lazy("until"), required=False)

    class Meta:
        model = TeamMember
        fields = ["person", "since", "until"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].help_text = _(
            "From this day on the investors of the team's leads are open to this person."
        )
        _pick(self, "person")


class LeaveForm(forms.Form):
    until = DayField(label=gettext_lazy("Last day in the team"))


class VisitForm(forms.ModelForm):
    on = DayField(label=gettext_lazy("First day"))

    class Meta:
        model = Visit
        fields = ["direction", "on", "days", "place", "led_by", "led_by_text", "led_as", "purpose"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].help_text = _("Everybody who sees the team reads this; name no investor here.")
        _pick(self, "led_by")


class _OfLead(forms.ModelForm):
    """A contact or a promise may belong to a lead of the team that is open to the writer."""

    def __init__(self, *args: Any, user: Any, team: Team, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.fields["lead"]
        held.queryset = queries.open_to(user).filter(team=team, status__in=asking.LIVE).order_by("-pk")  # type: ignore[attr-defined]
        names = {lead.pk: one.name for lead, one in _named(user, held.queryset)}  # type: ignore[attr-defined]
        held.label_from_instance = lambda lead: " · ".join(filter(None, (str(lead), names.get(lead.pk, ""))))  # type: ignore[attr-defined]
        members = Person.objects.filter(pk__in=team.members.filter(asking.of_today(on)).values("person_id"))
        self.fields["person"].queryset = members if members.exists() else Person.objects.all()  # type: ignore[attr-defined]
        _pick(self, "lead", "person")


def _named(user: Any, leads: Any) -> list[tuple[Lead, Any]]:
    held = list(leads)
    known = queries.identities(user, held)
    return [(lead, known[lead.pk]) for lead in held if lead.pk in known]


class ContactForm(_OfLead):
    on = DayField(label=gettext_lazy("Day"))
    promised = forms.CharField(
        label=gettext_lazy("Promised"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("What we owe the investor after this contact."),
    )
    due_on = DayField(label=gettext_lazy("Promised for"), required=False)
    person: forms.ModelChoiceField = forms.ModelChoiceField(None, label=gettext_lazy("Who does it"), required=False)

    class Meta:
        model = Interaction
        fields = ["lead", "on", "kind", "visit", "firm", "contact", "contact_post", "words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, team=team, **kwargs)
        self.fields["visit"].queryset = team.visits.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A promise has a day."""
        held = super().clean() or self.cleaned_data
        if held.get("promised") and not held.get("due_on"):
            self.add_error("due_on", _("A promise has a day."))
        if not held.get("lead") and not held.get("firm"):
            self.add_error("firm", _("Name the lead or the firm."))
        return held


class PromiseForm(_OfLead):
    due_on = DayField(label=gettext_lazy("Due on"))

    class Meta:
        model = Promise
        fields = ["lead", "words", "due_on", "person"]


class KeepForm(forms.Form):
    """It is done, or it gets another day."""

    words = forms.CharField(
        label=gettext_lazy("How it was kept"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    due_on = DayField(
        label=gettext_lazy("Or another day"), required=False, help_text=gettext_lazy("Leave empty when it is done.")
    )

    def clean(self) -> dict[str, Any]:
        held = super().clean() or self.cleaned_data
        if not held.get("words") and not held.get("due_on"):
            self.add_error("words", _("Say how it was kept, or give another day."))
        return held
