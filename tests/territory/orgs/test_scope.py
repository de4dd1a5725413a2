"""What somebody reaches follows from the posts they hold today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from qipan.core import access, audit
from qipan.core.models import User
from qipan.territory.orgs import actions, queries
from qipan.territory.orgs.models import Membership, Role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def fresh(user: User) -> User:
    """The user as the next request loads them."""
    return User.objects.get(pk=user.pk)


def test_the_outsider_reaches_nothing(cast: Any) -> None:
    scope = queries.scope_of(cast.outsider)

    assert scope == queries.NOTHING
    assert access.abilities(cast.outsider) == frozenset()


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("leader", "all"),
        ("clerk", "organisation"),
        ("township", "region"),
        ("park_manager", "park"),
        ("bank", "bank"),
        ("company", "company"),
        ("administrator", "none"),
    ],
)
def test_each_role_reaches_what_its_scope_says(cast: Any, who: str, kind: str) -> None:
    assert queries.scope_of(getattr(cast, who)).kind == kind


def test_a_township_reaches_its_region_and_what_lies_below_its_organisation(cast: Any) -> None:
    home = cast.organisation("township")
    village = actions.found(by=None, name="槐北镇项目办", parent=home)

    scope = queries.scope_of(cast.township)

    assert scope.region_ids == {cast.region.pk}
    assert {home.pk, village.pk} <= scope.organisation_ids


def test_a_bank_answers_for_no_organisation(cast: Any) -> None:
    scope = queries.scope_of(cast.bank)

    assert scope.answering_ids == frozenset()
    assert scope.bank_ids == {cast.organisation("bank").pk}


def test_a_post_of_yesterday_opens_nothing_today(cast: Any) -> None:
    post = Membership.objects.get(person__user=cast.clerk)
    actions.leave(by=None, membership=post, until=timezone.localdate() - timedelta(days=1))

    assert queries.scope_of(fresh(cast.clerk)).kind == "none"


def test_a_post_of_tomorrow_opens_nothing_yet(cast: Any) -> None:
    Membership.objects.filter(person__user=cast.clerk).update(since=timezone.localdate() + timedelta(days=1))

    assert queries.scope_of(fresh(cast.clerk)).abilities == frozenset()


def test_two_posts_reach_the_union(cast: Any) -> None:
    person = cast.clerk.person
    actions.join(
        by=None, person=person, organisation=cast.organisation("township"), role=Role.objects.get(code="township")
    )

    scope = queries.scope_of(fresh(cast.clerk))

    assert scope.kind == "region"
    assert {cast.organisation(who).pk for who in ("clerk", "township")} <= scope.answering_ids


def test_an_ability_nobody_knows_is_not_given(cast: Any) -> None:
    Role.objects.filter(code="leader").update(abilities=["projects.see", "everything"])

    assert queries.scope_of(fresh(cast.leader)).abilities == {"projects.see"}


def test_seeding_twice_changes_nothing_and_keeps_what_the_county_changed(cast: Any) -> None:
    Role.objects.filter(code="bank").update(abilities=["projects.see"])

    assert actions.seed() == 0
    assert Role.objects.get(code="bank").abilities == ["projects.see"]


def test_a_newer_version_gives_a_role_what_is_new_and_not_what_the_county_took_away(cast: Any) -> None:
    shipped = Role.objects.get(code="leader").abilities
    Role.objects.filter(code="leader").update(
        abilities=["board.see", "projects.see"], offered=[a for a in shipped if a != "projects.except"]
    )

    assert actions.seed() == 1
    assert Role.objects.get(code="leader").abilities == ["board.see", "projects.see", "projects.except"]
    assert (
        audit.named("orgs.role", Role.objects.get(code="leader").name).last().changes["abilities"][1][-1]
        == "projects.except"
    )
    assert actions.seed() == 0


def test_a_home_that_never_wrote_down_what_was_offered_reads_it_from_the_audit(cast: Any) -> None:
    Role.objects.filter(code="auditor").update(offered=None, abilities=["projects.see"])

    assert actions.seed() == 0
    assert Role.objects.get(code="auditor").abilities == ["projects.see"]


def test_every_shipped_role_names_abilities_that_exist(cast: Any) -> None:
    assert {a for role in Role.objects.all() for a in role.abilities} <= set(access.ABILITIES)


def test_a_scope_asks_the_database_once_a_request(cast: Any, django_assert_num_queries: Any) -> None:
    user = fresh(cast.clerk)
    queries.scope_of(user)

    with django_assert_num_queries(0):
        queries.scope_of(user)
        access.able(user, "projects.see")


def both(cast: Any, who: str, role: str) -> Any:
    """`who` with a second post, as `role` of that role's own organisation."""
    post = Role.objects.get(code=role)
    home = {"auditor": "auditor", "bank": "bank", "leader": "leader"}[role]
    actions.join(by=None, person=getattr(cast, who).person, organisation=cast.organisation(home), role=post)
    return fresh(getattr(cast, who))


def test_what_one_post_may_do_does_not_reach_what_another_only_sees(cast: Any) -> None:
    user = both(cast, "clerk", "auditor")

    assert queries.scope_of(user).is_everything
    assert queries.scope_of(user, to="projects.edit").kind == "organisation"
    assert queries.scope_of(user, to="audit.see").is_everything


def test_an_ability_of_one_post_is_held_on_the_page_it_was_opened_under(cast: Any) -> None:
    user = both(cast, "clerk", "auditor")

    access.demand(user, "projects.edit")

    assert not queries.scope_of(user).is_everything
    assert "audit.see" in queries.scope_of(user).abilities


def test_a_class_of_fields_is_open_only_where_every_post_opens_it(cast: Any) -> None:
    """An auditor sees every project and no contacts: a clerk who audits too does not see everybody's phone numbers."""
    assert "contacts.see" in queries.scope_of(fresh(cast.clerk)).abilities

    assert "contacts.see" not in queries.scope_of(both(cast, "clerk", "auditor")).abilities


def test_a_post_that_reaches_everything_opens_a_class_for_all(cast: Any) -> None:
    assert "contacts.see" in queries.scope_of(both(cast, "auditor", "leader")).abilities


def test_several_posts_of_one_kind_cost_no_further_questions(cast: Any, django_assert_num_queries: Any) -> None:
    user = fresh(cast.clerk)

    with django_assert_num_queries(2):
        scopes = [queries.scope_of(user, to=ability) for ability in ("", "projects.edit", "money.see")]
        assert all(scope.organisation_ids for scope in scopes)


def test_the_ground_below_one_s_posts_is_asked_for_only_where_it_is_needed(
    cast: Any, django_assert_num_queries: Any
) -> None:
    user = fresh(cast.township)

    with django_assert_num_queries(1):
        scope = queries.scope_of(user)
    with django_assert_num_queries(1):
        assert scope.organisation_ids
        assert scope.region_ids
        assert scope.answering_ids
