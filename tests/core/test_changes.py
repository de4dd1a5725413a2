"""Writing a record: audited, versioned, never silently overwritten."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from qipan.core import audit, changes
from qipan.core.models import User
from qipan.territory.orgs.models import Membership, Organisation, Person, Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return User.objects.create_user("clerk", password="a long pass phrase", display_name="The clerk")


@pytest.fixture
def town(clerk: User) -> Region:
    return changes.create(Region(code="990101", name="East Town", path="/990101/"), by=clerk)


def test_a_new_record_is_audited_with_what_it_holds(town: Region, clerk: User) -> None:
    (entry,) = audit.of("orgs.region", town.key)

    assert entry.action == "create"
    assert entry.actor == clerk
    assert entry.changes["name"] == [None, "East Town"]


def test_a_change_is_audited_with_old_and_new_and_raises_the_version(town: Region, clerk: User) -> None:
    changed = changes.change(town, by=clerk, values={"name": "East"}, version=1)

    assert changed.version == 2
    assert audit.of("orgs.region", town.key)[0].changes == {"name": ["East Town", "East"]}


def test_writing_what_already_stands_changes_nothing(town: Region, clerk: User) -> None:
    same = changes.change(town, by=clerk, values={"name": "East Town"}, version=1)

    assert same.version == 1
    assert audit.of("orgs.region", town.key).count() == 1


def test_a_stale_edit_is_refused_with_both_values(town: Region, clerk: User) -> None:
    changes.change(town, by=clerk, values={"name": "Theirs"}, version=1)

    with pytest.raises(changes.Stale) as refusal:
        changes.change(town, by=clerk, values={"name": "Mine"}, version=1, seen={"name": "East Town"})

    assert refusal.value.conflicts == {"name": ("East Town", "Mine", "Theirs")}
    town.refresh_from_db()
    assert town.name == "Theirs"


def test_a_stale_edit_of_the_same_value_is_no_conflict(town: Region, clerk: User) -> None:
    changes.change(town, by=clerk, values={"name": "Both"}, version=1)

    assert changes.change(town, by=clerk, values={"name": "Both"}, version=1).version == 2


def test_an_invalid_value_is_refused_and_nothing_is_written(town: Region, clerk: User) -> None:
    with pytest.raises(ValidationError):
        changes.change(town, by=clerk, values={"name": "x" * 81}, version=1)

    town.refresh_from_db()
    assert (town.name, town.version) == ("East Town", 1)


def test_what_the_database_refuses_is_said_in_words_and_leaves_nothing(town: Region, clerk: User) -> None:
    with transaction.atomic():  # what somebody does beside it goes on
        with pytest.raises(ValidationError) as refused:
            changes.create(Region(code=town.code, name="West Town", path="/990102/"), by=clerk)
        changes.create(Region(code="990103", name="North Town", path="/990103/"), by=clerk)

    assert set(refused.value.message_dict) == {"code"}
    assert list(Region.objects.order_by("code").values_list("name", flat=True)) == ["East Town", "North Town"]
    assert not list(audit.verify())


def test_a_condition_of_the_table_is_said_in_words_too(clerk: User) -> None:
    person = changes.create(Person(name="王工"), by=clerk)
    office = changes.create(Organisation(name="East Office"), by=clerk)
    post = Membership(person=person, organisation=office, since=date(2026, 3, 1), until=date(2026, 2, 1))

    with pytest.raises(ValidationError, match="membership_until_after_since"):
        changes.create(post, by=clerk)

    assert not Membership.objects.exists()


def test_a_deleted_record_stays_in_the_chain_with_the_reason(town: Region, clerk: User) -> None:
    key = town.key

    changes.delete(town, by=clerk, reason="entered twice")

    entry = audit.of("orgs.region", key)[0]
    assert entry.action == "delete"
    assert entry.changes["reason"] == [None, "entered twice"]
    assert entry.changes["name"] == ["East Town", None]
