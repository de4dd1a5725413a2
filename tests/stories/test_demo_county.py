"""The demonstration county, brought in by the real importer, is what its truth says: once in Chinese, once in English."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone, translation

from qipan.config import demo
from qipan.exchange import actions, matching, places
from qipan.exchange.models import Batch
from qipan.pipeline.projects.models import Blocker, CareSlot, Milestone, Project
from tests.examples import county as example

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]
CHAINS = {
    "zh": {"paper": "造纸产业", "equipment": "装备制造产业", "robots": "机器人产业", "biomedicine": "生物医药产业", "selenium": "富硒农业"},
    "en": {
        "paper": "paper", "equipment": "equipment", "robots": "robots", "biomedicine": "biomedicine",
        "selenium": "selenium farming",
    },
}  # fmt: skip
PARKS = {
    "zh": {"edz": "槐棠省级经济开发区", "sme": "苇堰镇中小企业产业园"},
    "en": {"edz": "Huaitang Provincial Economic Development Zone", "sme": "Weiyan SME Park"},
}
LIGHTS = {"amber": "yellow", None: "grey"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_demonstration_county_is_what_its_truth_says(language: str) -> None:
    code = "zh-hans" if language == "zh" else "en"
    with override_settings(LANGUAGE_CODE=code), translation.override(code):
        demo.bring_in(lambda said: None)
    links = ("owner", "region", "park", "chain", "lead_org", "leader")
    held = {matching.stem(p.name): p for p in Project.objects.select_related(*links)}
    board = SimpleNamespace(language=language, truth=example.truth(), held=held, say=lambda words: words[language])

    for check in (every_project_and_lead_is_there_once, stage_status_code_and_light, every_figure, where_whose_and_who,
                  only_the_planted_traps_ask, steps_blockers_and_the_five_ones, the_last_report_again_changes_nothing):  # fmt: skip
        check(board)


def projects(board: SimpleNamespace) -> Iterator[tuple[dict[str, Any], Project]]:
    """Each project of the truth beside the one on the board."""
    for told in board.truth["projects"]:
        yield told, board.held[matching.stem(board.say(told["name"]))]


def trapped(board: SimpleNamespace, *kinds: str) -> set[str]:
    """Keys of the projects a trap was laid for: their line waits for a person."""
    return {trap["project"] for trap in board.truth["traps"][board.language] if trap["trap"] in kinds}


def fen(yuan: int | None) -> int | None:
    return None if yuan is None else yuan * 100


def every_project_and_lead_is_there_once(board: SimpleNamespace) -> None:
    alone = [lead for lead in board.truth["leads"] if not lead["project"]]
    names = {matching.stem(board.say(one["name"])) for one in (*board.truth["projects"], *alone)}

    assert set(board.held) == names
    assert Project.objects.count() == len(names)
    assert Project.objects.filter(stage="lead").count() == len(alone)


def stage_status_code_and_light(board: SimpleNamespace) -> None:
    differing = [
        (told["key"], what, want, got)
        for told, held in projects(board)
        for what, want, got in (
            ("stage", told["stage"], held.stage), ("status", told["status"], held.status), ("code", told["code"], held.code),
            ("light", LIGHTS.get(told["light"], told["light"]), held.light),
        )
        if want != got
    ]  # fmt: skip

    assert not differing


def every_figure(board: SimpleNamespace) -> None:
    unfunded = trapped(board, "renamed", "owner_in_name")  # their funds stand in the line that waits for a person
    differing = []
    for told, held in projects(board):
        year = "2026" if told["plan_2026"] else "2025" if told["plan_2025"] else ""
        november = told["early_november"]
        wanted = {"total_minor": told["total"], "done_minor": told["completed_to_date"] + november}
        if year:
            wanted["plan_minor"] = told[f"plan_{year}"]
            wanted["done_year_minor"] = told[f"completed_{year}"] + (november if year == "2026" else 0)
        if told["key"] not in unfunded:
            wanted["in_place_minor"] = told["funds_to_date"]
        differing += [
            (told["key"], name, fen(value), getattr(held, name))
            for name, value in wanted.items()
            if (fen(value) or 0) != (getattr(held, name) or 0)
        ]

    assert not differing


def where_whose_and_who(board: SimpleNamespace) -> None:
    waiting = trapped(board, "typo_ten_thousand", "renamed", "owner_in_name")
    differing = []
    for told, held in projects(board):
        if told["key"] in waiting:
            continue
        wanted = {"region": (board.say(told["region"]), held.region)}
        if told["owner"]:
            wanted["owner"] = (board.say(told["owner"]), held.owner or held.owner_text)
        if told["investor"]:
            wanted["investor"] = (board.say(told["investor"]), held.investor)
        if {"01", "03c", "16"} & set(told["files"]):
            wanted["leader"] = (board.say(told["leader"]), held.leader)
        if {"01", "03c", "16"} & set(told["files"]):
            wanted["lead_org"] = (
                board.say(told["lead_org"]),
                held.lead_org.short_name or held.lead_org.name if held.lead_org else "",
            )
        if "04" in told["files"] and told["park"]:
            wanted["park"] = (PARKS[board.language][told["park"]], held.park)
        if "04" in told["files"] and told["stage"] not in ("discussion", "admitted") and told["chain"]:
            wanted["chain"] = (CHAINS[board.language][told["chain"]], held.chain)
        differing += [(told["key"], what, want, str(got)) for what, (want, got) in wanted.items() if want != str(got)]

    assert not differing


def only_the_planted_traps_ask(board: SimpleNamespace) -> None:
    asked = {}
    for batch in Batch.objects.all():
        with places.staged(batch) as staged:
            for step in staged.steps(state="question"):
                for ask in step.asks:
                    asked[batch.name[:2].strip("_ "), step.draft.name] = ask.code
        headless = batch.name.startswith("09")  # its last sheet forgot the header of its name column: that is asked
        assert batch.counts.get("sheet_questions", 0) == headless, batch.name
    asking = ("renamed", "owner_in_name", "typo_ten_thousand", "wrong_unit")
    traps = [trap for trap in board.truth["traps"][board.language] if trap["trap"] in asking]

    assert len(asked) == len(traps)
    assert sorted(asked.values()) == ["match_uncertain"] * 10 + ["unit_doubtful"] * 2


def steps_blockers_and_the_five_ones(board: SimpleNamespace) -> None:
    lines = example.cells(example.FOLDER / next(board.say(f) for f in board.truth["files"] if f["id"] == "17"))
    steps, blockers = (len([row for row in rows[2:] if row[0] not in ("", None)]) for rows in lines.values())

    assert Milestone.objects.count() >= steps
    assert Blocker.objects.count() == blockers
    assert CareSlot.objects.filter(slot="leader").count() >= 90
    assert not Blocker.objects.filter(solved_on=None, due_on=None).exists()


def the_last_report_again_changes_nothing(board: SimpleNamespace) -> None:
    path = example.FOLDER / next(board.say(f) for f in board.truth["files"] if f["id"] == "03d")
    loader = Batch.objects.first().by

    batch = actions.read(batch=actions.receive_path(path=path, by=loader), at=timezone.now())

    assert (batch.counts.get("new", 0), batch.counts.get("questions", 0)) == (0, 0)
    assert batch.counts.get("changed", 0) == 0
