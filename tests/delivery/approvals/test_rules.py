"""Which approvals, how long together, how a case stands: judged without a database."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qipan
from qipan.core.workdays import Calendar, Pause
from qipan.delivery.approvals import rules
from qipan.delivery.approvals.rules import Step

SHIPPED = json.loads(
    (Path(qipan.__file__).parent / "delivery/approvals/seeds/catalogue.json").read_text(encoding="utf-8")
)
USUAL: dict[str, Any] = {
    "funding": "enterprise", "listed": "no", "land": "auction", "conversion": "no", "assessed": "yes", "building": "new", "eia": "form",
    "energy": "yes", "soil": "yes", "hazard": "no", "site": [], "utilities": "yes",
}  # fmt: skip


def step(given: dict[str, Any]) -> Step:
    return Step(
        given["code"], given["promised_days"], given["outside_days"], tuple(given["needs"]), tuple(given["when"]),
        given.get("is_land", False), given.get("is_before_land", False), given.get("is_at_handover", False), given.get("handover_days", 1),
    )  # fmt: skip


STEPS = [step(i) for i in SHIPPED["items"] if i["phase"] not in ("acceptance", "operation")]
ALL = [step(i) for i in SHIPPED["items"]]


def codes(**changed: Any) -> set[str]:
    return {s.code for s in rules.chosen(ALL, {**USUAL, **changed})}


class TestChoosing:
    def test_the_usual_enterprise_project_on_new_land(self) -> None:
        assert codes() == {
            "A1.filing", "A3.auction", "A4", "A5", "A6.form", "A7", "A8", "A11", "A13", "A14", "A15.contract", "A16", "A17", "A18", "A19",
        }  # fmt: skip

    def test_a_project_of_the_government_on_allocated_land(self) -> None:
        found = codes(funding="government", land="allocation")

        assert {"A1.proposal", "A1.feasibility", "A2", "A3.allocation", "A12", "A15.tender"} <= found
        assert not {"A1.filing", "A1.verification", "A3.auction", "A15.contract"} & found

    def test_fitting_out_a_rented_building_asks_little(self) -> None:
        found = codes(land="rented", building="fit_out", energy="no", soil="no", eia="registration", utilities="no")

        assert found == {"A1.filing", "A6.registration", "A14", "A15.contract", "A16", "A18"}

    @pytest.mark.parametrize(
        ("changed", "code", "wanted"),
        [
            ({"listed": "yes"}, "A1.verification", True),
            ({"conversion": "yes"}, "A2", True),
            ({"conversion": "yes", "land": "held"}, "A2", False),
            ({"eia": "report"}, "A6.report", True),
            ({"hazard": "yes"}, "A9", True),
            ({"site": ["forest"]}, "A10.forest", True),
            ({"site": ["heritage"]}, "A10.heritage", False),  # the park had it assessed for all
            ({"site": ["heritage", "water"], "assessed": "no"}, "A10.heritage", True),
            ({"soil": "no"}, "A8", False),
        ],
    )
    def test_one_answer_brings_or_spares_one_item(self, changed: dict[str, Any], code: str, wanted: bool) -> None:
        assert (code in codes(**changed)) is wanted

    def test_every_question_wants_an_answer_of_its_own(self) -> None:
        with pytest.raises(rules.NotAnswered) as refused:
            rules.chosen(ALL, {**USUAL, "eia": "perhaps", "land": None, "site": ["moon"]})

        assert set(refused.value.names) == {"eia", "land", "site"}

    def test_the_shipped_catalogue_names_no_unknown_question_answer_or_need(self) -> None:
        known = {s.code for s in ALL}
        for one in ALL:
            assert set(one.needs) <= known, one.code
            for case in one.when:
                for name, wanted in case.items():
                    offered = rules.TRACKS if name == "track" else rules.QUESTIONS[name]
                    assert set(wanted) <= set(offered), one.code

    @given(st.fixed_dictionaries({
        n: st.lists(st.sampled_from(o), unique=True) if n in rules.SEVERAL else st.sampled_from(o) for n, o in rules.QUESTIONS.items()
    }))  # fmt: skip
    def test_whatever_is_answered_there_is_a_plan_in_order(self, answers: dict[str, Any]) -> None:
        chosen = rules.chosen(STEPS, answers)
        seen: set[str] = set()
        for one in chosen:
            assert not {n for n in one.needs if n in {s.code for s in chosen}} - seen
            seen.add(one.code)
        ways = {w.name: w for w in rules.compared(chosen)}
        assert ways["parallel"].total <= ways["serial"].total
        assert ways["serial"].total == sum(s.length for s in chosen)
        if "handover" in ways:
            assert ways["handover"].total <= ways["parallel"].total + 2


class TestPlanning:
    # By hand: a 4; b 3 after a; c 6 after a; d 2 after b and c.
    NET = (Step("a", 4), Step("b", 3, needs=("a",)), Step("c", 5, 1, needs=("a",)), Step("d", 2, needs=("b", "c")))

    def test_side_by_side_takes_the_longest_chain(self) -> None:
        way = rules.plan(self.NET, "parallel")

        assert way.total == 12
        assert way.path == ("a", "c", "d")
        assert way.counted == 11  # the day that does not count is not the authority's
        assert [(b.code, b.start, b.end, b.slack) for b in way.bars] == [
            ("a", 0, 4, 0),
            ("b", 4, 7, 3),
            ("c", 4, 10, 0),
            ("d", 10, 12, 0),
        ]

    def test_one_after_another_takes_the_sum(self) -> None:
        assert rules.plan(self.NET, "serial").total == 15
        assert rules.saved(rules.compared(self.NET)) == {"serial": 0, "parallel": 3}

    def test_start_on_land_handover_serves_before_and_issues_with_the_land(self) -> None:
        # land 40 days; a scheme of 14 that else waits for the land, a permit of 7 after it, a title of 5 after the land.
        net = (
            Step("land", 10, 30, is_land=True),
            Step("title", 5, needs=("land",), is_at_handover=True, handover_days=1),
            Step("scheme", 7, 7, needs=("land",), is_before_land=True),
            Step("permit", 7, needs=("scheme", "title"), is_before_land=True, is_at_handover=True, handover_days=2),
        )
        parallel, handover = rules.compared(net)[1:]

        assert parallel.total == 61
        assert handover.total == 42
        assert [(b.kind, b.start, b.end) for b in handover.of("permit")] == [("before", 14, 21), ("issue", 40, 42)]
        assert [(b.kind, b.start, b.end) for b in handover.of("title")] == [("issue", 40, 41)]
        assert handover.path == ("land", "permit")

    def test_without_land_there_is_no_handover_to_start_on(self) -> None:
        assert [w.name for w in rules.compared(self.NET)] == ["serial", "parallel"]

    def test_the_usual_project_saves_what_was_counted_by_hand(self) -> None:
        # parallel: land 40, permit 5, scheme 14, drawings 7, contracts 5, permit to build 5; handover: land 40, all issued in 1.
        ways = {w.name: w.total for w in rules.compared(rules.chosen(STEPS, USUAL))}

        assert ways == {"serial": 134, "parallel": 76, "handover": 41}

    def test_a_circle_is_refused(self) -> None:
        with pytest.raises(ValueError):
            rules.plan((Step("a", 1, needs=("b",)), Step("b", 1, needs=("a",))), "parallel")

    def test_days_below_zero_are_refused(self) -> None:
        with pytest.raises(ValueError):
            Step("a", -1)


FEBRUARY = Calendar(
    off=frozenset(date(2026, 2, d) for d in (16, 17, 18, 19, 20, 23)),
    worked=frozenset({date(2026, 2, 14), date(2026, 2, 28)}),
)


def stands(status: str = "accepted", on: date = date(2026, 2, 26), **given: Any) -> rules.Standing:
    base: dict[str, Any] = {
        "received_on": date(2026, 2, 9), "accepted_on": date(2026, 2, 10), "decided_on": None, "promised": 7, "acceptance": 5, "pauses": (),
    }  # fmt: skip
    return rules.standing(status=status, calendar=FEBRUARY, on=on, **{**base, **given})


class TestHandling:
    def test_a_promise_over_the_festival_is_due_when_counted_by_hand(self) -> None:
        found = stands()  # 11, 12, 13, 14 (worked), 24, 25, 26

        assert (found.state, found.used, found.left, found.due_on, found.urgency) == (
            "running",
            7,
            0,
            date(2026, 2, 26),
            "soon",
        )

    def test_the_day_after_it_is_over(self) -> None:
        assert stands(on=date(2026, 2, 27)).urgency == "over"

    def test_a_clock_that_stands_still_is_not_pressing(self) -> None:
        found = stands("paused", pauses=(Pause(date(2026, 2, 12)),), on=date(2026, 3, 20))

        assert (found.state, found.used, found.left, found.urgency) == ("paused", 2, 5, "none")

    def test_before_acceptance_the_clock_is_that_of_accepting(self) -> None:
        found = stands("received", accepted_on=None, on=date(2026, 2, 13))

        assert (found.state, found.used, found.due_on) == ("waiting", 4, date(2026, 2, 14))

    def test_a_decision_stops_the_clock(self) -> None:
        found = stands("approved", decided_on=date(2026, 2, 24), on=date(2026, 6, 1))

        assert (found.state, found.used, found.urgency) == ("stopped", 5, "fine")

    @pytest.mark.parametrize(
        ("status", "act", "may"),
        [
            ("received", "accept", True), ("received", "decide", False), ("accepted", "decide", True), ("paused", "decide", False),
            ("paused", "resume", True), ("accepted", "resume", False), ("approved", "pause", False), ("approved", "reopen", True),
            ("accepted", "reopen", False), ("paused", "withdraw", True), ("refused", "accept", False),
        ],
    )  # fmt: skip
    def test_acts_have_their_time(self, status: str, act: str, may: bool) -> None:
        assert rules.may(act, status) is may

    @pytest.mark.parametrize(
        ("status", "kind", "who"),
        [
            ("received", "", "authority"), ("accepted", "", "authority"), ("paused", "supplement", "applicant"),
            ("paused", "expert_review", "outside"), ("approved", "", "nobody"),
        ],
    )  # fmt: skip
    def test_whose_move_it_is(self, status: str, kind: str, who: str) -> None:
        assert rules.holder(status, kind) == who

    @pytest.mark.parametrize(
        ("changed", "why"),
        [
            ({}, ""),
            ({"accepted_on": date(2026, 2, 8)}, "order"),
            ({"decided_on": date(2026, 4, 1)}, "future"),
            ({"pauses": (Pause(date(2026, 2, 1), date(2026, 2, 3)),)}, "pause_before_receipt"),
            ({"decided_on": date(2026, 2, 20), "pauses": (Pause(date(2026, 2, 12)),)}, "pause_after_decision"),
            ({"pauses": (Pause(date(2026, 2, 11), date(2026, 2, 14)), Pause(date(2026, 2, 12)))}, "pauses_overlap"),
        ],
    )
    def test_days_that_cannot_be_are_named(self, changed: dict[str, Any], why: str) -> None:
        base: dict[str, Any] = {
            "received_on": date(2026, 2, 9), "accepted_on": date(2026, 2, 10), "decided_on": None, "pauses": (),
        }  # fmt: skip

        assert rules.wrong_days(**{**base, **changed}, today=date(2026, 3, 1)) == why


class TestGuessing:
    def test_what_the_record_tells_is_proposed_with_why(self) -> None:
        facts = rules.Facts("年产3万吨化工助剂项目", "白塔化工有限公司", Decimal(80_000), True, True)
        found = rules.guess(facts, {"soil_ha": 5})

        assert {n: g.answer for n, g in found.items()} == {
            **USUAL, "eia": "report", "hazard": "yes", "energy": "yes", "soil": "yes",
        }  # fmt: skip
        assert (found["soil"].why, found["assessed"].why, found["hazard"].why) == ("land", "park", "industry")

    def test_a_public_owner_on_land_is_allocated_it(self) -> None:
        found = rules.guess(rules.Facts("污水处理厂提标", "槐棠县水务局", Decimal(20_000)), {"soil_ha": 5})

        assert (found["funding"].answer, found["land"].answer, found["soil"].answer) == (
            "government",
            "allocation",
            "no",
        )
        assert found["assessed"].answer == "no"

    def test_proposals_answer_every_question(self) -> None:
        rules.check({n: g.answer for n, g in rules.guess(rules.Facts(""), {}).items()})
