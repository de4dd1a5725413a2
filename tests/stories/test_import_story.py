"""A county's real files come in: previewed, applied, seen, filled back out, taken back."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from qipan.exchange import actions, export, places, progress
from qipan.exchange.models import Batch, Profile
from qipan.pipeline.projects.models import LightReading, Project
from qipan.territory.companies.models import Company

pytestmark = [pytest.mark.django_db, pytest.mark.shared]


def read(path: Path, by: Any, on: date | None = None) -> Batch:
    return actions.read(batch=actions.receive_path(path=path, by=by, on=on), at=timezone.now())


def apply(batch: Batch, *, set_aside: bool = False) -> Batch:
    return actions.apply(batch=batch, by=batch.by, at=timezone.now(), set_aside=set_aside)


def cells(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.fixture
def guilin(shared: Path) -> Path:
    return next((shared / "ledgers" / "guilin_2022").glob("*.xlsx"))


def test_the_real_plan_goes_all_the_way_and_back(
    guilin: Path, cast: Any, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = bars(cast.officer, sign_in, monkeypatch)
    batch = read(guilin, cast.officer)
    assert batch.counts["new"] == 52
    assert any("正在读取文件 · 75" in bar for bar in shown), shown  # the rows that came so far
    assert any("正在识别各行" in bar for bar in shown), shown

    apply(batch)

    assert Project.objects.count() == 52
    project = Project.objects.get(name__startswith="桂林北综合客运枢纽")
    assert project.total_minor == 394_000 * 10_000 * 100
    assert project.stage == "preparation"
    assert sign_in(cast.officer).get(reverse("exchange:detail", args=[batch.key])).status_code == 200

    back = export.back_into_form(batch)
    assert cells(back.content) == cells(guilin.read_bytes())

    actions.undo(batch=batch, by=cast.officer, at=timezone.now())
    assert Project.objects.count() == Company.objects.count() == 0


def bars(by: Any, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the page of the import says of its progress at every step, as somebody who watches sees it."""
    client, seen = sign_in(by), []
    tick = progress.Progress.tick

    def watched(note: progress.Progress, step: str, done: int = 0, total: int = 0) -> None:
        tick(note, step, done, total)
        seen.append(client.get(reverse("exchange:progress", args=[note.folder.name])).content.decode())

    monkeypatch.setattr(progress, "_EVERY", 0.0)
    monkeypatch.setattr(progress.Progress, "tick", watched)
    return seen


def test_their_form_comes_back_with_new_values_and_new_sums(guilin: Path, cast: Any) -> None:
    from qipan.pipeline.projects import actions as projects

    batch = apply(read(guilin, cast.officer))
    project = Project.objects.get(name__startswith="桂林北综合客运枢纽")
    projects.put_amount(
        project=project, kind="total", minor=400_000 * 10_000 * 100, by=cast.officer, on=date(2022, 7, 1)
    )
    projects.edit(project=project, values={"year_goal": "主体封顶"}, by=cast.officer, on=date(2022, 7, 1))

    before, after = cells(guilin.read_bytes()), cells(export.back_into_form(batch).content)

    sheet = next(iter(before))
    changed = {
        (r + 1, c): (old, new)
        for r, (mine, theirs) in enumerate(zip(before[sheet], after[sheet], strict=True))
        for c, (old, new) in enumerate(zip(mine, theirs, strict=True)) if old != new
    }  # fmt: skip
    assert changed[9, 3] == (394000.0, 400000.0)
    assert "主体封顶" in [new for _old, new in changed.values()]
    sums = [new - old for (_row, column), (old, new) in changed.items() if column == 3 and _row != 9]
    assert sums
    assert all(by == 6000 for by in sums)


def test_a_portfolio_year_after_year_is_one_record_per_project(shared: Path, cast: Any) -> None:
    for year in (2014, 2015, 2016):
        apply(read(shared / "uk_gmpp" / f"uk_{year}.csv", cast.officer, date(year, 9, 30)), set_aside=True)

    names = list(Project.objects.values_list("name", flat=True))
    assert len(names) == len(set(names))
    institute = Project.objects.get(name__startswith="The Francis Crick Institute")
    years = LightReading.objects.filter(project=institute, system="gmpp").values_list("on__year", flat=True)
    assert sorted(years) == [2013, 2014, 2015]  # each report speaks of the autumn before


def test_the_capital_projects_stand_on_the_map(shared: Path, cast: Any) -> None:
    batch = read(shared / "nyc_capital" / "projects.geojson", cast.officer, date(2024, 1, 1))
    assert batch.counts["sheet_questions"] == 1

    actions.correct(batch=batch, index=0, said={"units": {"*": "$thousand"}}, by=cast.officer, at=timezone.now())
    apply(batch)

    assert Project.objects.count() == 2010
    assert not Project.objects.filter(latitude=None).exists()
    assert Project.objects.filter(total_minor__gt=0, currency="USD").count() > 1900


def test_a_form_is_read_through_a_map_made_in_the_page_and_remembered(
    shared: Path, cast: Any, sign_in: Any, tmp_path: Path
) -> None:
    filled = form(
        shared / "ledgers" / "zhangzhou" / "zzfet__在建、新开工项目台账.xlsx",
        tmp_path / "一月.xlsx",
        "滨江大道延伸工程",
    )
    client = sign_in(cast.officer)
    batch = read(filled, cast.officer)
    name = name_cell(batch)
    settings = reverse("exchange:settings", args=[batch.key, 0])

    client.post(settings, {"cell_key": "notes", "cell": name})

    assert batch.sheets.get(index=0).reading["cells"]["notes"] == name
    assert Profile.objects.get().corrections["cells"] == {"notes": name}
    apply(Batch.objects.get(pk=batch.pk), set_aside=True)
    assert Project.objects.get().notes == "滨江大道延伸工程"
    following = read(form(filled, tmp_path / "二月.xlsx", "城南水厂"), cast.officer)
    assert following.sheets.get(index=0).reading["cells"]["notes"] == name
    assert following.counts["questions"] == 0


def form(path: Path, out: Path, name: str) -> Path:
    """The real form with a name in it."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "".join(cell.value.split()) in ("项目名称", "工程名称"):
                right = max((m.max_col for m in sheet.merged_cells.ranges if cell.coordinate in m), default=cell.column)
                sheet.cell(cell.row, right + 1).value = name
    book.save(out)
    return out


def name_cell(batch: Batch) -> str:
    cell = batch.sheets.get(index=0).reading["cells"].get("name")
    assert cell, batch.sheets.get(index=0).reading
    return str(cell)


def test_the_file_and_its_staging_stand_beside_each_other(guilin: Path, cast: Any) -> None:
    batch = read(guilin, cast.officer)

    assert places.source(batch).parent == places.folder(batch)
    assert (places.folder(batch) / "staged.sqlite3").exists()
