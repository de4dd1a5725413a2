"""The project as a form: new, and everything written about it for an edit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from qipan.core import units
from qipan.pipeline.projects.forms.fields import AreaField, DayField, MoneyField
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import NATURES, Stage
from qipan.territory.chains import queries as chains
from qipan.territory.companies import queries as companies

# Headings of the form and what stands under each; contacts only for those who may see them.
SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        gettext_lazy("What"),
        (
            "name",
            "code",
            "content",
            "nature",
            "level",
            "category",
            "is_starred",
            "industry",
            "chain",
            "node",
            "cooperation",
        ),
    ),
    (gettext_lazy("Where"), ("region", "park", "site", "land_m2")),
    (
        gettext_lazy("Who"),
        (
            "owner_text",
            "investor",
            "legal_person",
            "owner_head",
            "owner_contact",
            "owner_phone",
            "referrer",
            "lead_org",
            "lead_person",
            "lead_contact",
            "lead_phone",
            "leader",
        ),
    ),
    (
        gettext_lazy("When"),
        (
            "planned_start",
            "planned_start_precision",
            "planned_end",
            "planned_end_precision",
            "signed_on",
            "registered_on",
            "start_on",
            "start_precision",
            "end_on",
            "end_precision",
            "production_on",
            "production_precision",
        ),
    ),
    (gettext_lazy("Course"), ("progress_words", "progress_percent", "year_goal", "problems", "next_steps", "notes")),
)
CONTACTS = frozenset(
    {"legal_person", "owner_head", "owner_contact", "owner_phone", "lead_person", "lead_contact", "lead_phone"}
)
_NONE = ("", "–")
_LONG = ("content", "progress_words", "year_goal", "problems", "next_steps", "notes")
_PICKED = ("region", "park", "chain", "node", "lead_org", "leader")


class ProjectForm(forms.ModelForm):
    """Every field a person writes. Knows what its reader saw, so an edit says only what was changed (see `seen`)."""

    land_m2 = AreaField(label=gettext_lazy("Land"), required=False)

    class Meta:
        model = Project
        fields = tuple(name for _title, names in SECTIONS for name in names)
        field_classes = {
            name: DayField for name in fields if name.endswith("_on") or name in ("planned_start", "planned_end")
        }
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in _LONG}

    def __init__(self, *args: Any, with_contacts: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_contacts:
            for name in CONTACTS:
                self.fields.pop(name, None)
        for name, bound in self.fields.items():
            bound.show_hidden_initial = True
            if name in _PICKED:
                bound.widget.attrs["data-pick"] = ""
                bound.widget.attrs["aria-label"] = str(bound.label)
        self._offer_natures()
        self._offer_nodes()
        self.fields["land_m2"].label = _("Land (%(unit)s)") % {"unit": AreaField.unit()}
        self.fields["owner_text"].label = _("Owner")
        self.fields["owner_text"].help_text = _("The firm's name; a firm on record is linked by it.")

    def _offer_natures(self) -> None:
        held = self.instance.nature
        offered = (_NONE, *NATURES) if held in {"", *dict(NATURES)} else (_NONE, *NATURES, (held, held))
        self.fields["nature"] = forms.ChoiceField(
            label=self.fields["nature"].label, choices=offered, required=False, show_hidden_initial=True
        )

    def _offer_nodes(self) -> None:
        """Nodes under their chains."""
        bound = self.fields["node"]
        bound.choices = [("", "–"), *chains.node_choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A node stands in its chain: it fills an empty one, and contradicts another."""
        held = super().clean() or self.cleaned_data
        node, chain = held.get("node"), held.get("chain")
        if node and chain and node.segment.chain_id != chain.pk:
            self.add_error("node", _("This node belongs to %(chain)s.") % {"chain": node.segment.chain})
        return held

    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        found = [(title, [self[name] for name in names if name in self.fields]) for title, names in SECTIONS]
        return [(title, fields) for title, fields in found if fields]

    def hidden_seen(self) -> SafeString:
        """What the reader saw, sent back with the edit."""
        return mark_safe("".join(self[name].as_hidden(only_initial=True) for name in self.fields))  # noqa: S308 — widgets escape

    def values(self) -> dict[str, Any]:
        """The fields the reader changed, with the firm their owner's name means."""
        changed = {name: self.cleaned_data[name] for name in self.changed_data if name in self.cleaned_data}
        if "owner_text" in changed:
            changed["owner"] = companies.find_company(changed["owner_text"])
        if changed.get("node") and not self.cleaned_data.get("chain"):
            changed["chain"] = changed["node"].segment.chain
        return changed

    def seen(self) -> dict[str, Any]:
        """What stood in the changed fields when the reader opened the form."""
        found: dict[str, Any] = {}
        for name in self.changed_data:
            bound = self.fields[name]
            sent = bound.hidden_widget().value_from_datadict(self.data, self.files, self.add_initial_prefix(name))
            try:
                found[name] = (
                    bound.clean(sent)
                    if sent not in (None, "")
                    else (None if bound.empty_values and self._is_null(name) else "")
                )
            except forms.ValidationError:
                found[name] = sent
        return found

    @staticmethod
    def _is_null(name: str) -> bool:
        return bool(Project._meta.get_field(name).null)

    def clean_code(self) -> str | None:
        return (self.cleaned_data["code"] or "").strip() or None


class NewProjectForm(forms.Form):
    """What is known at the first talk. It begins as a lead; whatever stands after that is asked for by the gates."""

    name = forms.CharField(label=gettext_lazy("Project name"), max_length=300)
    code = forms.CharField(label=gettext_lazy("Project code"), max_length=40, required=False)
    content = forms.CharField(
        label=gettext_lazy("Content and scale"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    total = MoneyField(label=gettext_lazy("Total investment"), required=False)
    investor = forms.CharField(label=gettext_lazy("Investor"), max_length=300, required=False)
    owner_text = forms.CharField(label=gettext_lazy("Owner"), max_length=300, required=False)
    industry = forms.CharField(label=gettext_lazy("Industry"), max_length=120, required=False)
    region: forms.ModelChoiceField = forms.ModelChoiceField(None, label=gettext_lazy("Region"), required=False)
    site = forms.CharField(label=gettext_lazy("Site"), max_length=200, required=False)
    lead_org: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=gettext_lazy("Lead organisation"), required=False
    )
    referrer = forms.CharField(label=gettext_lazy("Referrer"), max_length=120, required=False)

    def __init__(self, *args: Any, with_money: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("region", "lead_org"):
            self.fields[name].queryset = Project._meta.get_field(name).related_model.objects.all()  # type: ignore[attr-defined]
            self.fields[name].widget.attrs |= {"data-pick": "", "aria-label": str(self.fields[name].label)}
        if with_money:
            self.fields["total"].label = _("Total investment (%(unit)s)") % {
                "unit": units.money_unit("CNY", get_language() or "en")
            }
        else:
            del self.fields["total"]

    def values(self) -> dict[str, Any]:
        found = {name: value for name, value in self.cleaned_data.items() if name != "total"}
        found["owner"] = companies.find_company(found["owner_text"]) if found["owner_text"] else None
        return found | {"stage": Stage.LEAD}
