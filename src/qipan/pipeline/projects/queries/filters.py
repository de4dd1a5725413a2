"""The filters of board and ledger, declared once; read from an address and written back into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, NullIf
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from qipan.core import search
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import Level, Light, Stage, Status
from qipan.pipeline.projects.queries.sight import visible_to
from qipan.territory.chains.models import Chain
from qipan.territory.orgs.models import Organisation, Person, Region
from qipan.territory.parks.models import Park

TYPE = "projects.project"
ENDED = (Status.LOST, Status.ABANDONED)
Condition = Callable[[list[str]], Q]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: key in the address, label, what it offers (`choices` fixed, or records of `model`: what they are called and what orders
    them), what it means."""

    key: str
    label: Any
    condition: Condition
    choices: tuple[tuple[str, Any], ...] = ()
    model: Any = None
    link: str = ""
    named: Any = "name"
    order: Any = "name"


def _ids(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) < 16]


def _linked(name: str) -> Condition:
    return lambda values: Q(**{f"{name}_id__in": _ids(values)})


def _below(model: Any, name: str) -> Condition:
    """A region or organisation with everything under it."""

    def condition(values: list[str]) -> Q:
        under = Q()
        for path in model.objects.filter(pk__in=_ids(values)).values_list("path", flat=True):
            under |= Q(path__startswith=path)
        return Q(**{f"{name}_id__in": model.objects.filter(under).values("pk")}) if under else Q(pk__in=())

    return condition


def _one_of(name: str) -> Condition:
    return lambda values: Q(**{f"{name}__in": values})


def _text(values: list[str]) -> Q:
    match = search.matching(values[0], TYPE, "projects_project.id")
    return Q(match) if match is not None else Q()


def _owner(values: list[str]) -> Q:
    return Q(owner__name__icontains=values[0]) | Q(owner_text__icontains=values[0]) | Q(investor__icontains=values[0])


def _status(values: list[str]) -> Q:
    return Q() if "all" in values else Q(status__in=values)


def _level(values: list[str]) -> Q:
    return Q(level__in=["" if value == "none" else value for value in values])


_LEVELS = tuple((value or "none", label) for value, label in Level.choices)
FILTERS: tuple[Filter, ...] = (
    Filter("q", _("Name, code, anything"), _text),
    Filter("light", _("Light"), _one_of("light"), tuple(Light.choices)),
    Filter("region", _("Region"), _below(Region, "region"), model=Region, link="region", order="path"),
    Filter(
        "lead",
        _("Lead organisation"),
        _below(Organisation, "lead_org"),
        model=Organisation,
        link="lead_org",
        named=Coalesce(NullIf("short_name", Value("")), "name"),
        order=Concat("kind", Value(" "), "name"),
    ),
    Filter("leader", _("Leader"), _linked("leader"), model=Person, link="leader"),
    Filter("chain", _("Chain"), _linked("chain"), model=Chain, link="chain"),
    Filter("park", _("Park"), _linked("park"), model=Park, link="park"),
    Filter("level", _("Key-project level"), _level, _LEVELS),
    Filter("status", _("Status"), _status, (*Status.choices, ("all", _("All, also ended")))),
    Filter("stage", _("Stage"), _one_of("stage"), tuple(Stage.choices)),
    Filter("industry", _("Industry"), lambda values: Q(industry__icontains=values[0])),
    Filter("owner", _("Owner or investor"), _owner),
)
BY_KEY = {f.key: f for f in FILTERS}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen now. Without a status the ended projects (lost, abandoned) stay out."""

    chosen: Mapping[str, list[str]] = field(default_factory=dict)

    def apply(self, rows: QuerySet[Project]) -> QuerySet[Project]:
        for key, values in self.chosen.items():
            rows = rows.filter(BY_KEY[key].condition(values))
        return rows if "status" in self.chosen else rows.exclude(status__in=ENDED)

    @property
    def query(self) -> str:
        return urlencode([(key, value) for key, values in self.chosen.items() for value in values])

    def without(self, key: str) -> str:
        return Filters({k: v for k, v in self.chosen.items() if k != key}).query

    def first(self, key: str) -> str:
        return (self.chosen.get(key) or [""])[0]


def read(query: QueryDict) -> Filters:
    """Filters in an address; unknown keys and empty values do not count."""
    chosen = {f.key: [v.strip()[:200] for v in query.getlist(f.key) if v.strip()] for f in FILTERS}
    return Filters({key: values for key, values in chosen.items() if values})


def offered(user: Any, keys: Iterable[str]) -> dict[str, list[tuple[str, Any]]]:
    """What each filter offers this reader: only records of projects they see. One question for all linked filters."""
    wanted = [BY_KEY[key] for key in keys]
    found: dict[str, list[tuple[str, Any]]] = {f.key: list(f.choices) for f in wanted}
    seen = visible_to(user).order_by()
    linked = [_held(f, seen) for f in wanted if f.model is not None]
    if linked:
        for key, pk, name, _order in linked[0].union(*linked[1:], all=True).order_by("order", "pk"):
            found[key].append((str(pk), name))
    return found


def _held(f: Filter, seen: QuerySet[Project]) -> QuerySet[Any, tuple[str, int, str, str]]:
    """Records of a linked filter that projects hang on: of which filter, id, name, what orders them."""
    rows = f.model.objects.filter(Exists(seen.filter(**{f"{f.link}_id": OuterRef("pk")}))).order_by()
    named = rows.annotate(filter=Value(f.key), called=_value(f.named), order=_value(f.order))
    return named.values_list("filter", "pk", "called", "order")


def _value(of: Any) -> Any:
    return F(of) if isinstance(of, str) else of
