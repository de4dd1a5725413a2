"""The page of rules: a draft, seen before it applies, put in force, taken back; what holds is never edited."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from qipan.core import drafting, rulesets
from qipan.core.models import AuditEntry, OutboxEvent, RuleSet
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.models import Project

DAY = date(2026, 11, 2)
BODY = {"grace_days": 10, "curve": None, "progress": {"by": "share", "yellow_below": 80, "red_below": 60}}


@pytest.fixture
def drafted(cast: Any) -> Any:
    def make(day: date = DAY, place: str = "", body: dict[str, Any] | None = None) -> RuleSet:
        return drafting.draft(
            kind="lights",
            name="武汉式",
            source="槐政〔2026〕9号",
            body=body or BODY,
            by=cast.officer,
            effective_from=day,
            place=place,
        )

    return make


def test_a_draft_holds_nowhere_until_it_is_put_in_force(cast: Any, drafted: Any) -> None:
    draft = drafted()

    assert rulesets.in_force("lights", on=DAY) == rulesets.shipped("lights")
    drafting.put_in_force(rules=draft, by=cast.officer, on=DAY)
    assert rulesets.in_force("lights", on=DAY) == BODY
    assert rulesets.in_force("lights", on=DAY - timedelta(days=1)) == rulesets.shipped("lights")
    assert AuditEntry.objects.filter(action="put in force", object_key=draft.key).exists()
    assert OutboxEvent.objects.filter(name="core.events.RulesPutInForce").exists()


def test_what_is_in_force_is_never_edited_nor_thrown_away(cast: Any, drafted: Any) -> None:
    held = drafting.put_in_force(rules=drafted(), by=cast.officer, on=DAY)

    with pytest.raises(drafting.NotADraft):
        drafting.edit(rules=held, by=cast.officer, values={"body": {}})
    with pytest.raises(drafting.NotADraft):
        drafting.discard(rules=held, by=cast.officer, reason="x")
    with pytest.raises(drafting.NotADraft):
        drafting.put_in_force(rules=held, by=cast.officer, on=DAY)


def test_it_can_be_taken_back_until_the_day_before_it_begins(cast: Any, drafted: Any) -> None:
    held = drafting.put_in_force(rules=drafted(), by=cast.officer, on=DAY - timedelta(days=5))

    with pytest.raises(drafting.InForce):
        drafting.take_back(rules=held, by=cast.officer, on=DAY, reason="文号有误")
    with pytest.raises(drafting.ReasonNeeded):
        drafting.take_back(rules=held, by=cast.officer, on=DAY - timedelta(days=1), reason=" ")
    drafting.take_back(rules=held, by=cast.officer, on=DAY - timedelta(days=1), reason="文号有误")
    assert rulesets.in_force("lights", on=DAY) == rulesets.shipped("lights")


def test_a_second_version_does_not_reach_back_and_no_two_begin_together(cast: Any, drafted: Any) -> None:
    drafting.put_in_force(rules=drafted(date(2026, 1, 1)), by=cast.officer, on=DAY)

    with pytest.raises(drafting.InThePast):
        drafting.put_in_force(rules=drafted(DAY - timedelta(days=1)), by=cast.officer, on=DAY)
    with pytest.raises(drafting.DayTaken):
        drafting.put_in_force(rules=drafted(date(2026, 1, 1)), by=cast.officer, on=DAY)
    twin = drafted(date(2026, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleSet.objects.filter(pk=twin.pk).update(state="set")


def test_the_nearest_place_wins_then_the_latest_day(cast: Any, drafted: Any) -> None:
    for day, place, points in (
        (date(2026, 1, 1), "", 1), (date(2026, 2, 1), "/1399/", 2), (date(2026, 3, 1), "", 3), (date(2026, 4, 1), "/1399/01/", 4),
    ):  # fmt: skip
        drafting.put_in_force(rules=drafted(day, place, {"n": points}), by=cast.officer, on=date(2026, 1, 1))

    found = {
        place: rulesets.in_force("lights", on=DAY, place=place)["n"]
        for place in ("", "/1398/", "/1399/02/", "/1399/01/05/")
    }
    of = rulesets.everywhere("lights", on=DAY)

    assert found == {"": 3, "/1398/": 3, "/1399/02/": 2, "/1399/01/05/": 4}
    assert {place: of(place)["n"] for place in found} == found
    assert rulesets.in_force("lights", on=date(2026, 3, 15), place="/1399/01/")["n"] == 2


def _begin(client: Any, source: str = "wuhan") -> RuleSet:
    answer = client.post(reverse("web:rules_new", args=["lights"]), {"from": source})
    return RuleSet.objects.get(key=answer["Location"].split("/")[-3])


def test_rules_go_their_way_through_the_pages(cast: Any, sign_in: Any) -> None:
    today = timezone.localdate()
    year = {"since": date(today.year, 1, 1)}
    for name, done in (("快项目", 990), ("慢项目", 0)):
        project = projects.create(values={"name": name, "stage": "started"}, by=cast.officer, on=today)
        projects.put_amount(
            project=project, kind="plan", minor=1000, until=date(today.year, 12, 31), by=cast.officer, on=today, **year
        )
        projects.put_amount(
            project=project, kind="completed", minor=done, until=today, by=cast.officer, on=today, **year
        )
    client = sign_in(cast.officer)

    draft = _begin(client)
    edit = reverse("web:rules_edit", args=[draft.key])
    form = client.get(edit).context["form"]
    sent = {name: "" if form.initial.get(name) is None else form.initial[name] for name in form.fields}
    sent |= {"effective_from": today.isoformat(), "effective_to": "", "version": draft.version}
    refused = client.post(edit, {**sent, "f-progress-red_below": "90"})
    saved = client.post(edit, {**sent, "f-progress-red_below": "70"})
    page = client.get(reverse("web:rules_version", args=[draft.key]))
    effect = client.get(reverse("web:rules_preview", args=[draft.key]))
    put = client.post(reverse("web:rules_put", args=[draft.key]), {"version": 2})

    draft.refresh_from_db()
    assert (refused.status_code, saved.status_code, page.status_code, put.status_code) == (422, 302, 200, 302)
    assert effect.context["effect"].sentence
    assert (draft.state, draft.body["progress"]["red_below"], draft.set_by) == ("set", 70, cast.officer)
    assert rulesets.in_force("lights", on=today)["progress"]["red_below"] == 70
    assert client.get(edit).status_code == 302
    compare = reverse("web:rules_compare", args=["lights"])
    assert "70" in client.get(compare, {"a": "shipped", "b": str(draft.key)}).content.decode()


def test_the_preview_counts_and_names_what_would_turn_red(cast: Any) -> None:
    from qipan.pipeline.projects.queries import preview

    on, year = date(2026, 10, 15), {"since": date(2026, 1, 1)}
    for name, done in (("甲", 640), ("乙", 500), ("丙", 440), ("丁", 900)):
        project = projects.create(values={"name": name, "stage": "started"}, by=cast.officer, on=on)
        projects.put_amount(
            project=project, kind="plan", minor=1000, until=date(2026, 12, 31), by=cast.officer, on=on, **year
        )
        projects.put_amount(
            project=project, kind="completed", minor=done, until=date(2026, 9, 30), by=cast.officer, on=on, **year
        )
    strict = {**rulesets.in_force("lights", on=on), "progress": {"by": "points", "yellow_from": 5, "red_above": 20}}

    with translation.override("en"):
        effect = preview.lights(strict, on, "", cast.officer)
        of_nothing = preview.lights(strict, on, "", cast.administrator)

    assert effect.sentence.startswith("With these rules 1 project would turn red")
    assert [(now, then) for _label, now, then in effect.counts] == [(1, 2), (2, 1), (1, 1), (0, 0)]
    assert [one.name for one in effect.touched] == ["乙"]
    assert of_nothing.sentence == "You see no projects this could be tried on."
    assert sorted(Project.objects.values_list("light", flat=True)) == ["green", "red", "yellow", "yellow"]


def test_reading_is_for_who_may_see_and_writing_for_who_may_edit(cast: Any, sign_in: Any, drafted: Any) -> None:
    draft = drafted()
    doors = [
        reverse("web:rules"),
        reverse("web:rules_kind", args=["lights"]),
        reverse("web:rules_version", args=[draft.key]),
    ]

    assert [sign_in(cast.clerk).get(door).status_code for door in doors] == [200] * 3
    assert [sign_in(cast.outsider).get(door).status_code for door in doors] == [403] * 3
    for name in ("put", "discard", "take_back", "edit"):
        assert sign_in(cast.clerk).post(reverse(f"web:rules_{name}", args=[draft.key])).status_code == 403
    assert sign_in(cast.clerk).post(reverse("web:rules_new", args=["lights"])).status_code == 403


def test_every_kind_has_a_page_and_a_form_even_without_words_of_its_room(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)

    for kind in rulesets.kinds():
        assert client.get(reverse("web:rules_kind", args=[kind.code])).status_code == 200, kind.code
        if rulesets.shipped(kind.code):
            begun = client.post(reverse("web:rules_new", args=[kind.code]), {"from": "shipped"})
            page = client.get(begun["Location"])
            form = page.context["form"]
            assert form.body() if form.is_bound and form.is_valid() else page.status_code == 200, kind.code


def test_a_draft_saved_as_shown_says_the_same(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    for kind in rulesets.kinds():
        body = rulesets.shipped(kind.code)
        if not body:
            continue
        begun = client.post(reverse("web:rules_new", args=[kind.code]), {"from": "shipped"})["Location"]
        form = client.get(begun).context["form"]
        sent = {bound.html_name: bound.value() for bound in form}
        sent = {name: "" if value is None else value for name, value in sent.items() if value is not False}

        assert client.post(begun, {**sent, "source": "县政府文件", "version": 1}).status_code == 302, kind.code
        assert RuleSet.objects.filter(kind=kind.code).latest("pk").body == body, kind.code


def test_the_pages_ask_a_few_questions(
    cast: Any, sign_in: Any, drafted: Any, django_assert_max_num_queries: Any
) -> None:
    for month in range(1, 10):
        drafted(date(2026, month, 1))
    client = sign_in(cast.officer)

    for door in (reverse("web:rules"), reverse("web:rules_kind", args=["lights"])):
        with django_assert_max_num_queries(15):
            client.get(door)
