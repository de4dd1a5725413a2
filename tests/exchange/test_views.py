"""The pages of an import: who may open them, what they show, what they hide, what they do."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qipan.exchange import actions, jobs, places, progress, understanding
from qipan.exchange.models import Batch, Profile
from qipan.pipeline.projects.models import Project

pytestmark = pytest.mark.django_db
CSV = "项目名称,总投资（万元）,联系人,开工时间\n白塔纸业三期,12000,张三,2022-03-01\n槐北物流园,8000,李四,2022-05-01\n".encode()

LARGE = "项目名称,大钱（万元）,建设内容,责任单位\n甲项目,100,厂房,工信局\n乙项目,200,厂房,工信局\n".encode()


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs run when they are handed over."""
    for job in (jobs.read, jobs.apply, jobs.undo, jobs.correct, jobs.answer):
        monkeypatch.setattr(type(job), "enqueue", lambda self, *args: self.func(*args), raising=False)


def sent(client: Client, content: bytes = CSV, name: str = "2022年台账.csv") -> Batch:
    answer = client.post(
        reverse("exchange:upload"), {"file": SimpleUploadedFile(name, content)}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 201, answer.content
    return Batch.objects.latest("pk")


def addresses(batch: Batch) -> list[str]:
    key = batch.key
    return [
        reverse("exchange:index"),
        reverse("exchange:remembered"),
        reverse("exchange:detail", args=[key]),
        reverse("exchange:progress", args=[key]),
        reverse("exchange:records", args=[key]),
        reverse("exchange:questions", args=[key]),
        reverse("exchange:source", args=[key]),
        reverse("exchange:sheet", args=[key, 0]),
        reverse("exchange:rows", args=[key, 0]),
        reverse("exchange:form", args=[key]),
    ]


def test_the_outsider_is_refused_everywhere(cast: Any, sign_in: Any) -> None:
    batch = sent(sign_in(cast.officer))
    outsider = sign_in(cast.outsider)

    for address in addresses(batch):
        assert outsider.get(address).status_code in (403, 404), address
    for name in ("cancel", "apply", "undo", "day"):
        assert outsider.post(reverse(f"exchange:{name}", args=[batch.key])).status_code in (403, 404), name


def test_a_dropped_ledger_is_read_shown_and_written(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    batch = sent(client)
    assert batch.state == "preview", batch.refusal

    for address in addresses(batch):
        assert client.get(address).status_code == 200, address
    answer = client.post(reverse("exchange:apply", args=[batch.key]), follow=True)

    assert Project.objects.count() == 2
    assert "白塔纸业三期" in answer.content.decode()


def test_what_is_written_can_be_taken_back_by_a_press(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    batch = sent(client)
    client.post(reverse("exchange:apply", args=[batch.key]))

    client.post(reverse("exchange:undo", args=[batch.key]))

    assert Project.objects.count() == 0
    assert client.get(reverse("exchange:detail", args=[batch.key])).status_code == 200


def test_a_clerk_may_look_at_own_imports_and_not_apply(cast: Any, sign_in: Any) -> None:
    others = sent(sign_in(cast.officer))
    client = sign_in(cast.clerk)
    own = sent(client)

    assert client.get(reverse("exchange:detail", args=[own.key])).status_code == 200
    assert client.get(reverse("exchange:detail", args=[others.key])).status_code == 404
    assert client.post(reverse("exchange:apply", args=[own.key])).status_code == 403


def test_contacts_and_money_are_hidden_from_who_may_not_see_them(
    cast: Any, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(cast.officer)
    batch = sent(client)
    from qipan.core import access

    held = access.abilities(cast.officer) - {"money.see", "contacts.see"}
    monkeypatch.setattr(access, "_provider", lambda user: held)

    rows = client.get(reverse("exchange:rows", args=[batch.key, 0])).content.decode()
    records = client.get(reverse("exchange:records", args=[batch.key])).content.decode()

    assert "12000" not in rows
    assert "张三" not in rows + records
    assert client.get(reverse("exchange:source", args=[batch.key])).status_code == 403


def test_a_column_is_corrected_in_the_picture_and_remembered(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    batch = sent(client, "项目名称,大钱（万元）,建设内容,责任单位\n甲项目,100,厂房,工信局\n".encode())
    correct = reverse("exchange:correct", args=[batch.key, 0])

    answer = client.post(correct, data={"columns": {"1": "total"}}, content_type="application/json")

    assert answer.status_code == 200, answer.content
    assert answer.json()["columns"][1]["target"] == "total"
    again = sent(client, "大钱（万元）,责任单位,项目名称,建设内容\n200,工信局,乙项目,厂房\n".encode(), "next.csv")
    assert [c["target"] for c in again.sheets.get().reading["columns"]] == ["total", "lead_org", "name", "content"]
    assert Profile.objects.get().used == 1


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of more than one record is too large for a request."""
    monkeypatch.setattr(understanding, "CELLS_KEPT_TO", 1)


def test_a_correction_of_a_large_file_is_a_job_whose_page_shows_how_far_it_is(
    cast: Any, sign_in: Any, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(cast.officer)
    batch = sent(client, LARGE)
    correct, page = (
        reverse(f"exchange:{name}", args=[batch.key, *at]) for name, at in (("correct", [0]), ("detail", []))
    )
    waiting: list[tuple[Any, ...]] = []
    with monkeypatch.context() as patch:
        patch.setattr(type(jobs.correct), "enqueue", lambda self, *args: waiting.append(args), raising=False)
        answer = client.post(correct, data={"columns": {"1": "total"}}, content_type="application/json")
        nonsense = client.post(correct, data={"columns": {"1": "plan"}}, content_type="application/json")

    assert (answer.status_code, answer.json()["url"]) == (202, page)
    assert nonsense.status_code == 409  # one after the other
    assert "import-progress" in client.get(page).content.decode()

    jobs.correct.func(*waiting[0])

    batch.refresh_from_db()
    assert batch.state == "preview"
    assert batch.sheets.get().reading["columns"][1]["target"] == "total"
    assert Profile.objects.get().corrections["columns"]


def test_a_stopped_correction_leaves_the_preview_as_it_was(cast: Any, sign_in: Any, large: None) -> None:
    client = sign_in(cast.officer)
    batch = sent(client, LARGE)
    before = batch.sheets.get().reading
    progress.ask_to_stop(places.folder(batch))

    client.post(
        reverse("exchange:correct", args=[batch.key, 0]),
        data={"columns": {"1": "total"}},
        content_type="application/json",
    )

    batch.refresh_from_db()
    assert (batch.state, batch.refusal["code"]) == ("preview", "unchanged")
    assert batch.sheets.get().reading == before
    assert client.get(reverse("exchange:detail", args=[batch.key])).status_code == 200


def test_nonsense_corrections_are_refused(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    batch = sent(client)

    for wrong in (
        {"rows": {"1": "nonsense"}},
        {"columns": {"x": "total"}},
        {"periods": {"1": {"since": "2022-05-01", "until": "2021-01-01"}}},
        [],
    ):
        answer = client.post(
            reverse("exchange:correct", args=[batch.key, 0]), data=wrong, content_type="application/json"
        )
        assert answer.status_code == 400, wrong


def test_the_same_press_sent_twice_makes_one_import(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)

    for _ in range(2):
        client.post(reverse("exchange:upload"), {"file": SimpleUploadedFile("a.csv", CSV), "idempotency_key": "k"})

    assert Batch.objects.count() == 1


def test_a_file_that_is_no_ledger_is_refused_in_words(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)

    answer = client.post(
        reverse("exchange:upload"), {"file": SimpleUploadedFile("a.exe", b"MZ")}, headers={"Accept": "application/json"}
    )
    broken = sent(client, b"PK\x03\x04 nothing", "broken.xlsx")

    assert answer.status_code == 422
    assert answer.json()["message"]
    assert broken.state == "failed"
    assert client.get(reverse("exchange:detail", args=[broken.key])).status_code == 200


@pytest.mark.shared
def test_the_real_plan_shows_its_sums(shared: Path, cast: Any, sign_in: Any) -> None:
    path = next((shared / "ledgers" / "guilin_2022").glob("*.xlsx"))
    client = sign_in(cast.officer)
    batch = sent(client, path.read_bytes(), path.name)

    page = client.get(reverse("exchange:sheet", args=[batch.key, 0])).content.decode()

    assert "241" in page
    assert client.get(reverse("exchange:rows", args=[batch.key, 0]) + "?kind=subtotal&after=-1").json()["at"] == 4


def test_the_list_shows_files_that_were_not_read_yet_and_those_that_could_not_be(
    cast: Any, sign_in: Any, tmp_path: Path
) -> None:
    place = tmp_path / "等待.csv"
    place.write_bytes(CSV)
    waiting = actions.receive_path(path=place, by=cast.officer, on=date(2022, 6, 30))
    broken = tmp_path / "坏的.csv"
    broken.write_bytes(b"\x00" * 50)
    failed = actions.receive_path(path=broken, by=cast.officer, on=date(2022, 6, 30))
    actions.read(batch=failed, at=timezone.now())

    page = sign_in(cast.officer).get(reverse("exchange:index"))

    assert page.status_code == 200
    assert all(batch.name in page.content.decode() for batch in (waiting, failed))
