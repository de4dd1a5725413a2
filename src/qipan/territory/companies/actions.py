"""Verbs of the room: register a firm, change it, keep its contacts. Merging stands in `merging`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from qipan.core import bulk, changes, search
from qipan.core.models import User
from qipan.territory.companies import queries, rules
from qipan.territory.companies.models import Company, Contact, Trace
from qipan.territory.companies.queries import TYPE
from qipan.territory.companies.rules import alike

Source = Mapping[str, Any] | None


class BadCode(Exception):
    """Not a unified social credit code. `fault`: length | format | check."""

    def __init__(self, code: str, fault: str) -> None:
        super().__init__(f"{code}: {fault}")
        self.code, self.fault = code, fault


class CodeTaken(Exception):
    """Another firm has this credit code; `company` is that firm."""

    def __init__(self, company: Company) -> None:
        super().__init__(company.name)
        self.company = company


def _checked(values: Mapping[str, Any], *, but: int | None = None) -> dict[str, Any]:
    """Values ready to store: code tidied and judged, plain name made."""
    checked = dict(values)
    if "credit_code" in checked:
        code = rules.credit_code(checked["credit_code"] or "") or None
        if code:
            fault = rules.code_fault(code)
            if fault:
                raise BadCode(code, fault)
            other = Company.objects.filter(credit_code=code).exclude(pk=but).first()
            if other:
                raise CodeTaken(other)
        checked["credit_code"] = code
    if "name" in checked:
        checked["name"] = checked["name"].strip()
        checked["plain_name"] = rules.plain_name(checked["name"]) or checked["name"].lower()
    return checked


def register(*, by: User | None, name: str, source: Source = None, **values: Any) -> Company:
    """Create a firm. Refuses a wrong code (`BadCode`) and one that is taken (`CodeTaken`)."""
    company = Company(**_checked({"name": name, **values}))
    with transaction.atomic():
        changes.create(company, by=by, source=source)
        make_findable(company)
    return company


def change(
    *,
    by: User | None,
    company: Company,
    values: Mapping[str, Any],
    version: int | None = None,
    seen: Mapping[str, Any] | None = None,
    source: Source = None,
) -> Company:
    with transaction.atomic():
        checked = _checked(values, but=company.pk)
        company = changes.change(company, by=by, values=checked, version=version, seen=seen, source=source)
        make_findable(company)
    return company


def add_contact(*, by: User | None, company: Company, name: str, source: Source = None, **values: Any) -> Contact:
    with transaction.atomic():
        contact = changes.create(Contact(company=company, name=name, **values), by=by, source=source)
        make_findable(company)
    return contact


def change_contact(
    *, by: User | None, contact: Contact, values: Mapping[str, Any], version: int | None = None
) -> Contact:
    with transaction.atomic():
        contact = changes.change(contact, by=by, values=values, version=version)
        make_findable(contact.company)
    return contact


def remove_contact(*, by: User | None, contact: Contact, reason: str) -> None:
    """Take a contact out; what the record held stays in the audit chain."""
    with transaction.atomic():
        changes.delete(contact, by=by, reason=reason)
        make_findable(contact.company)


def make_findable(*companies: Company) -> None:
    """By words in the search, and by the keys under which the same firm written otherwise is found."""
    search.index(TYPE, [(c.pk, c.name, " ".join([c.credit_code or "", *c.aliases])) for c in companies])
    phones: dict[int, list[str]] = defaultdict(list)
    for pk, phone in Contact.objects.filter(company__in=companies).exclude(phone="").values_list("company_id", "phone"):
        phones[pk].append(phone)
    trace(TYPE, {c.pk: queries.as_firm(c, phones[c.pk]) for c in companies})


def trace(owner_type: str, firms: Mapping[int, alike.Firm]) -> None:
    """Keep the keys of these owners, in the caller's transaction; an owner named with an empty firm loses its keys."""
    ids = list(firms)
    for start in range(0, len(ids), 500):
        Trace.objects.filter(owner_type=owner_type, owner_id__in=ids[start : start + 500])._raw_delete("default")
    rows = [(owner_type, pk, key) for pk, firm in firms.items() for key in sorted(alike.keys(firm))]
    bulk.insert(Trace, ("owner_type", "owner_id", "value"), rows)


def trace_missing() -> int:
    """Keys for firms that have none (founded in bulk by an import). Returns how many."""
    held = Trace.objects.filter(owner_type=TYPE, owner_id=OuterRef("pk"))
    ids = list(Company.objects.filter(~Exists(held)).values_list("pk", flat=True))
    for start in range(0, len(ids), 500):
        with transaction.atomic():
            rows = Company.objects.filter(pk__in=ids[start : start + 500]).prefetch_related("contacts")
            trace(TYPE, {row.pk: queries.as_firm(row, [c.phone for c in row.contacts.all()]) for row in rows})
    return len(ids)
