"""Which record a spelling in a ledger means."""

from __future__ import annotations

import pytest

from qipan.territory.orgs import actions, queries, rules


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("成  斌", "成斌"),
        ("县委副书记 成斌", "成斌"),
        ("成斌（副县长）", "成斌"),
        ("成斌副县长", "成斌"),
        ("成斌同志", "成斌"),
        ("Cheng  Bin", "Cheng Bin"),
        ("欧阳成斌", "欧阳成斌"),
        ("", ""),
    ],
)
def test_a_person_is_the_name_alone(written: str, name: str) -> None:
    assert rules.person_name(written) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [("县 发改局", "县发改局"), ("县发改局★", "县发改局"), ("县发改局（牵头）", "县发改局"), ("Ｄｒｃ", "DRC")],
)
def test_two_spellings_are_one(one: str, other: str) -> None:
    assert rules.plain(one) == rules.plain(other)


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["槐棠县发展和改革局", "县发改局", "发改局", "县 发 改 局"])
def test_an_organisation_is_found_by_name_short_name_and_other_spelling(written: str) -> None:
    held = actions.found(by=None, name="槐棠县发展和改革局", short_name="县发改局", aliases=["发改局"])

    assert queries.find_organisation(written) == held


@pytest.mark.django_db
def test_a_township_government_is_found_by_the_township_name() -> None:
    held = actions.found(by=None, name="槐北镇人民政府", short_name="")

    assert queries.find_organisation("槐北镇") == held


@pytest.mark.django_db
def test_a_spelling_two_organisations_share_means_neither() -> None:
    actions.found(by=None, name="甲局", aliases=["办公室"])
    actions.found(by=None, name="乙局", aliases=["办公室"])

    assert queries.find_organisation("办公室") is None


@pytest.mark.django_db
def test_a_name_beats_another_one_s_alias() -> None:
    held = actions.found(by=None, name="发改局")
    actions.found(by=None, name="工信局", aliases=["发改局"])

    assert queries.find_organisation("发改局") == held


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["槐北镇", "槐北", "139901"])
def test_a_region_is_found_with_and_without_its_ending(written: str) -> None:
    held = actions.add_region(by=None, code="139901", name="槐北镇")

    assert queries.find_region(written) == held


@pytest.mark.django_db
def test_namesakes_are_told_apart_by_their_organisation() -> None:
    one_home, other_home = actions.found(by=None, name="甲局"), actions.found(by=None, name="乙局")
    one, other = actions.add_person(by=None, name="王伟"), actions.add_person(by=None, name="王伟")
    actions.join(by=None, person=one, organisation=one_home)
    actions.join(by=None, person=other, organisation=other_home)

    assert queries.find_person("王伟") is None
    assert queries.find_person("王 伟", one_home) == one
    assert queries.find_person("王伟", other_home) == other
