"""Owners that are clearly firms and not yet known are founded with the import, and taken back with it while nothing else names them."""

from __future__ import annotations

from collections.abc import Iterator

from qipan.core import audit, bulk, keys, search
from qipan.exchange.targets import Done, Setting
from qipan.pipeline.projects.intake.preparing import OWNER, Part
from qipan.territory.companies.models import Company

TYPE = "companies.company"


def found(part: Part, founded: dict[int, int], setting: Setting) -> Iterator[Done]:
    """Write the firms a part brings, remember their ids in `founded`, and put them where their place was held."""
    rows, acts, index, done = [], [], [], []
    now = bulk.moment(setting.at)
    for firm, pk in zip(part.firms, bulk.next_ids(Company, len(part.firms)), strict=True):
        key, name = keys.growing(), firm.name[:200]
        founded[firm.held] = pk
        rows.append((pk, bulk.key(str(key)), 1, now, now, name, firm.plain[:200], *_UNKNOWN))
        acts.append(audit.Act("create", TYPE, key, name, {"name": [None, name]}, firm.source))
        index.append((pk, name, ""))
        done.append(Done("created", TYPE, pk, str(key), name, 1, *firm.where))
    if rows:
        bulk.insert(Company, COLUMNS, rows)
        audit.append(acts, by=setting.by, at=setting.at)
        search.index(TYPE, index, is_new=True)
    for row in part.projects:
        row[OWNER] = founded.get(row[OWNER], row[OWNER])
    for _step, linked in part.changed:
        if "owner_id" in linked:
            linked["owner_id"] = founded.get(linked["owner_id"], linked["owner_id"])
    yield from done


COLUMNS = (
    "id",
    "key",
    "version",
    "created_at",
    "updated_at",
    "name",
    "plain_name",
    "aliases",
    "credit_code",
    "legal_person",
    "registered_capital_minor",
    "currency",
    "registered_on",
    "region_id",
    "address",
    "industry",
    "is_local",
    "organisation_id",
    "merged_into_id",
)


# Of a firm known by its name only: aliases … merged_into_id.
_UNKNOWN = ("[]", None, "", None, "CNY", None, None, "", "", False, None, None)
