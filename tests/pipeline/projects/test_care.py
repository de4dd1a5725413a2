"""The five ones: a project uses one variant, gaps are found in bulk, a hand-over keeps who cared before and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from qipan.core.models import AuditEntry, RuleSet
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries, rules
from qipan.territory.orgs import actions as orgs

ON = date(2026, 10, 15)


def test_a_project_uses_the_variant_chosen_for_it_else_the_one_in_force(make: Any, cast: Any) -> None:
    project = make()
    assert queries.care_variant(project, ON) == "five"

    projects.choose_care(project=project, variant="seven", by=cast.officer, on=ON)

    assert len(queries.care(project, ON, in_chinese=True)) == 7
    assert AuditEntry.objects.filter(object_key=project.key, changes__has_key="care_template").exists()


def test_gaps_are_the_required_slots_nobody_fills(make: Any, cast: Any) -> None:
    project = make()
    projects.assign_slot(project=project, slot="plan", words="推进方案", by=cast.officer, on=ON)

    assert queries.care_gaps([project], ON)[project.pk] == [
        "包联领导|Leader in charge", "工作专班|Project team", "首席服务员|Service officer",
    ]  # fmt: skip


def test_a_county_s_own_variant_holds_from_its_day(make: Any, cast: Any) -> None:
    slots = [{"key": "team", "name": "专班", "name_en": "Team", "holds": "organisation", "required": True}]
    body = {
        "standard": "own",
        "stages": ["started"],
        "variants": {"own": {"name": "一个专班", "name_en": "One team", "slots": slots}},
    }
    RuleSet.objects.create(
        kind="care", name="县办法", effective_from=date(2026, 10, 1), source="县委办〔2026〕9号", body=body
    )
    project = make()

    before, now = (queries.care_gaps([project], on) for on in (date(2026, 9, 30), ON))

    assert len(before[project.pk]) == 4
    assert now[project.pk] == ["专班|Team"]
    assert rules.faults(body) == []


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"standard": "a", "variants": {}}, "standard"),
        ({"standard": "a", "variants": {"a": {"name": "甲", "slots": []}}}, "slots"),
        (
            {
                "standard": "a",
                "variants": {"a": {"slots": [{"key": "x", "holds": "person"}, {"key": "x", "holds": "person"}]}},
            },
            "key",
        ),
        ({"standard": "a", "variants": {"a": {"slots": [{"key": "x", "holds": "thing"}]}}}, "holds"),
    ],
)
def test_a_variant_that_cannot_be_is_refused(body: dict[str, Any], why: str) -> None:
    assert [one[1] for one in rules.faults(body)] == [why]


def test_the_card_of_the_board_shows_the_gaps_of_projects_under_care(make: Any, cast: Any, sign_in: Any) -> None:
    make("包联项目", stage="started", lead_org=cast.organisation("clerk"))
    make("洽谈项目", stage="discussion")
    client = sign_in(cast.leader)

    page = client.get(reverse("projects:board")).content.decode()

    assert page.count("包联缺 4 项") + page.count("care: 4 gaps") == 1
    assert "首席服务员" in page or "Service officer" in page


def test_a_hand_over_keeps_who_cared_before_from_when_to_when_and_why(make: Any, cast: Any) -> None:
    project = make()
    old, new = (orgs.add_person(by=None, name=name) for name in ("甲同志", "乙同志"))
    projects.assign_slot(project=project, slot="service", person=old, by=cast.officer, on=date(2026, 3, 1))

    projects.assign_slot(
        project=project, slot="service", person=new, by=cast.officer, on=date(2026, 9, 1), reason="工作调动"
    )

    [before] = queries.care_past(project, ON)
    assert (before.person, before.since, before.until) == (old, date(2026, 3, 1), date(2026, 8, 31))
    last = AuditEntry.objects.filter(object_type="projects.careslot").order_by("-seq").first()
    assert last is not None
    assert last.source["reason"] == "工作调动"
