"""What somebody reaches: the union of their memberships of today, as frozen values every room filters by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

# Widest first: a person with several memberships is shown as the widest of them.
KINDS = ("all", "region", "park", "organisation", "bank", "company", "none")


@dataclass(frozen=True, slots=True)
class Ground:
    """Organisations and regions of the memberships, with all below them.

    - `organisation_ids`: all of the organisations (tasks owed, parts held in projects).
    - `answering_ids`: those of them that answer for projects (department, township, park).
    - `region_ids`: the territory of townships.
    """

    organisation_ids: frozenset[int] = frozenset()
    answering_ids: frozenset[int] = frozenset()
    region_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Scope:
    """Rooms turn this into a filter. Reaching and being able are two things: abilities say what may be done to what is reached.

    - `kind`: the widest of the memberships; "all" reaches every record.
    - `organisation_ids`, `answering_ids`, `region_ids`: see `Ground`; asked for when somebody needs them.
    - `bank_ids`: banks among them: they reach only what is shared with them.
    - `park_ids`, `company_ids`: parks run, firms spoken for.
    """

    kind: str = "none"
    bank_ids: frozenset[int] = frozenset()
    park_ids: frozenset[int] = frozenset()
    company_ids: frozenset[int] = frozenset()
    abilities: frozenset[str] = frozenset()
    person_id: int | None = None
    roles: tuple[str, ...] = field(default=())
    find_ground: Callable[[], Ground] = field(default=Ground, repr=False, compare=False)

    @property
    def is_everything(self) -> bool:
        return self.kind == "all"

    @cached_property
    def ground(self) -> Ground:
        return self.find_ground()

    @property
    def organisation_ids(self) -> frozenset[int]:
        return self.ground.organisation_ids

    @property
    def answering_ids(self) -> frozenset[int]:
        return self.ground.answering_ids

    @property
    def region_ids(self) -> frozenset[int]:
        return self.ground.region_ids


NOTHING = Scope()
