"""Many projects corrected at once: looked at first, applied as one step, taken back as one step, audited like everything else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from qipan.core import audit
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import Project, Revision
from tests.pipeline.projects.conftest import ON, READY


@pytest.fixture(autouse=True)
def _english(settings: Any) -> Any:
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def to(**values: Any) -> Any:
    return lambda project: values


def test_a_dry_run_names_every_change_and_writes_nothing(make: Any) -> None:
    make("甲", industry="造纸"), make("乙", industry="化工")

    lines = projects.try_out(rows=Project.objects.order_by("pk"), change=to(industry="化工"), on=ON)

    assert [(line.project.name, line.old, line.new) for line in lines] == [
        ("甲", {"industry": "造纸"}, {"industry": "化工"})
    ]
    assert Project.objects.filter(industry="化工").count() == 1


def test_what_was_shown_is_applied_audited_and_taken_back(make: Any, cast: Any) -> None:
    rows = Project.objects.filter(pk__in=[make("甲").pk, make("乙").pk])
    seen = projects.mark(projects.try_out(rows=rows, change=to(industry="造纸"), on=ON))

    revision = projects.correct(
        rows=rows, change=to(industry="造纸"), seen=seen, reason="行业口径统一", by=cast.officer, on=ON
    )

    assert set(rows.values_list("industry", flat=True)) == {"造纸"}
    entry = audit.of("projects.project", rows[0].key).first()
    assert (entry.action, entry.source["reason"]) == ("correct", "行业口径统一")
    projects.undo(revision=revision, by=cast.officer, on=ON, at=entry.at)
    assert set(rows.values_list("industry", flat=True)) == {""}


def test_what_changed_since_the_dry_run_is_looked_at_again(make: Any, cast: Any) -> None:
    project = make("甲")
    rows = Project.objects.filter(pk=project.pk)
    seen = projects.mark(projects.try_out(rows=rows, change=to(industry="造纸"), on=ON))
    projects.edit(project=project, values={"site": "纬三路"}, by=cast.clerk, on=ON)

    with pytest.raises(projects.Changed):
        projects.correct(rows=rows, change=to(industry="造纸"), seen=seen, reason="统一", by=cast.officer, on=ON)


def test_a_row_the_gate_forbids_stays_and_says_why(make: Any, cast: Any) -> None:
    early, late = make("早", stage="lead", signed_on=date(2026, 3, 1)), make("晚", stage="registered", **READY)
    rows = Project.objects.filter(pk__in=[early.pk, late.pk])

    lines = projects.try_out(rows=rows, change=to(signed_on=None), on=ON)
    projects.correct(
        rows=rows, change=to(signed_on=None), seen=projects.mark(lines), reason="误填", by=cast.officer, on=ON
    )

    assert isinstance(next(line for line in lines if line.project == late).refused, projects.Emptied)
    assert dict(rows.values_list("name", "signed_on")) == {"早": None, "晚": READY["signed_on"]}


def test_the_page_goes_from_filter_to_undo(make: Any, cast: Any, sign_in: Any) -> None:
    make("甲", industry="造纸业"), make("乙", industry="造纸业"), make("丙", industry="化工")
    client, url = sign_in(cast.officer), reverse("projects:correct") + "?industry=造纸"
    sent = {"column": "industry", "how": "replace", "find": "造纸业", "value": "造纸和纸制品业", "reason": "按国标"}

    tried = client.post(url, sent | {"step": "try"})
    done = client.post(url, sent | {"step": "apply", "seen": tried.context["seen"]})

    assert (tried.status_code, tried.context["good"], done.status_code) == (200, 2, 302)
    assert Project.objects.filter(industry="造纸和纸制品业").count() == 2
    client.post(reverse("projects:correct_undo", args=[Revision.objects.get().key]))
    assert Project.objects.filter(industry="造纸业").count() == 2


def test_who_may_not_correct_is_refused(make: Any, cast: Any, sign_in: Any) -> None:
    for who in (cast.outsider, cast.clerk, cast.leader, cast.investment):
        assert sign_in(who).get(reverse("projects:correct")).status_code == 403


def test_the_page_says_what_it_cannot_read(make: Any, cast: Any, sign_in: Any) -> None:
    make()

    answer = sign_in(cast.officer).post(
        reverse("projects:correct"),
        {"column": "signed_on", "how": "set", "value": "何时", "reason": "x", "step": "try"},
    )

    assert answer.status_code == 422


def test_the_page_asks_the_same_for_few_and_many(
    make: Any, cast: Any, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        make(f"项目{number}")
    client = sign_in(cast.officer)

    with django_assert_max_num_queries(25):
        client.post(
            reverse("projects:correct"), {"column": "region", "how": "set", "value": "", "reason": "x", "step": "try"}
        )
