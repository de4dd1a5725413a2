"""Forms of the gate: ask for a stage, confirm, send back, except, and the fields a stage asks beside the record's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from qipan.core import units
from qipan.pipeline.projects import queries, rules
from qipan.pipeline.projects.forms.acts import ActForm
from qipan.pipeline.projects.forms.fields import DayField, MoneyField
from qipan.pipeline.projects.models import Attachment
from qipan.pipeline.projects.models.choices import Stage


def _text(label: Any, *, required: bool, rows: int = 2, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=1000, widget=widget, help_text=help_text)


class Files(forms.ModelMultipleChoiceField):
    """Files of the project, each told by its name and kind."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} · {obj.get_kind_display()}"


class MoveForm(ActForm):
    """To the next stage, or back to one before; and which files prove it."""

    to = forms.ChoiceField(label=gettext_lazy("To stage"), choices=Stage)
    reason = _text(
        gettext_lazy("What is claimed"),
        required=False,
        help_text=gettext_lazy("For who confirms: what was done, when, where. A step back must say why."),
    )
    evidence = Files(
        Attachment.objects.none(),
        label=gettext_lazy("Evidence"),
        required=False,
        help_text=gettext_lazy(
            "What is ticked goes with the claim and stays. Nothing ticked: every file of the kinds the gate asks for."
        ),
    )

    def prepare(self) -> None:
        following = queries.next_stage(self.project)
        here = rules.STAGES.index(self.project.stage)
        offered = ([following] if following else []) + [Stage(s) for s in reversed(rules.STAGES[:here])]
        self.fields["to"].choices = [(s.value, s.label) for s in offered]  # type: ignore[attr-defined]
        files = self.project.attachments.all()
        self.fields["evidence"].queryset = files  # type: ignore[attr-defined]
        if not files:
            del self.fields["evidence"]
        if following:
            self.fields["to"].initial = following
            asked = rules.evidence_kinds(self.project.stage, following, queries.table(self.on))
            self.initial.setdefault("evidence", [one for one in files if one.kind in asked])

    def clean(self) -> dict[str, Any]:
        """Files of a kind the gate asks for are there and none of them is ticked: said here, not as if it were missing."""
        found = super().clean() or {}
        ticked, to = found.get("evidence"), found.get("to")
        if not ticked or not to:
            return found
        if rules.is_backward(self.project.stage, to) and set(ticked) == set(self.initial.get("evidence", ())):
            found["evidence"] = ()  # ticked for the next stage by us, not for a step back by them
            return found
        held = {one.kind for one in self.fields["evidence"].queryset}  # type: ignore[attr-defined]
        asked = rules.evidence_kinds(self.project.stage, to, queries.table(self.on))
        left = [Attachment.Kind(kind).label for kind in asked if kind in held - {one.kind for one in ticked}]
        if left:
            kinds = ", ".join(map(str, left))
            self.add_error(
                "evidence", _("Tick at least one file of each kind the gate asks for: %(kinds)s") % {"kinds": kinds}
            )
        return found


class ConfirmForm(ActForm):
    words = _text(
        gettext_lazy("Remark"),
        required=False,
        help_text=gettext_lazy("What you looked at, if it helps who reads it later."),
    )


class ReturnForm(ActForm):
    words = _text(gettext_lazy("What is wrong with it"), required=True)


class WithdrawForm(ActForm):
    words = _text(gettext_lazy("Why"), required=False)


class ExceptForm(ActForm):
    """A decision to pass the gate without all it asks."""

    reason = _text(gettext_lazy("Reason"), required=True, rows=3)
    document = forms.ModelChoiceField(
        Attachment.objects.none(), label=gettext_lazy("Document, if it is filed here"), required=False
    )
    file = forms.FileField(label=gettext_lazy("Or attach the document"), required=False, max_length=200)

    def prepare(self) -> None:
        self.fields["document"].queryset = self.project.attachments.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("document") and not found.get("file"):
            self.add_error("file", _("An exception needs the document that decides it."))
        return found


class StatisticsForm(ActForm):
    """Since when the statistics hold it; empty, with a reason: they do not."""

    entered_on = DayField(label=gettext_lazy("Entered the statistics on"), required=False)
    reason = _text(
        gettext_lazy("Reason"), required=False, help_text=gettext_lazy("Needed where the day is taken away.")
    )

    def prepare(self) -> None:
        self.initial.setdefault("entered_on", self.project.entered_on or self.on)


class FillForm(ActForm):
    """The county's own fields of the stages, those asked up to the next stage first."""

    def prepare(self) -> None:
        gates = queries.table(self.on)
        own = gates.get("own", {})
        following = queries.next_stage(self.project) or Stage(self.project.stage)
        codes = [one.code for one in rules.asked(queries.facts(self.project, (), ()), following, gates)]
        asked = [part for code in codes for part in code.partition(":")[2].split("|") if part in own]
        for key in dict.fromkeys([*asked, *(k for k in self.project.details if k in own)]):
            self.fields[key] = self._field(key, own)
            self.initial.setdefault(key, self.project.details.get(key))

    def _field(self, key: str, own: dict[str, Any]) -> forms.Field:
        label = queries.own_label(key, own)
        kind = own[key].get("type", "text")
        if kind == "money":
            field = MoneyField(label=label, required=False, currency=self.project.currency)
            field.label = f"{label} ({field.unit()})"
            return field
        if kind == "number":
            return forms.IntegerField(label=label, required=False, min_value=0)
        if kind == "choice":
            choices = own[key].get("choices", {})
            named = [(value, queries.own_label(value, choices)) for value in choices]
            return forms.ChoiceField(label=label, required=False, choices=[("", "–"), *named])
        return forms.CharField(label=label, required=False, max_length=500)


def detail_text(key: str, value: Any, own: dict[str, Any], currency: str) -> str:
    """A value of a county's own field as people read it."""
    told = own.get(key, {})
    if told.get("type") == "money" and isinstance(value, int):
        return units.money_text(value, currency, get_language() or "en")
    if told.get("type") == "choice":
        return queries.own_label(str(value), told.get("choices", {}))
    return str(value)
