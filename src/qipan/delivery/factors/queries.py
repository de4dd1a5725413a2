"""What there is, what is asked, what was given; who sees it; how much is short by month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qipan.core import access, units
from qipan.delivery.factors import rules
from qipan.delivery.factors.models import Allocation, Factor, Kind, Need, Supply
from qipan.pipeline.projects import queries as projects
from qipan.territory.orgs import queries as orgs
from qipan.territory.orgs.names import NameIndex, indexed

FACTOR = "factors.factor"


def seen_kinds(user: Any) -> list[str]:
    """Kinds a reader sees: credit is money."""
    return [kind for kind in Kind.values if kind != Kind.CREDIT or access.able(user, "money.see")]


def visible_to(user: Any) -> QuerySet[Factor]:
    """All factors for the county's own people; a bank sees its own line."""
    if not access.able(user, "factors.see"):
        return Factor.objects.none()
    found = Factor.objects.filter(kind__in=seen_kinds(user))
    scope = orgs.scope_of(user)
    return found.filter(organisation_id__in=scope.bank_ids) if scope.kind == "bank" else found


def may_edit(user: Any, factor: Factor | None = None) -> bool:
    """A county office edits every factor, a park manager those of the own park."""
    scope = orgs.scope_of(user, to="factors.edit")
    if "factors.edit" not in scope.abilities:
        return False
    return scope.is_everything or (factor is not None and factor.park_id in scope.park_ids)


def needs_visible_to(user: Any) -> QuerySet[Need]:
    if not access.able(user, "factors.see"):
        return Need.objects.none()
    return Need.objects.filter(project__in=projects.visible_to(user), kind__in=seen_kinds(user))


def supplies_visible_to(user: Any) -> QuerySet[Supply]:
    return Supply.objects.filter(factor__in=visible_to(user)).select_related("factor")


def allocations_visible_to(user: Any) -> QuerySet[Allocation]:
    return Allocation.objects.filter(project__in=projects.visible_to(user), factor__in=visible_to(user))


def needs(user: Any, *, kind: str = "", factor: Factor | None = None, text: str = "") -> QuerySet[Need]:
    found = needs_visible_to(user).select_related("project", "factor")
    if kind:
        found = found.filter(kind=kind)
    if factor is not None:
        found = found.filter(factor=factor)
    if text:
        found = found.filter(Q(project__name__icontains=text) | Q(project__code__icontains=text))
    return found.order_by("kind", "since", "project__name", "pk")


@dataclass(slots=True)
class Standing:
    """A factor, or a whole kind (no factor), month by month."""

    kind: str
    label: str
    factor: Factor | None
    months: list[rules.Month]
    asking: int
    given: Decimal

    @property
    def now(self) -> rules.Month:
        return self.months[0]

    @property
    def last(self) -> rules.Month:
        return self.months[-1]

    @property
    def short(self) -> rules.Month | None:
        """The first month in which it does not suffice."""
        return next((month for month in self.months if month.short), None)

    @property
    def worst(self) -> Decimal:
        return max(month.short for month in self.months)


def standings(user: Any, *, on: date, count: int = 12) -> list[Standing]:
    """Each kind as a whole, followed by its factors: three questions."""
    factors = list(visible_to(user).select_related("park", "organisation").prefetch_related("supplies"))
    own_only = orgs.scope_of(user).kind == "bank"
    asked = list(Need.objects.filter(kind__in=seen_kinds(user)).exclude(project__status__in=projects.ENDED))
    if own_only:
        asked = [need for need in asked if need.factor_id in {f.pk for f in factors}]
    given = _given(factors)
    found: list[Standing] = []
    for kind in Kind:
        own = [f for f in factors if f.kind == kind]
        wishes = [n for n in asked if n.kind == kind]
        if not own and not wishes:
            continue
        found.append(_standing(kind, str(kind.label), None, own, wishes, given, on, count))
        found += [
            _standing(kind, f.name, f, [f], [n for n in wishes if n.factor_id == f.pk], given, on, count) for f in own
        ]
    return found


def _standing(
    kind: str,
    label: str,
    factor: Factor | None,
    own: list[Factor],
    wishes: list[Need],
    given: dict[int, Decimal],
    on: date,
    count: int,
) -> Standing:
    supplies = [_offers(f) for f in own]
    asked = [rules.Asked(n.amount, n.since, n.until) for n in wishes]
    per_factor = [rules.monthly(kind, on, count, offers, ()) for offers in supplies]
    wanted = rules.monthly(kind, on, count, (), asked)
    months = [
        rules.Month(month.first, sum((rows[k].there for rows in per_factor), Decimal(0)), month.asked)
        for k, month in enumerate(wanted)
    ]
    return Standing(
        kind, label, factor, months, len(wishes), sum((given.get(f.pk, Decimal(0)) for f in own), Decimal(0))
    )


def _offers(factor: Factor) -> list[tuple[date, Decimal]]:
    return [(s.since, s.amount) for s in factor.supplies.all()]


def _given(factors: Iterable[Factor]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    rows = Allocation.objects.filter(factor__in=[f.pk for f in factors], released_on__isnull=True)
    for factor_id, amount in rows.values_list("factor_id", "amount"):
        found[factor_id] = found.get(factor_id, Decimal(0)) + amount
    return found


def standing(user: Any, factor: Factor, *, on: date, count: int = 18) -> Standing:
    """One factor month by month."""
    asked = list(Need.objects.filter(factor=factor).exclude(project__status__in=projects.ENDED))
    return _standing(factor.kind, factor.name, factor, [factor], asked, _given([factor]), on, count)


def everything() -> list[Factor]:
    """All factors with their supplies, for the board: two questions."""
    return list(Factor.objects.select_related("park", "organisation").prefetch_related("supplies").order_by("pk"))


def needs_of(project_ids: Iterable[int]) -> dict[tuple[int, str], list[Need]]:
    """(project, kind) → what it asks."""
    found: dict[tuple[int, str], list[Need]] = {}
    for need in Need.objects.filter(project_id__in=list(project_ids)).order_by("since", "pk"):
        found.setdefault((need.project_id, need.kind), []).append(need)
    return found


def factor_index() -> NameIndex:
    return indexed((0, pk, name) for pk, name in Factor.objects.values_list("pk", "name"))


def amount_text(kind: str, amount: Decimal | int | float | None, language: str) -> str:
    """An amount of a kind as people read it: 117 亩, CNY 320 million, 4,000 tce, 650 persons."""
    if amount is None:
        return "–"
    value = Decimal(str(amount))
    if kind == Kind.LAND:
        return units.area_text(value, language)
    if kind == Kind.CREDIT:
        return units.money_text(int(value), language=language)
    words = {
        Kind.ENERGY: lambda n: _("%(n)s tce") % {"n": n},
        Kind.EMISSION: lambda n: _("%(n)s t") % {"n": n},
        Kind.LABOUR: lambda n: _("%(n)s persons") % {"n": n},
        Kind.DESK: lambda n: ngettext("%(n)s file in hand", "%(n)s files in hand", int(value)) % {"n": n},
        Kind.TEAM: lambda n: ngettext("%(n)s team", "%(n)s teams", int(value)) % {"n": n},
    }
    return words[Kind(kind)](units.figure(value))


def shown_scale(kind: str, language: str) -> tuple[Decimal, str]:
    """(our units in one shown unit, that unit) for charts and columns."""
    if kind == Kind.LAND:
        return (units.MU_M2, "亩") if units.is_chinese(language) else (Decimal(10_000), "ha")
    if kind == Kind.CREDIT:
        return Decimal(units.money_scale(language)), units.money_unit("CNY", language)
    return Decimal(1), amount_text(kind, 0, language).replace("0", "", 1).strip()


def listed(user: Any) -> QuerySet[Factor]:
    return (
        visible_to(user)
        .select_related("park", "organisation")
        .annotate(need_count=Count("needs"))
        .prefetch_related(Prefetch("supplies", Supply.objects.order_by("since")))
    )
