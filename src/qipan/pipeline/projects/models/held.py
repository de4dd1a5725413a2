"""Which field of a project holds which ledger column. Pure data: read, sorted, filtered and written through this one table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """`shown`: paths in order of preference; `sort`: what it is ordered by; `write`: how it is stored.

    `write`: field (as typed) · link (a record found by its name, else the words beside it) · amount (a figure without a period) ·
    plan (the figure of the year) · date (with its precision) · "" (not edited in the grid).
    """

    field: str
    shown: tuple[str, ...]
    write: str = "field"
    words: str = ""  # link: where the words stand when no record is found; date: where the precision stands
    sort: str = ""

    @property
    def order(self) -> str:
        return self.sort or self.shown[0]


def _field(name: str, write: str = "field") -> Held:
    return Held(name, (name,), write)


def _link(name: str, *shown: str, words: str = "") -> Held:
    return Held(name, (*shown, *((words,) if words else ())), "link", words, shown[0])


def _date(name: str, precision: str = "") -> Held:
    return Held(name, (name,), "date", precision)


HELD: dict[str, Held] = {
    "code": _field("code"),
    "name": _field("name"),
    "stage": _field("stage", ""),
    "nature": _field("nature"),
    "status": _field("status", ""),
    "level": _field("level"),
    "category": _field("category"),
    "starred": _field("is_starred"),
    "content": _field("content"),
    "region": _link("region", "region__name", words="region_text"),
    "park": _link("park", "park__name"),
    "site": _field("site"),
    "industry": _field("industry"),
    "chain": _link("chain", "chain__name"),
    "land_m2": _field("land_m2"),
    "owner": _link("owner", "owner__name", words="owner_text"),
    "owner_head": _field("owner_head"),
    "owner_contact": _field("owner_contact"),
    "owner_phone": _field("owner_phone"),
    "investor": _field("investor"),
    "legal_person": _field("legal_person"),
    "lead_org": _link("lead_org", "lead_org__name", words="lead_org_text"),
    "lead_person": _field("lead_person"),
    "lead_contact": _field("lead_contact"),
    "lead_phone": _field("lead_phone"),
    "leader": _link("leader", "leader__name", words="leader_text"),
    "referrer": _field("referrer"),
    "cooperation": _field("cooperation"),
    "period": Held("period_text", ("period_text",), "field", sort="planned_start"),
    "start_on": _date("start_on", "start_precision"),
    "end_on": _date("end_on", "end_precision"),
    "production_on": _date("production_on", "production_precision"),
    "signed_on": _date("signed_on"),
    "registered_on": _date("registered_on"),
    "reported_on": _date("reported_on"),
    "total": _field("total_minor", "amount"),
    "plan": _field("plan_minor", "plan"),
    "in_place": _field("in_place_minor", ""),
    "completed": _field("done_year_minor", ""),
    "progress_words": _field("progress_words"),
    "progress_percent": _field("progress_percent"),
    "year_goal": _field("year_goal"),
    "problems": _field("problems"),
    "next_steps": _field("next_steps"),
    "notes": _field("notes"),
    "light": Held("light", ("light",), "", sort="attention"),
    "latitude": _field("latitude"),
    "longitude": _field("longitude"),
    "external_id": _field("external_id"),
}
# Headline money fields, for totals: ledger column → field.
SUMMED = {"total": "total_minor", "plan": "plan_minor", "completed": "done_year_minor", "in_place": "in_place_minor"}
