"""Stage gates: required fields add up, evidence is asked for what a move enters."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from qipan.pipeline.projects import rules
from qipan.pipeline.projects.seeds import shipped

GATES = shipped("gates")
NAMES = sorted({part for key in GATES["fields"] for part in key.split("|")})
KINDS = sorted({kind for kinds in GATES["evidence"].values() for kind in kinds})
some_facts = st.builds(
    rules.Facts,
    stage=st.sampled_from(rules.STAGES),
    fields=st.frozensets(st.sampled_from(NAMES)),
    evidence=st.frozensets(st.sampled_from(KINDS)),
)


def test_a_bare_lead_lacks_its_name_and_any_hint_of_whom() -> None:
    assert rules.missing(rules.Facts("lead", frozenset()), "lead", GATES) == [
        "field:name",
        "field:referrer|investor|owner|content",
    ]


def test_either_owner_or_investor_is_enough_in_discussion() -> None:
    base = {"name", "content", "total", "industry", "site", "lead_org", "land_m2", "progress_words", "lead_contact"}

    for who in ("owner", "investor"):
        facts = rules.Facts("discussion", frozenset(base | {who}))
        assert rules.missing(facts, "discussion", GATES) == []


def test_signing_asks_for_the_date_and_the_contract() -> None:
    known = {"name", "content", "total", "investor", "industry", "site", "lead_org", "land_m2", "progress_words"}
    facts = rules.Facts("admitted", frozenset(known | {"lead_contact", "contract_class", "phase_one", "origin"}))

    assert rules.missing(facts, "signed", GATES) == ["field:signed_on", "evidence:contract"]


def test_evidence_of_stages_already_passed_is_not_asked_again() -> None:
    facts = rules.Facts("preparation", frozenset(NAMES), frozenset({"photo", "permit", "works_contract"}))

    assert rules.missing(facts, "started", GATES) == []


def test_a_jump_over_stages_asks_for_the_evidence_of_each() -> None:
    facts = rules.Facts("admitted", frozenset(NAMES))

    assert rules.missing(facts, "preparation", GATES) == ["evidence:contract", "evidence:licence", "evidence:filing"]


@given(some_facts, st.sampled_from(rules.STAGES), st.sampled_from(NAMES))
def test_filling_a_field_never_adds_a_missing_code(facts: rules.Facts, stage: str, name: str) -> None:
    more = rules.Facts(facts.stage, facts.fields | {name}, facts.evidence)

    assert set(rules.missing(more, stage, GATES)) <= set(rules.missing(facts, stage, GATES))


@given(some_facts, st.sampled_from(rules.STAGES), st.sampled_from(KINDS))
def test_attaching_evidence_never_adds_a_missing_code(facts: rules.Facts, stage: str, kind: str) -> None:
    more = rules.Facts(facts.stage, facts.fields, facts.evidence | {kind})

    assert set(rules.missing(more, stage, GATES)) <= set(rules.missing(facts, stage, GATES))


@given(some_facts)
def test_a_later_stage_never_asks_for_less(facts: rules.Facts) -> None:
    asked = [set(rules.missing(facts, stage, GATES)) for stage in rules.STAGES]

    assert all(before <= after for before, after in itertools.pairwise(asked))


def test_five_ones_gaps_name_required_empty_slots_in_order() -> None:
    slots = [
        {"key": "leader", "required": True},
        {"key": "bank"},
        {"key": "team", "required": True},
        {"key": "plan", "required": True},
    ]

    assert rules.gaps(slots, ["team"]) == ["leader", "plan"]


def test_an_edit_is_blamed_for_what_it_empties_and_for_nothing_else() -> None:
    before = rules.Facts("signed", frozenset({"name", "content", "signed_on"}))
    after = rules.Facts("signed", frozenset({"name", "content"}))

    assert rules.emptied(before, after, GATES) == ["field:signed_on"]
    assert rules.emptied(after, after, GATES) == []


def test_the_gates_between_are_named_in_order() -> None:
    assert rules.between("discussion", "registered") == ["stage:admitted", "stage:signed"]
    assert rules.between("discussion", "admitted") == rules.between("signed", "lead") == []


def test_a_county_may_let_a_step_need_nobody_but_never_a_step_back() -> None:
    lax = {"stages": {"discussion": {"confirm": None}}}

    assert not rules.needs_second("lead", "discussion", lax)
    assert rules.needs_second("discussion", "lead", lax)
    assert rules.needs_second("lead", "discussion", {})


def test_the_submitter_is_refused_before_anything_else_is_asked() -> None:
    who = {"is_able": True, "roles": ["leader"], "wanted": ["leader"]}

    assert rules.refusal(submitter=1, confirmer=1, **who) == "own"
    assert rules.refusal(submitter=1, confirmer=2, **who) == ""
    assert rules.refusal(submitter=1, confirmer=2, is_able=True, roles=["clerk"], wanted=["leader"]) == "role"
    assert rules.refusal(submitter=1, confirmer=2, is_able=False, roles=["leader"], wanted=[]) == "ability"


def test_every_stage_but_the_first_says_its_evidence_its_entry_and_who_confirms() -> None:
    for stage in rules.STAGES[1:]:
        step = rules.step(stage, GATES)
        assert GATES["evidence"][stage], stage
        assert set(step["entry"]) == set(step["confirm"]["who"]) == {"en", "zh"}, stage


def test_every_field_of_the_county_s_own_is_asked_somewhere_and_named_in_both_languages() -> None:
    asked = {part for key in GATES["fields"] for part in key.split("|")}

    for key, told in GATES["own"].items():
        assert key in asked
        assert told["en"]
        assert told["zh"]
