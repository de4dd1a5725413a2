"""The truth covers every record, agrees with the workbooks and with itself."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from qipan.territory import orgs
from tests.examples import county

from huaitang import light, world  # isort: skip

TRUTH = county.truth()
PROJECTS: list[dict[str, Any]] = TRUTH["projects"]
BY_KEY = {project["key"]: project for project in PROJECTS}
BOOKS = {(row["id"], language): county.FOLDER / row[language] for row in TRUTH["files"] for language in ("zh", "en")}


@pytest.fixture(scope="module")
def texts() -> dict[tuple[str, str], set[str]]:
    return {key: county.texts(path) for key, path in BOOKS.items()}


def test_a_hundred_and_fifty_projects_in_every_stage_and_sixty_leads() -> None:
    stages = Counter(project["stage"] for project in PROJECTS)

    assert len(PROJECTS) == 150
    assert dict(stages) == TRUTH["stages"]
    assert set(stages) == {
        "discussion", "admitted", "signed", "registered", "preparation",
        "started", "completed", "production", "capacity",
    }  # fmt: skip
    assert len(TRUTH["leads"]) == 60


def test_no_two_projects_share_a_name_or_a_code() -> None:
    codes = [project["code"] for project in PROJECTS if project["code"]]

    assert len({project["name"]["zh"] for project in PROJECTS}) == len(PROJECTS)
    assert len({project["name"]["en"] for project in PROJECTS}) == len(PROJECTS)
    assert len(set(codes)) == len(codes)


def test_every_project_is_printed_where_the_truth_says(texts: dict[tuple[str, str], set[str]]) -> None:
    for project in PROJECTS:
        assert project["files"], project["key"]
        for language in ("zh", "en"):
            for file in project["files"]:
                name = project["aliases"].get(language, {}).get(file, project["name"][language])
                assert name in texts[file, language], (project["key"], file, language)


def test_a_lead_that_grew_bears_its_projects_name() -> None:
    grown = [lead for lead in TRUTH["leads"] if lead["project"]]

    assert len(grown) == 8
    assert all(lead["name"] == BY_KEY[lead["project"]]["name"] for lead in grown)
    assert all(BY_KEY[lead["project"]]["stage"] == "discussion" for lead in grown)


def test_money_agrees_with_itself() -> None:
    for project in PROJECTS:
        assert project["completed_to_date"] == project["completed_2025"] + project["completed_2026"]
        if project["total"] is not None:
            assert project["completed_to_date"] <= project["total"], project["key"]


def test_finished_projects_are_spent_to_the_last_yuan() -> None:
    finished = [project for project in PROJECTS if project["stage"] in ("completed", "production", "capacity")]

    assert all(project["completed_to_date"] == project["total"] for project in finished)


def test_the_light_follows_the_printed_rule() -> None:
    for project in PROJECTS:
        if project["light"] is None:
            continue
        gap = 100 * 10 / 12 - 100 * project["completed_2026"] / project["plan_2026"]
        assert project["light"] == ("red" if gap > 30 else "amber" if gap >= 10 else "green"), project["key"]


def test_every_light_is_the_same_however_today_is_counted() -> None:
    doubtful = [project.key for project in world.build().projects if not light.is_safe(project)]

    assert doubtful == []


def test_all_three_lights_burn() -> None:
    lights = Counter(project["light"] for project in PROJECTS)

    assert lights["green"] > lights["amber"] > 5
    assert lights["red"] > 5


def test_stages_before_the_start_have_no_work_done() -> None:
    before = ("discussion", "admitted", "signed", "registered", "preparation")
    early = [project for project in PROJECTS if project["stage"] in before]

    assert all(project["completed_to_date"] == 0 for project in early)


def test_codes_begin_with_pre_construction_and_have_the_standards_form() -> None:
    form = re.compile(r"\d{4}-139527-\d{2}-\d{2}-\d{6}")
    late = ("preparation", "started", "completed", "production", "capacity")

    for project in PROJECTS:
        assert bool(project["code"]) == (project["stage"] in late), project["key"]
        if project["code"]:
            assert form.fullmatch(project["code"])
            assert 1 <= int(project["code"][2:4]) <= 12
            assert project["code"][:4] <= "2611"


def test_every_story_has_its_projects_and_every_trap_its_cell() -> None:
    assert all(story["projects"] for story in TRUTH["stories"].values())
    for language in ("zh", "en"):
        for trap in TRUTH["traps"][language]:
            rows = county.cells(BOOKS[trap["file"], language])[trap["sheet"]]
            column, row = _place(trap["cell"])
            blank = rows[row][column] in ("", None)
            assert blank == (trap["trap"] == "header_missing"), trap


def test_a_trap_prints_what_the_truth_says() -> None:
    for language in ("zh", "en"):
        for trap in TRUTH["traps"][language]:
            column, row = _place(trap["cell"])
            printed = trap.get("printed", trap.get("declared"))
            if printed is not None:
                assert county.cells(BOOKS[trap["file"], language])[trap["sheet"]][row][column] == printed


def test_both_languages_have_the_same_traps() -> None:
    chinese, english = (
        [(trap["file"], trap["trap"], trap["cell"]) for trap in TRUTH["traps"][language]] for language in ("zh", "en")
    )

    assert chinese == english


def test_there_is_an_account_for_every_role() -> None:
    names = [account["username"] for account in TRUTH["accounts"]]

    assert names == [
        "leader", "investment", "keyprojects", "clerk", "township", "park", "bank", "company", "auditor", "admin",
    ]  # fmt: skip


def _place(cell: str) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z])(\d+)", cell)
    assert found
    return ord(found[1]) - ord("A"), int(found[2]) - 1


def test_the_accounts_roles_are_the_shipped_ones() -> None:
    roles = json.loads((Path(orgs.__file__).parent / "roles.json").read_text(encoding="utf-8"))

    assert {account["role"] for account in TRUTH["accounts"]} == {role["code"] for role in roles}
