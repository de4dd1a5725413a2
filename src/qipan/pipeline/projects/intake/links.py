"""Who and what the words of a ledger mean: regions, parks, chains, firms, organisations, leaders; thousands at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf

from qipan.pipeline.projects.intake import fields as at
from qipan.territory.chains.models import Chain
from qipan.territory.chains.queries import chain_index
from qipan.territory.companies import queries as companies
from qipan.territory.companies import rules as firms
from qipan.territory.companies.models import Company
from qipan.territory.orgs import names
from qipan.territory.orgs.models import Organisation, Person, Region
from qipan.territory.parks.models import Park
from qipan.territory.parks.queries import park_index

# What is clearly a firm's name; an owner called otherwise (a bureau, a village, 待定) stays words.
_FIRM = re.compile(
    r"(?:公司|集团|合作社|厂|农场|酒店|医院|超市|商行|事务所|研究院|银行|合伙企业|\(有限合伙\)|（有限合伙）)$"
    r"|\b(?:ltd|limited|inc|plc|llc|gmbh|corp|corporation|company)\b\.?$",
    re.IGNORECASE,
)
# The comma of "Co., Ltd." does not part two firms.
_NOT_FIRM = re.compile(
    r"政府|管委会|委员会|办公室|[、，;；/]|,(?!\s*(?:ltd|limited|inc|llc|co)\b)|待定|\d{6,}|^(?:拟|待|由)",
    re.IGNORECASE,
)


def is_firm(name: str) -> bool:
    """Is this clearly the name of one firm?"""
    return 4 <= len(name) <= 200 and _FIRM.search(name.strip()) is not None and _NOT_FIRM.search(name) is None


@dataclass(slots=True)
class Links:
    """Words → id for each link. A firm that is to be created has a negative id until it is."""

    finders: dict[str, Callable[[str], int | None]] = field(default_factory=dict)
    park_regions: dict[int, int | None] = field(default_factory=dict)
    new_firms: dict[int, tuple[str, str]] = field(default_factory=dict)  # negative id → plain name, name as written
    _firms: dict[str, int] = field(default_factory=dict)
    _memory: dict[tuple[str, str], int | None] = field(default_factory=dict)

    @classmethod
    def held(cls) -> Links:
        """From what the rooms below hold now."""
        links = cls(_firms=companies.company_index(), park_regions=dict(Park.objects.values_list("pk", "region_id")))
        links.finders = {
            "region": names.region_index().find, "park": park_index().find, "chain": chain_index().find,
            "lead_org": names.organisation_index().find, "leader": names.person_index().find, "owner": links._firm,
        }  # fmt: skip
        return links

    def find(self, link: str, words: str) -> int | None:
        key = (link, words)
        if key not in self._memory:
            self._memory[key] = self.finders[link](words)
        return self._memory[key]

    def _firm(self, words: str) -> int | None:
        plain = firms.plain_name(words)
        found = self._firms.get(plain)
        if found is None and plain and is_firm(words):
            found = self._firms[plain] = -1 - len(self.new_firms)
            self.new_firms[found] = plain, words
        return found


# link → the records it leads to, and what the history calls them
_SHOWN: dict[str, tuple[Any, Any]] = {
    "owner": (Company, F("name")), "region": (Region, F("name")), "leader": (Person, F("name")), "park": (Park, F("name")),
    "chain": (Chain, F("name")), "lead_org": (Organisation, Coalesce(NullIf("short_name", Value("")), F("name"))),
}  # fmt: skip


def shown(link: str, ids: set[int]) -> dict[int, str]:
    """id → how the history shows the linked record."""
    model, name = _SHOWN[link]
    found: dict[int, str] = {}
    listed = sorted(i for i in ids if i > 0)
    for start in range(0, len(listed), 500):
        found.update(model._default_manager.filter(pk__in=listed[start : start + 500]).values_list("pk", name))
    return found


def all_shown() -> dict[str, dict[int, str]]:
    """The same of everything a link may lead to."""
    return {link: dict(model._default_manager.values_list("pk", name)) for link, (model, name) in _SHOWN.items()}


def values(links: Links, data: dict[str, Any]) -> dict[str, Any]:
    """The draft's links as fields: ids where a record is meant, the ledger's words beside them."""
    found: dict[str, Any] = {}
    for link, words in data.get("k", {}).items():
        beside = at.LINKS[link][1]
        pk = links.find(link, words)
        if pk is not None:
            found[f"{link}_id"] = pk
        if beside:
            found[beside] = words[: at.LENGTHS.get(beside) or 300]
    _from_site(links, data, found)
    return found


def _from_site(links: Links, data: dict[str, Any], found: dict[str, Any]) -> None:
    """Where the ledger names the site only: its park, and the region it lies in."""
    site, named = data["f"].get("site", ""), data.get("k", {})
    if site and "park" not in named and (park := links.find("park", site)):
        found["park_id"] = park
    if "region" not in named:
        region = (links.find("region", site) if site else None) or links.park_regions.get(found.get("park_id") or 0)
        if region:
            found["region_id"] = region


def call(data: dict[str, Any]) -> None:
    """In a ledger of newly registered firms (新注册) a project has no name of its own: it is called like its firm, else its investor."""
    firm = data.get("k", {}).get("owner") or data["f"].get("investor", "")
    if firm and not data["f"].get("name"):
        data["f"]["name"] = firm
