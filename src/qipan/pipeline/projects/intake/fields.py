"""Which column of the ledger goes into which field of a project, and how long its words may be. Tables only."""

from __future__ import annotations

from typing import Any

from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.choices import MoneyKind, Stage, Status

# column → field: words kept as they are, cut where the field ends
WORDS = {
    "code": "code", "external_id": "external_id", "name": "name", "nature": "nature", "category": "category", "content": "content",
    "site": "site", "industry": "industry", "owner_head": "owner_head", "owner_contact": "owner_contact", "owner_phone": "owner_phone",
    "investor": "investor", "legal_person": "legal_person", "cooperation": "cooperation", "referrer": "referrer",
    "lead_person": "lead_person", "lead_contact": "lead_contact", "lead_phone": "lead_phone", "year_goal": "year_goal",
    "problems": "problems", "next_steps": "next_steps", "notes": "notes",
}  # fmt: skip
# column → (link, the words beside it); "" = words that find no record are kept among the extras
LINKS = {
    "region": ("region", "region_text"), "park": ("park", ""), "chain": ("chain", ""), "owner": ("owner", "owner_text"),
    "lead_org": ("lead_org", "lead_org_text"), "leader": ("leader", "leader_text"),
}  # fmt: skip
LEADERS = ("leader", "county_leader", "town_leader")  # the first that is named becomes the leader
MONEY = tuple(str(kind) for kind in MoneyKind)
PERIODIC = frozenset({"plan", "in_place", "verified", "completed", "forecast"})
LEVELS = {
    "national": "nation",
    "provincial": "province",
    "municipal": "city",
    "county": "county",
    "nation": "nation",
    "province": "province",
    "city": "city",
}
PRECISIONS = frozenset({"day", "ten_days", "month", "quarter", "half", "year", "text"})
NOT_KEPT = frozenset({"serial", "count", "share", "light", "light_comment"})  # computed by us, or kept elsewhere
STAGES = tuple(str(stage) for stage in Stage)
STAGE_ORDER = {stage: number for number, stage in enumerate(STAGES)}
STATUSES = frozenset(str(status) for status in Status)
LENGTHS = {f.name: f.max_length for f in Project._meta.concrete_fields if getattr(f, "max_length", None)}
LARGEST = 9 * 10**18


def typed(name: str, value: Any) -> Any:
    """A draft's plain value as the model's field wants it."""
    field = Project._meta.get_field(
        name.removesuffix("_id") if name.endswith("_id") and name != "external_id" else name
    )
    return (
        value
        if value is None or field.is_relation or field.get_internal_type() == "JSONField"
        else field.to_python(value)
    )
