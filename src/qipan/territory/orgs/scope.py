"""What somebody reaches: the union of their memberships of today, as frozen values every room filters by."""

from __future__ import annotations

from dataclasses import dataclass, field

# Widest first: a person with several memberships is shown as the widest of them.
KINDS = ("all", "region", "park", "organisation", "bank", "company", "none")


@dataclass(frozen=True, slots=True)
class Scope:
    """Rooms turn this into a filter. Reaching and being able are two things: abilities say what may be done to what is reached.

    - `kind`: the widest of the memberships; "all" reaches every record.
    - `organisation_ids`: organisations of the memberships with all below them (tasks owed, parts held in projects).
    - `answering_ids`: those of them that answer for projects (department, township, park), with all below.
    - `bank_ids`: banks among them: they reach only what is shared with them.
    - `region_ids`, `park_ids`, `company_ids`: territory of townships with all below, parks run, firms spoken for.
    """

    kind: str = "none"
    organisation_ids: frozenset[int] = frozenset()
    answering_ids: frozenset[int] = frozenset()
    region_ids: frozenset[int] = frozenset()
    bank_ids: frozenset[int] = frozenset()
    park_ids: frozenset[int] = frozenset()
    company_ids: frozenset[int] = frozenset()
    abilities: frozenset[str] = frozenset()
    person_id: int | None = None
    roles: tuple[str, ...] = field(default=())

    @property
    def is_everything(self) -> bool:
        return self.kind == "all"


NOTHING = Scope()
