"""What the board must show once every workbook is in: one record per project and lead, the files, the traps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from huaitang import codes, light, organisations, people, places, stories
from huaitang.book_territory import demo_firm
from huaitang.grid import Book
from huaitang.leads import VERDICT_STATUS
from huaitang.project import Project
from huaitang.words import LANGS, Lang, Words
from huaitang.world import World

YUAN = 10_000  # yuan in one 万元
TODAY = "2026-11-23"
KINDS = {
    "11": "parks",
    "12": "companies",
    "13": "organisations",
    "14": "chains",
    "15": "targets",
    "16": "five_ones",
    "17": "milestones",
    "19": "factors",
}
# as the county would have issued them: the newest word on a project comes last
ORDER = (
    "13",
    "14",
    "12",
    "11",
    "15",
    "02",
    "01",
    "05",
    "03a",
    "09",
    "03b",
    "03c",
    "18",
    "04",
    "03d",
    "06",
    "07",
    "08",
    "10",
    "16",
    "17",
    "19",
)
LIGHT_RULE = (
    "gap = 100 * 10/12 - 100 * completed_2026 / plan_2026; green below 10, amber (yellow) 10 to 30, red above; "
    "also red when the start is three months overdue; null = no plan, or start not yet due"
)
INVESTOR_PRINTED = ("discussion", "admitted", "signed", "registered")


def tell(worlds: Mapping[Lang, World], books: Mapping[Lang, list[Book]]) -> dict[str, Any]:
    """The truth as plain data; amounts in yuan."""
    world = worlds["zh"]
    names = {lang: worlds[lang].mentions for lang in LANGS}
    return {
        "today": TODAY,
        "reported_to": "2026-10-31",
        "seed": "huaitang",
        "county": {"code": codes.COUNTY, "name": _both(places.COUNTY_NAME), "city": _both(places.CITY)},
        "light_rule": LIGHT_RULE,
        "files": [_file(identity, books) for identity in ORDER],
        "counts": {
            "projects": len(world.projects),
            "leads": len(world.leads),
            "companies": len(world.firms),
            "organisations": len(organisations.ORGANISATIONS),
            "people": len(people.PEOPLE),
            "parcels": len(world.parcels),
        },
        "stages": {
            stage: sum(project.stage == stage for project in world.projects)
            for stage in dict.fromkeys(project.stage for project in world.projects)
        },
        "stories": {
            story: {"zh": words.zh, "en": words.en, "projects": [p.key for p in world.projects if p.story == story]}
            for story, (words, _) in stories.STORIES.items()
        },
        "accounts": [
            {"username": username, "role": code, **_account(world, key)} for username, code, _, key in people.ACCOUNTS
        ],
        "projects": [_project(project, names) for project in world.projects],
        "leads": [_lead(lead, names) for lead in world.leads],
        "traps": {
            lang: [{"file": book.id, **trap} for book in books[lang] for sheet in book.sheets for trap in sheet.planted]
            for lang in LANGS
        },
    }


def _both(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _file(identity: str, books: Mapping[Lang, list[Book]]) -> dict[str, Any]:
    found = {lang: next(book for book in books[lang] if book.id == identity) for lang in LANGS}
    return {
        "id": identity,
        "kind": KINDS.get(identity, "leads" if identity == "05" else "projects"),
        "zh": found["zh"].path,
        "en": "en/" + found["en"].path,
    }


def _account(world: World, key: str) -> dict[str, Any]:
    """Whose account it is: somebody with a post, or the company that stands still."""
    if not key:
        firm = demo_firm(world)
        return {"person": _both(firm.legal_person), "org": _both(firm.name), "org_code": firm.code}
    person = people.BY_KEY[key]
    organisation = organisations.BY_KEY[person.org]
    return {"person": _both(person.name), "org": _both(organisation.name), "org_code": organisation.code}


def _mentions(key: str, name: Words, names: Mapping[Lang, Mapping[str, Mapping[str, str]]]) -> dict[str, Any]:
    """The files that mention it, and the names printed otherwise than the canonical one."""
    aliases = {
        lang: {file: text for file, text in names[lang].get(key, {}).items() if text != name.say(lang)}
        for lang in LANGS
    }
    return {
        "files": sorted(names["zh"].get(key, {})),
        "aliases": {lang: found for lang, found in aliases.items() if found},
    }


def _project(project: Project, names: Mapping[Lang, Mapping[str, Mapping[str, str]]]) -> dict[str, Any]:
    company = project.firm if project.firm and project.owner else None
    return {
        "key": project.key,
        "name": _both(project.name),
        "code": project.code or None,
        "stage": project.stage,
        "status": project.status,
        "story": project.story or None,
        "sector": project.sector,
        "chain": None if project.kind in ("infra", "social") else project.kind,
        "region": next(_both(town.name) for town in places.TOWNS if town.key == project.town),
        "park": project.park or None,
        "owner": _both(project.owner or organisations.BY_KEY[project.owner_key].name)
        if company or not project.is_private
        else None,
        "owner_code": company.code if company else None,
        "investor": _both(project.investor) if project.stage in INVESTOR_PRINTED else None,
        "lead_org": _both(organisations.BY_KEY[project.lead_org].short),
        "leader": _both(people.BY_KEY[project.leader].name),
        "total": None if project.is_open else project.total * YUAN,
        "plan_2025": project.plan_2025 * YUAN,
        "completed_2025": project.done_2025 * YUAN,
        "plan_2026": project.plan_2026 * YUAN,
        "completed_2026": project.done_2026 * YUAN,
        "completed_to_date": project.done * YUAN,
        "early_november": project.november * YUAN,
        "funds_to_date": (project.funds_before + project.funds_2026) * YUAN,
        "light": light.expected(project),
        **_mentions(project.key, project.name, names),
    }


def _lead(lead: Any, names: Mapping[Lang, Mapping[str, Mapping[str, str]]]) -> dict[str, Any]:
    return {
        "key": lead.key,
        "name": _both(lead.name),
        "opened": lead.opened.isoformat(),
        "total": lead.total * YUAN if lead.total else None,
        "status": VERDICT_STATUS[lead.verdict],
        "project": lead.project or None,
        **({} if lead.project else {"files": sorted(names["zh"].get(lead.key, {}))}),
    }


def dump(truth: Mapping[str, Any]) -> str:
    """JSON a person can read and git can compare: one record per line."""
    parts = []
    for key, value in truth.items():
        if isinstance(value, list):
            body = "[\n" + ",\n".join("  " + json.dumps(item, ensure_ascii=False) for item in value) + "\n ]"
        else:
            body = json.dumps(value, ensure_ascii=False)
        parts.append(f' "{key}": {body}')
    return "{\n" + ",\n".join(parts) + "\n}\n"
