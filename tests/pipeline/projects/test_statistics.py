"""Entry into the statistics: the proof set whole, the works begun, a day that can be; the light of a county that watches it follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from qipan.core.models import RuleSet
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries, seeds
from qipan.pipeline.projects.models import Project
from tests.pipeline.projects.conftest import ON, READY

PAPERS = ("content", "works_contract", "photo", "filing")
DAY = date(2026, 9, 1)


@pytest.fixture
def begun(make: Any, cast: Any, upload: Any) -> Project:
    project: Project = make(stage="started", start_on=date(2026, 8, 1), **READY)
    for kind in PAPERS:
        projects.attach(project=project, upload=upload(f"{kind}.pdf", kind.encode()), kind=kind, by=cast.officer)
    return project


def test_a_project_with_the_whole_proof_enters(begun: Project, cast: Any) -> None:
    entered = projects.enter_statistics(project=begun, entered_on=DAY, by=cast.officer, on=ON)

    assert entered.entered_on == DAY
    assert next(iter(queries.history(begun))).action == "statistics"


def test_every_paper_that_lacks_is_named(begun: Project, cast: Any) -> None:
    for row in begun.attachments.filter(kind__in=("photo", "filing")):
        projects.remove(attachment=row, reason="误传", by=cast.officer)

    with pytest.raises(projects.ProofLacking) as refused:
        projects.enter_statistics(project=begun, entered_on=DAY, by=cast.officer, on=ON)

    assert refused.value.missing == ["evidence:photo", "evidence:filing"]


def test_before_the_works_nothing_enters(make: Any, cast: Any) -> None:
    with pytest.raises(projects.ProofLacking) as refused:
        projects.enter_statistics(project=make(stage="preparation"), entered_on=DAY, by=cast.officer, on=ON)

    assert refused.value.missing[0] == "stage:started"


@pytest.mark.parametrize(("day", "why"), [(date(2026, 10, 16), "ahead"), (date(2026, 7, 31), "order")])
def test_a_day_that_cannot_be_is_refused(begun: Project, cast: Any, day: date, why: str) -> None:
    with pytest.raises(projects.Nonsense) as refused:
        projects.enter_statistics(project=begun, entered_on=day, by=cast.officer, on=ON)

    assert refused.value.odd == [("entered_on", why)]


def test_it_is_taken_back_with_a_reason_and_by_no_edit(begun: Project, cast: Any) -> None:
    projects.enter_statistics(project=begun, entered_on=DAY, by=cast.officer, on=ON)

    with pytest.raises(projects.Gated):
        projects.edit(project=begun, values={"entered_on": None}, by=cast.officer, on=ON)
    with pytest.raises(projects.ReasonNeeded):
        projects.leave_statistics(project=begun, reason=" ", by=cast.officer, on=ON)
    assert projects.leave_statistics(project=begun, reason="统计局退回", by=cast.officer, on=ON).entered_on is None


def test_a_step_back_before_the_start_takes_it_away(begun: Project, cast: Any) -> None:
    projects.enter_statistics(project=begun, entered_on=DAY, by=cast.officer, on=ON)
    projects.advance(project=begun, to="preparation", by=cast.investment, on=ON, reason="未实质开工")
    moved = projects.confirm(submission=begun.submissions.get(state="waiting"), by=cast.officer, on=ON)

    assert (moved.stage, moved.entered_on) == ("preparation", None)


def test_the_light_of_a_county_that_watches_entry_turns_green_by_it(begun: Project, cast: Any) -> None:
    body = next(one for one in seeds.examples() if one["code"] == "yinchuan")
    RuleSet.objects.create(kind="lights", name="银川", effective_from=date(2026, 1, 1), source="试", body=body)
    projects.refresh([begun.pk], on=ON)
    begun.refresh_from_db()
    before = {reason["rule"]: reason["colour"] for reason in begun.light_reasons}

    projects.enter_statistics(project=begun, entered_on=DAY, by=cast.officer, on=ON)
    projects.refresh_lights(on=ON)

    begun.refresh_from_db()
    after = {reason["rule"]: reason["colour"] for reason in begun.light_reasons}
    assert (before["entry"], after["entry"]) == ("red", "green")


def test_the_page_enters_it_or_says_what_lacks(begun: Project, cast: Any, sign_in: Any) -> None:
    client, url = sign_in(cast.officer), reverse("projects:act", args=[begun.key, "statistics"])
    gone = begun.attachments.get(kind="photo")
    projects.remove(attachment=gone, reason="误传", by=cast.officer)

    refused = client.post(url, {"entered_on": "2026-09-01"})
    projects.attach(project=begun, upload=_photo(), kind="photo", by=cast.officer)
    done = client.post(url, {"entered_on": "2026-09-01"})

    assert refused.status_code == 422
    assert "照片" in refused.content.decode() or "Photo" in refused.content.decode()
    assert done.status_code == 302
    begun.refresh_from_db()
    assert begun.entered_on == DAY
    assert sign_in(cast.outsider).get(url).status_code == 403


def _photo() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("现场.pdf", b"%PDF-1.4 site")
