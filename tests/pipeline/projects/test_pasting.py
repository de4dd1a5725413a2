"""A pasted range is one step: good cells in, stale ones refused, all of it taken back at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import Project
from tests.pipeline.projects.conftest import ON


def cell(project: Project, column: str, **values: Any) -> projects.Cell:
    return projects.Cell(project.pk, project.version, column, {k.replace("__", ":"): v for k, v in values.items()})


def paste(cells: list[projects.Cell], user: Any) -> projects.Pasted:
    return projects.paste(cells=cells, within=Project.objects.all(), by=user, on=ON)


def test_good_cells_are_one_revision(make: Any, cast: Any) -> None:
    one, two = make("甲", site="旧"), make("乙")

    done = paste([cell(one, "site", site="新"), cell(two, "total", amount__total=700)], cast.officer)

    one.refresh_from_db(), two.refresh_from_db()
    assert set(done.states.values()) == {"ok"}
    assert (one.site, two.total_minor) == ("新", 700)
    assert len(done.revision.cells) == 2
    assert done.versions == {one.pk: one.version, two.pk: two.version}


def test_undo_puts_everything_back(make: Any, cast: Any) -> None:
    one, two = make("甲", site="旧", total=500), make("乙", total=None)
    done = paste(
        [cell(one, "site", site="新"), cell(one, "total", amount__total=900), cell(two, "total", amount__total=700)],
        cast.officer,
    )

    projects.undo(revision=done.revision, by=cast.officer, on=ON, at=timezone.now())

    one.refresh_from_db(), two.refresh_from_db()
    assert (one.site, one.total_minor, two.total_minor) == ("旧", 500, None)
    with pytest.raises(projects.Undone):
        projects.undo(revision=done.revision, by=cast.officer, on=ON, at=timezone.now())


def test_undo_is_refused_while_something_newer_stands_on_it(make: Any, cast: Any) -> None:
    one = make(site="旧")
    done = paste([cell(one, "site", site="新")], cast.officer)
    one.refresh_from_db()
    projects.edit(project=one, values={"industry": "造纸"}, by=cast.leader, on=ON)

    with pytest.raises(projects.Newer) as newer:
        projects.undo(revision=done.revision, by=cast.officer, on=ON, at=timezone.now())

    one.refresh_from_db()
    assert newer.value.projects == [one]
    assert one.site == "新"


def test_a_stale_row_is_left_as_it_stands_while_others_are_written(make: Any, cast: Any) -> None:
    stale, fresh = make("甲", site="旧"), make("乙")
    cells = [cell(stale, "site", site="我写的"), cell(fresh, "site", site="新")]
    projects.edit(project=stale, values={"site": "他人所写"}, by=cast.leader, on=ON)

    done = paste(cells, cast.officer)

    stale.refresh_from_db(), fresh.refresh_from_db()
    assert done.states == {(stale.pk, "site"): "conflict", (fresh.pk, "site"): "ok"}
    assert (stale.site, fresh.site) == ("他人所写", "新")


def test_what_already_stands_there_is_no_change(make: Any, cast: Any) -> None:
    one = make(site="旧")

    done = paste([cell(one, "site", site="旧")], cast.officer)

    assert (done.states, done.revision) == ({(one.pk, "site"): "same"}, None)


def test_a_row_out_of_reach_is_not_written(make: Any, cast: Any) -> None:
    one = make(site="旧")

    done = projects.paste(cells=[cell(one, "site", site="新")], within=Project.objects.none(), by=cast.officer, on=ON)

    one.refresh_from_db()
    assert (one.site, done.states) == ("旧", {(one.pk, "site"): "gone"})
