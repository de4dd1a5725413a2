"""Verbs on organisations and posts."""

from __future__ import annotations

from datetime import date

import pytest

from qipan.core import audit
from qipan.territory.orgs import actions
from qipan.territory.orgs.models import Membership, Organisation

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


def test_an_organisation_moves_with_everything_below_it() -> None:
    old, new = actions.found(by=None, name="甲"), actions.found(by=None, name="乙")
    part = actions.found(by=None, name="丙", parent=old)
    leaf = actions.found(by=None, name="丁", parent=part)

    part = actions.change_organisation(by=None, organisation=part, values={"parent": new})

    leaf.refresh_from_db()
    assert part.path.startswith(new.path)
    assert leaf.path == f"{part.path}{leaf.key.hex}/"


def test_an_organisation_is_not_part_of_its_own_part() -> None:
    top = actions.found(by=None, name="甲")
    part = actions.found(by=None, name="乙", parent=top)

    with pytest.raises(actions.Circular):
        actions.change_organisation(by=None, organisation=top, values={"parent": part})


def test_a_post_is_handed_over_without_a_gap_or_an_overlap() -> None:
    home = actions.found(by=None, name="甲")
    one, other = actions.add_person(by=None, name="王一"), actions.add_person(by=None, name="王二")
    post = actions.join(by=None, person=one, organisation=home, post="局长", since=date(2025, 1, 1))

    actions.hand_over(by=None, membership=post, to=other, on=DAY)

    held = list(Membership.objects.order_by("since").values_list("person__name", "post", "since", "until"))
    assert held == [("王一", "局长", date(2025, 1, 1), date(2026, 2, 28)), ("王二", "局长", DAY, None)]


def test_a_post_does_not_end_twice_nor_before_it_began() -> None:
    post = actions.join(
        by=None,
        person=actions.add_person(by=None, name="王一"),
        organisation=actions.found(by=None, name="甲"),
        since=DAY,
    )

    with pytest.raises(actions.StillHeld):
        actions.leave(by=None, membership=post, until=date(2026, 2, 1))
    post = actions.leave(by=None, membership=post, until=date(2026, 4, 1))
    with pytest.raises(actions.StillHeld):
        actions.leave(by=None, membership=post, until=date(2026, 5, 1))


def test_every_verb_is_in_the_audit_chain() -> None:
    home = actions.found(by=None, name="甲")
    actions.change_organisation(by=None, organisation=home, values={"short_name": "甲甲"})

    entries = [(e.action, e.changes.get("short_name")) for e in audit.of("orgs.organisation", home.key)]

    assert entries == [("change", ["", "甲甲"]), ("create", None)]
    assert list(audit.verify()) == []


def test_a_stale_edit_is_refused() -> None:
    from qipan.core.changes import Stale

    home = actions.found(by=None, name="甲")
    actions.change_organisation(by=None, organisation=home, values={"short_name": "一"}, version=1)

    with pytest.raises(Stale):
        actions.change_organisation(by=None, organisation=home, values={"short_name": "二"}, version=1)
    assert Organisation.objects.get().short_name == "一"
