"""The five ones: a project uses one variant, gaps are found in bulk, a hand-over keeps who cared before and why."""

from __future__ import annotations

from datetime import date
from typing import Any

from qipan.core.models import AuditEntry
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.models import CareTemplate
from qipan.territory.orgs import actions as orgs

ON = date(2026, 10, 15)


def test_a_project_uses_the_variant_chosen_for_it_else_the_one_in_force(make: Any, cast: Any) -> None:
    project = make()
    assert str(queries.care_of(project, ON)) == "五个一"

    projects.choose_care(project=project, template=CareTemplate.objects.get(name="七个一"), by=cast.officer)

    assert len(queries.care(project, ON, in_chinese=True)) == 7
    assert AuditEntry.objects.filter(object_key=project.key, changes__has_key="care_template").exists()


def test_gaps_are_the_required_slots_nobody_fills(make: Any, cast: Any) -> None:
    project = make()
    projects.assign_slot(project=project, slot="plan", words="推进方案", by=cast.officer, on=ON)

    assert queries.care_gaps([project], ON)[project.pk] == [
        "包联领导|Leader in charge", "工作专班|Project team", "首席服务员|Service officer",
    ]  # fmt: skip


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
