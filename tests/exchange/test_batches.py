"""A batch's way: states claimed once, crashes put right, stops that leave nothing, questions that hold it up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from qipan.core import audit, bulk
from qipan.exchange import actions, places, progress, queries
from qipan.exchange.models import Batch, Change
from qipan.exchange.progress import Cancelled
from qipan.pipeline.projects.models import Amount, Project

HEAD = "项目名称,项目代码,总投资（万元）,业主单位,项目阶段,存在问题\n"
ROWS = "白塔纸业三期,C1,12000,白塔纸业有限公司,在建,无地\n槐北物流园,C2,8000,槐北物流有限公司,前期,\n"


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def made(text: str = HEAD + ROWS, name: str = "台账.csv") -> Path:
        place = tmp_path / name
        place.write_text(text, encoding="utf-8")
        return place

    return made


def read(path: Path, by: Any, on: date = date(2026, 6, 30)) -> Batch:
    return actions.read(batch=actions.receive_path(path=path, by=by, on=on), at=timezone.now())


def applied(path: Path, by: Any) -> Batch:
    return actions.apply(batch=read(path, by), by=by, at=timezone.now())


@pytest.mark.django_db
def test_the_file_is_kept_with_its_hash(file: Any, cast: Any) -> None:
    batch = read(file(), cast.officer)

    assert places.source(batch).read_text() == HEAD + ROWS
    assert len(batch.sha256) == 64


@pytest.mark.django_db
def test_nothing_is_written_before_apply(file: Any, cast: Any) -> None:
    batch = read(file(), cast.officer)

    assert batch.counts["new"] == 2
    assert Project.objects.count() == 0


@pytest.mark.django_db
def test_every_value_remembers_sheet_and_cell(file: Any, cast: Any) -> None:
    applied(file(), cast.officer)

    project = Project.objects.get(code="C2")
    entry = audit.of("projects.project", project.key).get()

    assert entry.source["cells"]["name"] == "A3"
    assert entry.source["row"] == 3
    assert entry.changes["total"] == [None, 8000 * 10000 * 100]
    assert project.amounts.get(kind="total").source.endswith("!C3")


@pytest.mark.django_db
def test_shuffled_columns_and_rows_change_nothing(file: Any, cast: Any) -> None:
    applied(file(), cast.officer)
    shuffled = (
        "存在问题,业主单位,项目阶段,项目代码,总投资（万元）,项目名称\n"
        ",槐北物流有限公司,前期,C2,8000,槐北物流园\n无地,白塔纸业有限公司,在建,C1,12000,白塔纸业三期\n"
    )

    batch = read(file(shuffled, "again.csv"), cast.officer)

    assert (batch.counts.get("unchanged"), batch.counts.get("new", 0), batch.counts.get("changed", 0)) == (2, 0, 0)


@pytest.mark.django_db
def test_only_what_differs_is_written_and_blank_erases_nothing(file: Any, cast: Any) -> None:
    applied(file(), cast.officer)

    applied(file(HEAD + "白塔纸业三期,C1,13000,,在建,\n", "next.csv"), cast.officer)

    project = Project.objects.get(code="C1")
    assert project.total_minor == 13000 * 10**6
    assert project.problems == "无地"
    assert project.version == 2


@pytest.mark.django_db
def test_an_import_is_taken_back_exactly(file: Any, cast: Any) -> None:
    applied(file(), cast.officer)
    held = list(Project.objects.order_by("pk").values_list("name", "total_minor", "stage", "problems"))
    second = applied(file(HEAD + "白塔纸业三期,C1,13000,,竣工,有地\n新项目,C3,1,,,\n", "next.csv"), cast.officer)

    actions.undo(batch=second, by=cast.officer, at=timezone.now())

    assert list(Project.objects.order_by("pk").values_list("name", "total_minor", "stage", "problems")) == held
    assert not list(audit.verify())


@pytest.mark.django_db
def test_undo_is_refused_while_something_newer_stands_and_says_on_what(file: Any, cast: Any) -> None:
    from qipan.pipeline.projects import actions as projects

    batch = applied(file(), cast.officer)
    project = Project.objects.get(code="C1")
    projects.edit(project=project, values={"notes": "看过"}, by=cast.officer, on=date(2026, 7, 1))

    with pytest.raises(actions.CannotUndo) as refused:
        actions.undo(batch=batch, by=cast.officer, at=timezone.now())

    assert refused.value.names == ["白塔纸业三期"]
    assert Project.objects.count() == 2
    assert Batch.objects.get().state == "applied"


@pytest.mark.django_db
def test_a_value_typed_by_hand_is_not_undone_by_the_old_file(file: Any, cast: Any) -> None:
    from qipan.pipeline.projects import actions as projects

    applied(file(), cast.officer)
    projects.edit(
        project=Project.objects.get(code="C1"), values={"problems": "已解决"}, by=cast.officer, on=date(2026, 7, 1)
    )

    same = read(file(), cast.officer)
    third = read(file(HEAD + "白塔纸业三期,C1,12000,白塔纸业有限公司,在建,缺电\n", "third.csv"), cast.officer)

    assert same.counts.get("changed", 0) == 0
    assert third.counts["questions"] == 1


@pytest.mark.django_db
def test_a_stage_does_not_go_back_without_a_question(file: Any, cast: Any) -> None:
    applied(file(), cast.officer)
    batch = read(file(HEAD + "白塔纸业三期,C1,12000,白塔纸业有限公司,前期,无地\n", "back.csv"), cast.officer)
    assert batch.counts["questions"] == 1
    with pytest.raises(actions.OpenQuestions):
        actions.apply(batch=batch, by=cast.officer, at=timezone.now())

    actions.answer(batch=batch, answers={"0:1:stage": "keep"}, by=cast.officer, at=timezone.now())
    actions.apply(batch=batch, by=cast.officer, at=timezone.now())

    assert Project.objects.get(code="C1").stage == "started"


@pytest.mark.django_db
def test_a_stage_that_goes_on_is_kept_with_the_file_as_its_reason(file: Any, cast: Any) -> None:
    applied(file(), cast.officer)

    applied(file(HEAD + "槐北物流园,C2,8000,槐北物流有限公司,竣工,\n", "on.csv"), cast.officer)

    move = Project.objects.get(code="C2").stage_moves.first()
    assert (move.before, move.after, move.reason) == ("preparation", "completed", "on.csv")


@pytest.mark.django_db
def test_ten_thousand_apart_proposes_the_other_unit(file: Any, cast: Any) -> None:
    applied(file(), cast.officer)
    text = HEAD.replace("万元", "亿元") + "白塔纸业三期,C1,12000,白塔纸业有限公司,在建,无地\n"
    batch = read(file(text, "units.csv"), cast.officer)
    assert batch.counts["questions"] == 1

    actions.answer(batch=batch, answers={"0:1:unit:C": "unit"}, by=cast.officer, at=timezone.now())

    batch.refresh_from_db()
    assert (batch.counts["questions"], batch.counts.get("unchanged")) == (0, 1)


@pytest.mark.django_db
def test_an_uncertain_match_is_asked_and_the_answer_is_followed(file: Any, cast: Any) -> None:
    applied(file(), cast.officer)
    row = "白塔纸业2026年三期扩建,,12000,白塔纸业有限公司,在建,无地\n"
    batch = read(file(HEAD + row, "spelled.csv"), cast.officer)
    assert batch.counts["question"] == 1
    held = Project.objects.get(code="C1")

    actions.answer(batch=batch, answers={"0:1:match": f"same:{held.pk}"}, by=cast.officer, at=timezone.now())
    actions.apply(batch=batch, by=cast.officer, at=timezone.now())

    held.refresh_from_db()
    assert (Project.objects.count(), held.name) == (2, "白塔纸业2026年三期扩建")


@pytest.mark.django_db
@pytest.mark.parametrize(("answer", "names"), [("new", {"白塔纸业2026年三期扩建"}), ("skip", set())])
def test_a_row_is_written_as_its_question_was_answered(file: Any, cast: Any, answer: str, names: set[str]) -> None:
    applied(file(), cast.officer)
    row = "白塔纸业2026年三期扩建,,12000,白塔纸业有限公司,在建,无地\n"
    batch = read(file(HEAD + row, "spelled.csv"), cast.officer)
    before = set(Project.objects.values_list("name", flat=True))

    actions.answer(batch=batch, answers={"0:1:match": answer}, by=cast.officer, at=timezone.now())
    actions.apply(batch=batch, by=cast.officer, at=timezone.now())

    assert set(Project.objects.values_list("name", flat=True)) - before == names
    assert Change.objects.filter(batch=batch).count() == len(names)
    if names:
        made = Project.objects.get(name__in=names)
        assert (made.stage, made.total_minor, made.problems) == ("started", 12000 * 10**6, "无地")
        assert audit.of("projects.project", made.key).get().source["row"] == 2


@pytest.mark.django_db
def test_a_changed_row_is_written_after_the_file_was_believed(file: Any, cast: Any) -> None:
    applied(file(), cast.officer)
    batch = read(file(HEAD + "白塔纸业三期,C1,13000,白塔纸业有限公司,前期,水电\n", "back.csv"), cast.officer)

    actions.answer(batch=batch, answers={"0:1:stage": "take"}, by=cast.officer, at=timezone.now())
    actions.apply(batch=batch, by=cast.officer, at=timezone.now())

    held = Project.objects.get(code="C1")
    assert (held.stage, held.total_minor, held.problems) == ("preparation", 13000 * 10**6, "水电")
    assert batch.counts["written"] == {"changed": 1}


@pytest.mark.django_db
def test_rows_whose_questions_are_set_aside_are_left_out(file: Any, cast: Any) -> None:
    applied(file(), cast.officer)
    row = "白塔纸业2026年三期扩建,,12000,白塔纸业有限公司,在建,无地\n全新项目,C9,5,,,\n"
    batch = read(file(HEAD + row, "aside.csv"), cast.officer)

    actions.apply(batch=batch, by=cast.officer, at=timezone.now(), set_aside=True)

    assert batch.counts["left_out"] == 1
    assert Project.objects.filter(code="C9").exists()
    assert Project.objects.count() == 3


@pytest.mark.django_db
def test_of_two_previews_of_one_file_the_second_to_apply_is_asked_to_look_again(file: Any, cast: Any) -> None:
    first, second = read(file(), cast.officer), read(file(), cast.investment)

    actions.apply(batch=first, by=cast.officer, at=timezone.now())
    with pytest.raises(actions.Outdated):
        actions.apply(batch=second, by=cast.investment, at=timezone.now())

    second.refresh_from_db()
    assert (second.state, second.counts.get("unchanged"), Project.objects.count()) == ("preview", 2, 2)


@pytest.mark.django_db
def test_a_batch_is_applied_once(file: Any, cast: Any) -> None:
    batch = applied(file(), cast.officer)

    with pytest.raises(actions.WrongState):
        actions.apply(batch=batch, by=cast.officer, at=timezone.now())

    assert Project.objects.count() == 2


@pytest.mark.django_db
def test_a_crash_in_the_middle_leaves_nothing(file: Any, cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = read(file(), cast.officer)
    insert = bulk.insert

    def broken(model: Any, *args: Any) -> int:
        if model is Change:
            for _ in args[1]:
                raise MemoryError
        return insert(model, *args)

    monkeypatch.setattr(bulk, "insert", broken)
    with pytest.raises(MemoryError):
        actions.apply(batch=batch, by=cast.officer, at=timezone.now())

    assert (Project.objects.count(), Amount.objects.count(), Change.objects.count()) == (0, 0, 0)
    assert Batch.objects.get().state == "preview"


@pytest.mark.django_db
def test_a_stop_leaves_nothing_half_done(file: Any, cast: Any) -> None:
    batch = read(file(), cast.officer)
    progress.ask_to_stop(places.folder(batch))

    with pytest.raises(Cancelled):
        actions.apply(batch=batch, by=cast.officer, at=timezone.now())

    assert Project.objects.count() == 0
    assert Batch.objects.get().state == "preview"


@pytest.fixture
def real_commits(transactional_db: None) -> Iterator[None]:
    """Threads see each other's commits; the guarded audit rows are taken away before the tables are emptied."""
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'core_auditentry'"
            )
            guards = cursor.fetchall()
            for name, _sql in guards:
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute("DELETE FROM core_auditentry")
            for _name, sql in guards:
                cursor.execute(sql)


def test_two_people_pressing_apply_at_once_make_no_duplicates(real_commits: None, file: Any, cast: Any) -> None:
    import threading

    batches = [read(file(), cast.officer), read(file(), cast.investment)]
    ends: list[str] = []

    def press(batch: Batch, by: Any) -> None:
        try:
            actions.apply(batch=batch, by=by, at=timezone.now())
            ends.append("applied")
        except actions.Outdated:
            ends.append("outdated")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(b, b.by)) for b in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ends) == ["applied", "outdated"]
    assert Project.objects.count() == 2
    with transaction.atomic():
        assert not list(audit.verify())


@pytest.mark.django_db
def test_the_same_project_on_two_rows_is_one_record(file: Any, cast: Any) -> None:
    batch = applied(file(HEAD + ROWS + "白塔纸业三期,C1,12000,,,\n"), cast.officer)

    assert batch.counts["merged"] == 1
    assert Project.objects.count() == 2


UNIT = "项目名称,项目代码,总投资（亿元）,业主单位,项目阶段,存在问题\n白塔纸业三期,C1,12000,白塔纸业有限公司,在建,无地\n"


@pytest.mark.django_db
def test_rows_left_out_with_questions_are_answered_later(file: Any, cast: Any, client: Any) -> None:
    applied(file(), cast.officer)
    batch = read(file(UNIT + "白桦仓储,C3,5,白桦有限公司,前期,\n", "next.csv"), cast.officer)
    actions.apply(batch=batch, by=cast.officer, at=timezone.now(), set_aside=True)
    assert list(queries.left_open(cast.officer)) == [batch]

    client.force_login(cast.officer, backend="django.contrib.auth.backends.ModelBackend")
    assert f"/import/{batch.key}/again/" in client.get(f"/import/{batch.key}/questions/").content.decode()
    made = actions.again(batch=batch, by=cast.officer)
    actions.read(batch=made, at=timezone.now())
    made.refresh_from_db()

    assert actions.again(batch=batch, by=cast.officer) == made
    assert not queries.left_open(cast.officer).exists()
    assert (actions.open_questions(made), made.counts.get("new", 0), made.counts.get("unchanged")) == (1, 0, 1)
    page = client.get(f"/import/{made.key}/questions/").content.decode()
    assert page.count("autofocus") == 1


@pytest.mark.django_db
def test_the_desk_says_how_many_questions_wait(file: Any, cast: Any, client: Any) -> None:
    applied(file(), cast.officer)
    actions.apply(batch=read(file(UNIT, "next.csv"), cast.officer), by=cast.officer, at=timezone.now(), set_aside=True)
    client.force_login(cast.officer, backend="django.contrib.auth.backends.ModelBackend")

    page = client.get("/", headers={"Accept-Language": "zh-hans"}).content.decode()

    assert "导入：有 1 个问题待答" in page
