"""How the list of companies is let in: a firm is told by its credit code, else by its plain name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from qipan.core import changes
from qipan.exchange.simple import Field, Finder, SimpleTarget, day
from qipan.exchange.targets import Done, Draft, Setting, Step
from qipan.territory.companies import actions, ledger, rules
from qipan.territory.companies.models import Company
from qipan.territory.orgs import names
from qipan.territory.orgs.rules import person_name

CONTACT = ("contact", "contact_phone")


class CompanyTarget(SimpleTarget):
    """A firm with its first contact: written when the firm is created, or when it has none."""

    def _stored(self, draft: Draft, finders: Mapping[str, Finder]) -> dict[str, Any]:
        values = super()._stored(draft, finders)
        return {name: value for name, value in values.items() if name not in CONTACT}

    def apply(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        drafts = {(s.draft.sheet, s.draft.row): s.draft for s in steps}
        for done in super().apply(steps, setting):
            draft = drafts[done.sheet, done.row]
            name = str(draft.data.get("contact", "")).strip()
            if done.what == "created" and name:
                phone = str(draft.data.get("contact_phone", ""))[:60]
                company = Company.objects.get(pk=done.object_id)
                actions.add_contact(
                    by=setting.by, company=company, name=_name(name), phone=phone, source=setting.source(draft)
                )
            yield done


def _name(text: str) -> str:
    return person_name(text)[:60] or text[:60]


def _register(*, by: Any, source: Any, **values: Any) -> Company:
    """A firm with a township is local."""
    return actions.register(by=by, source=source, is_local=values.get("region") is not None, **values)


TARGET = CompanyTarget(
    code="companies",
    page="companies:detail",
    label=_("Companies"),
    ability="companies.edit",
    columns=ledger.COLUMNS,
    model=Company,
    fields={
        "name": Field("name"),
        "credit_code": Field("credit_code", read=rules.credit_code),
        "legal_person": Field("legal_person"),
        "registered_capital": Field("registered_capital_minor"),
        "registered_on": Field("registered_on", read=day),
        "industry": Field("industry"),
        "region": Field("region", finder=lambda: names.region_index().find),
        "address": Field("address"),
        "contact": Field("contact"),
        "contact_phone": Field("contact_phone"),
    },
    keys=(("credit_code",), ("plain_name",)),
    derive=lambda values: {"plain_name": rules.plain_name(values["name"])},
    faults=lambda values: rules.code_fault(values["credit_code"]) if values.get("credit_code") else "",
    fixed=frozenset({"credit_code"}),
    born=frozenset({"name"}),
    create=_register,
    change=lambda *, by, record, values, source: actions.change(by=by, company=record, values=values, source=source),
    delete=lambda *, by, record, reason, source: changes.delete(record, by=by, reason=reason, source=source),
    held=lambda: Company.objects.filter(merged_into__isnull=True),
)
