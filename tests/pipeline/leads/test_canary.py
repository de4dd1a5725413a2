"""A name nobody may read: planted in a confidential lead, looked for on every page of the product by everybody who may not know it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch
from openpyxl import load_workbook

from qipan.core import access, changes
from qipan.core.models import AuditEntry, OutboxEvent
from qipan.notify.models import Message
from qipan.pipeline.leads import actions, queries
from qipan.pipeline.leads.models import Identity, Lead
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import Project
from tests.pipeline.leads.conftest import MONDAY, home

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]
NAME, PHONE, WORDS = "金丝雀鸣野实业有限公司", "13598765432", "鸣野要在此建厂"
CANARIES = ("金丝雀", "鸣野", PHONE, "jinsique")
# Everybody with a post; the township that registered it knows.
CLOSED_TO = ("leader", "investment", "officer", "clerk", "park_manager", "bank", "company", "auditor", "administrator")


@pytest.fixture
def planted(cast: Any, registered: Any, other_township: Any) -> Project:
    """Two confidential leads of one investor, one claimed twice, one grown into a project in discussion."""
    park_manager = cast.park_manager
    secret = {
        "investor_text": NAME,
        "phone": PHONE,
        "contact": "鸣野老总",
        "content": WORDS,
        "referrer": "鸣野的朋友",
        "credit_code": "",
    }
    lead = registered(**secret, park=None)
    actions.lodge(
        by=park_manager, lead=lead, unit=home(park_manager), on=MONDAY, first_contact_on=MONDAY, grounds="展会接触"
    )
    grown = registered(**secret)
    actions.respond(by=cast.township, lead=grown, on=MONDAY, words="鸣野周五来")
    actions.change(
        by=cast.township, lead=Lead.objects.get(pk=grown.pk), values={"content": WORDS + "！", "land_m2": 66_667}
    )
    grown = actions.follow(by=cast.township, lead=Lead.objects.get(pk=grown.pk), on=MONDAY)
    return projects.open_from_lead(lead=grown, by=cast.township, on=MONDAY, name="造纸项目", content="特种纸生产线")


def addresses() -> Iterator[tuple[str, str]]:
    """Every address of ours that answers to GET, its keys filled with records that stand; and what who opens it must be able to do,
    nothing for the first address of a page: that one is asked for by everybody."""
    for pattern, name in _walk(get_resolver().url_patterns, ""):
        if (
            name.split(":")[0] in ("admin", "account", "mfa", "socialaccount")
            or getattr(pattern.callback, "access", "") == "public"
        ):
            continue
        demanded = ""
        for filled in _filled(pattern, name):
            try:
                yield reverse(name, kwargs=filled), demanded
            except NoReverseMatch:
                continue
            demanded = getattr(pattern.callback, "access", "")


def _walk(patterns: Any, space: str) -> Iterator[tuple[URLPattern, str]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        elif one.name:
            yield one, f"{space}{one.name}"


_WORDS = {
    "slot": ["lead", "project", "company", "chain"],
    "name": ["advance", "history", "follow", "claim", "decide", "name"],
    "act": ["follow"],
    "stage": ["discussion"],
}


def _filled(pattern: URLPattern, name: str) -> Iterator[dict[str, Any]]:
    wanted = list(pattern.pattern.regex.groupindex)
    keys = _keys(name)
    if not wanted:
        yield {}
    for key in keys if wanted else ():
        for word in _WORDS.get(next((w for w in wanted if w in _WORDS), ""), [""]):
            yield {w: word if w in _WORDS else (1 if w == "pk" else key) for w in wanted}


def _keys(name: str) -> list[UUID]:
    """Keys of the leads and the project for their rooms and for panels; a sample of any kind for the others."""
    room = name.split(":")[0]
    ours: list[UUID] = [*Lead.objects.values_list("key", flat=True), *Project.objects.values_list("key", flat=True)]
    if (
        room in ("leads", "projects", "screening")
        or "panel" in name
        or room in ("approvals", "timetables", "checkups", "supervision", "factors")
    ):
        return ours
    return [
        row.key
        for model in apps.get_models()
        if model._meta.app_label == room and hasattr(model, "key")
        for row in model._default_manager.all()[:2]
    ]


def tells(answer: Any) -> str:
    """What a page says of the canary."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        book = load_workbook(io.BytesIO(body))
        body = str([[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]).encode()
    text = body.decode("utf-8", "ignore") + str(dict(answer.headers))
    return next((canary for canary in CANARIES if canary in text), "")


def test_no_page_tells_the_name_to_who_may_not_know(cast: Any, planted: Project) -> None:
    """Everybody opens every page for every record; who lacks a page's ability is refused before the record is looked at, so by one."""
    everybody = {who: getattr(cast, who) for who in CLOSED_TO}
    told: list[str] = []
    broken: list[str] = []
    opened = 0
    asked = list(dict.fromkeys(addresses()))
    for who, user in everybody.items():
        client = Client(raise_request_exception=False)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        held = access.abilities(user)
        for address, demanded in asked:
            if demanded in access.ABILITIES and demanded not in held:
                continue
            answer = client.get(address)
            opened += answer.status_code == 200
            if answer.status_code >= 500:
                broken.append(f"{who} {address}")
            if canary := tells(answer):
                told.append(f"{who} {address}: {canary}")

    assert not told
    assert not broken
    assert opened > 600


def test_no_search_filter_sum_or_export_finds_it_by_its_secret(cast: Any, planted: Project) -> None:
    places = (
        ("leads:index", "q"), ("leads:export", "q"), ("projects:ledger", "q"), ("projects:ledger", "owner"), ("projects:board", "q"),
        ("projects:rows", "f.investor"), ("projects:export", "owner"), ("desk:search", "q"),
    )  # fmt: skip
    ours = [str(planted.key), *map(str, Lead.objects.values_list("key", flat=True))]
    found = []
    for who in CLOSED_TO:
        client = Client()
        client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")
        for name, field in places:
            for canary in ("鸣野", PHONE):
                answer = client.get(reverse(name), {field: canary})
                body = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(
                    "utf-8", "ignore"
                )
                found += [f"{who} {name} {field} {canary}" for key in ours if key in body]

    assert not found


def test_who_knows_reads_it_where_it_belongs(cast: Any, planted: Project, sign_in: Any) -> None:
    client = sign_in(cast.township)

    assert NAME in client.get(reverse("leads:index")).content.decode()
    assert NAME in client.get(reverse("projects:lead_of", args=["project", planted.key])).content.decode()
    assert client.get(reverse("leads:index"), {"q": "鸣野"}).context["rows"]


def test_a_leader_who_was_named_knows_and_then_no_longer(cast: Any, planted: Project) -> None:
    lead = Lead.objects.get(status="project")
    person = cast.leader.person

    reader = actions.name_reader(by=cast.township, lead=lead, person=person, on=MONDAY)
    assert queries.knows(cast.leader, lead)
    actions.forget_reader(by=cast.township, reader=reader)
    assert not queries.knows(cast.leader, lead)


def test_nothing_outside_who_it_is_holds_the_name(planted: Project) -> None:
    told = []
    for model in apps.get_models():
        if not model.__module__.startswith("qipan.") or model in (Identity,):
            continue
        for row in model._base_manager.values():
            if model is AuditEntry and row["object_type"] == "leads.identity":
                continue
            if model._meta.label == "core.SearchEntry" and row["object_type"] == queries.IDENTITY:
                continue
            if model._meta.label == "companies.Trace":
                continue
            if any(canary in str(row) for canary in ("鸣野", PHONE)):
                told.append(f"{model._meta.label}: {row}")

    assert not told
    assert OutboxEvent.objects.exists()
    assert Message.objects.exists()


def test_the_project_may_not_be_written_to_name_the_investor(cast: Any, planted: Project) -> None:
    for field, words in (("name", "金丝雀鸣野实业造纸项目"), ("progress_words", f"联系 {PHONE}")):
        with pytest.raises(projects.Named):
            projects.edit(project=planted, values={field: words}, by=cast.township, on=MONDAY)


def test_signing_brings_the_investor_into_the_project(cast: Any, planted: Project) -> None:
    assert planted.investor == ""
    planted = changes.change(planted, by=None, values={"stage": "admitted"})
    from qipan.pipeline.projects.actions import growing

    growing.unveil(planted, by=cast.officer)

    planted.refresh_from_db()
    assert (planted.investor, planted.owner_phone, planted.referrer) == (NAME, PHONE, "鸣野的朋友")
    assert not planted.lead.is_confidential
    assert access.able(cast.officer, "projects.see")
