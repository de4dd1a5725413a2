"""Which firms there are, who sees them, which two may be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from qipan.core import search
from qipan.territory.companies import rules
from qipan.territory.companies.models import Company, Contact, Merge, Trace
from qipan.territory.companies.rules import alike as alikeness
from qipan.territory.orgs import queries as orgs

TYPE = "companies.company"
ALIKE = 0.75


def visible_to(user: Any) -> QuerySet[Company]:
    """Firms that were not merged away: all for county roles, one's own for a firm, none without the ability."""
    scope = orgs.scope_of(user)
    living = Company.objects.filter(merged_into__isnull=True)
    if "companies.see" in scope.abilities or scope.is_everything:
        return living
    return living.filter(pk__in=scope.company_ids)


def of_organisations(organisation_ids: frozenset[int]) -> Iterable[int]:
    """Firms that sign in as these organisations; fills `Scope.company_ids`."""
    rows = Company.objects.filter(organisation_id__in=organisation_ids, merged_into__isnull=True)
    return rows.values_list("pk", flat=True)


def listed(
    user: Any, *, text: str = "", region_id: int | None = None, industry: str = "", local: str = ""
) -> QuerySet[Company]:
    """The list as filtered: by any word or pinyin initials, region, industry, local or from outside."""
    found = visible_to(user).select_related("region", "organisation")
    if text.strip():
        match = search.matching(text, TYPE, "companies_company.id")
        by_code = Q(credit_code__istartswith=rules.credit_code(text))
        found = found.filter(by_code if match is None else Q(match) | by_code)
    if region_id:
        found = found.filter(region_id=region_id)
    if industry:
        found = found.filter(industry=industry)
    if local in ("yes", "no"):
        found = found.filter(is_local=local == "yes")
    return found.order_by("name", "pk")


def industries(user: Any) -> list[str]:
    return list(
        visible_to(user).exclude(industry="").order_by("industry").values_list("industry", flat=True).distinct()
    )


def contacts_of(company: Company) -> QuerySet[Contact]:
    return company.contacts.order_by("name")


def merges_of(company: Company) -> QuerySet[Merge]:
    return company.merges_kept.select_related("gone", "by").order_by("-created_at")


def standing(company: Company) -> Company:
    """The record that stands for this one now: itself, or what it was merged into."""
    while company.merged_into_id:
        company = Company.objects.get(pk=company.merged_into_id)
    return company


def company_index() -> dict[str, int]:
    """Plain name, other spellings and credit code → id, for the importer; a name two firms share means neither."""
    held: dict[str, int | None] = {}
    rows = Company.objects.filter(merged_into__isnull=True).values_list("pk", "plain_name", "aliases", "credit_code")
    for pk, plain, aliases, code in rows:
        for key in {plain, code or "", *(rules.plain_name(a) for a in aliases)} - {""}:
            held[key] = pk if held.get(key, pk) == pk else None
    return {key: pk for key, pk in held.items() if pk is not None}


def find_company(name: str = "", *, credit_code: str = "") -> Company | None:
    """By credit code, else by plain name or another spelling."""
    code = rules.credit_code(credit_code)
    if code:
        held = Company.objects.filter(credit_code=code).first()
        if held:
            return standing(held)
    plain = rules.plain_name(name)
    if not plain:
        return None
    rows = list(Company.objects.filter(plain_name=plain, merged_into__isnull=True)[:2])
    if len(rows) == 1:
        return rows[0]
    pk = None if rows else company_index().get(plain)
    return Company.objects.get(pk=pk) if pk else None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one firm, and why: same | person | alike."""

    one: Company
    other: Company
    why: str
    likeness: float


def possible_duplicates(user: Any, *, limit: int = 100) -> list[Pair]:
    """Pairs worth a look, likeliest first. Compared only within a block (first two characters, or the legal representative),
    so that ten thousand firms stay a second's work."""
    fields = (
        "pk",
        "name",
        "plain_name",
        "legal_person",
        "credit_code",
        "region",
        "industry",
        "registered_capital_minor",
        "currency",
    )
    rows = list(visible_to(user).only(*fields))
    blocks: dict[tuple[str, str], list[Company]] = defaultdict(list)
    for row in rows:
        blocks["name", row.plain_name[:2]].append(row)
        blocks["tail", row.plain_name[-3:]].append(row)
        if row.legal_person:
            blocks["person", row.legal_person].append(row)
    found: dict[tuple[int, int], Pair] = {}
    for block in blocks.values():
        for i, one in enumerate(block):
            for other in block[i + 1 :]:
                pair = _pair(one, other)
                if pair and one.pk != other.pk:
                    found[min(one.pk, other.pk), max(one.pk, other.pk)] = pair
    return sorted(found.values(), key=lambda p: (-p.likeness, p.one.name))[:limit]


def _pair(one: Company, other: Company) -> Pair | None:
    """Two different valid codes are two firms, however alike their names."""
    if one.credit_code and other.credit_code and one.credit_code != other.credit_code:
        return None
    alike = rules.likeness(one.plain_name, other.plain_name)
    same_person = bool(one.legal_person) and one.legal_person == other.legal_person
    if alike == 1:
        return Pair(one, other, "same", alike)
    if same_person and alike >= ALIKE / 2:
        return Pair(one, other, "person", alike)
    if alike >= ALIKE:
        return Pair(one, other, "alike", alike)
    return None


def counted(rows: QuerySet[Company]) -> dict[str, int]:
    """How many, how many local, how many with a checked code."""
    return rows.order_by().aggregate(
        all=Count("pk"),
        local=Count("pk", filter=Q(is_local=True)),
        coded=Count("pk", filter=Q(credit_code__isnull=False)),
    )


LOOKED_AT = 200


def traced(firm: alikeness.Firm, owner_type: str) -> list[int]:
    """Ids of what shares a key with this firm: candidates, to be judged. One question, answered from an index."""
    asked = alikeness.asked(firm)
    if not asked:
        return []
    rows = Trace.objects.filter(value__in=asked, owner_type=owner_type).values_list("owner_id", flat=True)
    return list(rows.order_by().distinct()[:LOOKED_AT])


def _named(firm: alikeness.Firm) -> Iterable[int]:
    """Firms of the same plain name or code: found even before an import's firms have their keys."""
    names = [plain for name in firm.names if (plain := rules.plain_name(name))]
    same = Q(plain_name__in=names)
    if firm.code:
        same |= Q(credit_code=rules.credit_code(firm.code))
    return Company.objects.filter(same).values_list("pk", flat=True)[:LOOKED_AT] if names or firm.code else ()


def as_firm(company: Company, phones: Iterable[str] = ()) -> alikeness.Firm:
    """A firm as `rules.alike` judges it."""
    numbers = dict.fromkeys(number for text in phones for number in alikeness.telephones(text))
    return alikeness.Firm((company.name, *company.aliases), company.credit_code or "", tuple(numbers))


def look_up(user: Any, firm: alikeness.Firm, *, most: int = 5) -> list[tuple[Company, alikeness.Verdict]]:
    """Firms this reader sees that may be the one asked for, surest first, each with why. Telephones only tell who may see them."""
    ids = {*traced(firm, TYPE), *_named(firm)}
    if not ids:
        return []
    rows = {row.pk: row for row in visible_to(user).filter(pk__in=ids).prefetch_related("contacts")}
    may_phone = "contacts.see" in orgs.scope_of(user).abilities
    firms = [(pk, as_firm(row, [c.phone for c in row.contacts.all()] if may_phone else ())) for pk, row in rows.items()]
    return [(rows[found.id], found.verdict) for found in alikeness.best(firm, firms, most=most)]
