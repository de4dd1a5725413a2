"""Verbs of the room: register a firm, change it, keep its contacts. Merging stands in `merging`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from qipan.core import changes, search
from qipan.core.models import User
from qipan.territory.companies import rules
from qipan.territory.companies.models import Company, Contact
from qipan.territory.companies.queries import TYPE

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
    return changes.create(Contact(company=company, name=name, **values), by=by, source=source)


def change_contact(
    *, by: User | None, contact: Contact, values: Mapping[str, Any], version: int | None = None
) -> Contact:
    return changes.change(contact, by=by, values=values, version=version)


def remove_contact(*, by: User | None, contact: Contact, reason: str) -> None:
    """Take a contact out; what the record held stays in the audit chain."""
    changes.delete(contact, by=by, reason=reason)


def make_findable(*companies: Company) -> None:
    search.index(TYPE, [(c.pk, c.name, " ".join([c.credit_code or "", *c.aliases])) for c in companies])
