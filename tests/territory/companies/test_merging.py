"""Two records become one in every room, and two again exactly."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc

from qipan.core import audit
from qipan.core.models import AuditEntry
from qipan.pipeline.projects.models import Project
from qipan.territory.chains import actions as chains
from qipan.territory.chains.models import Chain, Node, Segment
from qipan.territory.companies import actions, merging, queries, references
from qipan.territory.companies.models import Company, Contact, Merge

pytestmark = pytest.mark.django_db


def code(number: int) -> str:
    body = f"91310000MA{number:07d}"
    return body + uscc.calc_check_digit(body)


def firms() -> tuple[Company, Company]:
    one = actions.register(by=None, name="白塔纸业有限公司", legal_person="温砚田")
    other = actions.register(by=None, name="河北白塔纸业公司", credit_code=code(1), industry="造纸")
    return one, other


def project(name: str, **values: Any) -> Project:
    return Project.objects.create(name=name, plain_name=name, **values)


def rows(*kinds: type[models.Model]) -> dict[str, list[dict[str, Any]]]:
    """Every row of these tables, without what an edit counts."""
    ignored = {"version", "updated_at"}
    return {
        kind._meta.label: [
            {f.attname: getattr(row, f.attname) for f in kind._meta.concrete_fields if f.name not in ignored}
            for row in kind._base_manager.order_by("pk")
        ]
        for kind in kinds
    }


KINDS = (Company, Contact, Project, Chain, Segment, Node, Node.companies.through)


def test_links_are_found_through_the_models_hidden_ones_too() -> None:
    labels = {link.label for link in references.links()}

    assert {"projects.Project", "chains.Chain", "chains.Node_companies", "companies.Contact"} <= labels
    assert "companies.Merge" not in labels


def test_everything_that_pointed_at_the_record_that_goes_points_at_the_one_that_stays() -> None:
    kept, gone = firms()
    held = project("造纸二期", owner=gone)
    actions.add_contact(by=None, company=gone, name="柏禾生")

    merging.merge(by=None, kept=kept, gone=gone, take={"credit_code"})

    held.refresh_from_db()
    assert held.owner_id == kept.pk
    assert Contact.objects.get().company_id == kept.pk
    assert Company.objects.get(pk=kept.pk).credit_code == code(1)
    assert list(queries.company_index().values()).count(kept.pk) >= 2


def test_a_project_tells_of_the_merge_in_its_own_history() -> None:
    kept, gone = firms()
    held = project("造纸二期", owner=gone)

    merging.merge(by=None, kept=kept, gone=gone, take=set())

    entry = audit.of("projects.project", held.key).get()
    assert (entry.action, entry.changes["owner"]) == ("merge", [gone.name, kept.name])


def test_a_firm_that_stands_twice_in_a_node_stands_once_and_twice_again_after_undoing() -> None:
    kept, gone = firms()
    chain = chains.open_chain(by=None, name="纸业")
    segment = chains.add_segment(by=None, chain=chain, name="制浆")
    chains.add_node(by=None, segment=segment, name="制浆", companies=[kept, gone])
    before = rows(*KINDS)

    merge = merging.merge(by=None, kept=kept, gone=gone, take=set())
    between = list(Node.objects.get().companies.all())
    merging.undo(by=None, merge=merge, at=timezone.now())

    assert between == [kept]
    assert rows(*KINDS) == before


def test_merges_are_undone_last_first() -> None:
    kept, gone = firms()
    third = actions.register(by=None, name="白塔造纸厂")
    first = merging.merge(by=None, kept=kept, gone=gone, take=set())
    merging.merge(by=None, kept=third, gone=kept, take=set())

    with pytest.raises(merging.CannotUndo) as refused:
        merging.undo(by=None, merge=first, at=timezone.now())

    assert refused.value.why == "later"


def test_a_merge_is_undone_once() -> None:
    kept, gone = firms()
    merge = merging.merge(by=None, kept=kept, gone=gone, take=set())
    merging.undo(by=None, merge=merge, at=timezone.now())

    with pytest.raises(merging.CannotUndo):
        merging.undo(by=None, merge=merge, at=timezone.now())


@pytest.mark.parametrize("same", [True, False])
def test_one_record_is_not_merged_with_itself_nor_twice(same: bool) -> None:
    kept, gone = firms()
    if not same:
        merging.merge(by=None, kept=kept, gone=gone, take=set())

    with pytest.raises(merging.CannotMerge):
        merging.merge(by=None, kept=kept, gone=kept if same else gone, take=set())


def test_a_field_changed_since_the_merge_is_not_overwritten_by_undoing_it() -> None:
    kept, gone = firms()
    merge = merging.merge(by=None, kept=kept, gone=gone, take={"industry"})
    actions.change(by=None, company=kept, values={"industry": "包装"})

    merging.undo(by=None, merge=merge, at=timezone.now())

    assert Company.objects.get(pk=kept.pk).industry == "包装"


def test_the_audit_chain_holds_through_merge_and_undo() -> None:
    kept, gone = firms()
    merging.undo(by=None, merge=merging.merge(by=None, kept=kept, gone=gone, take={"credit_code"}), at=timezone.now())

    assert list(audit.verify()) == []
    assert AuditEntry.objects.filter(action="unmerge").count() >= 2


def test_the_wizard_leads_from_the_list_of_duplicates_to_one_record_and_back(cast: Any, sign_in: Any) -> None:
    kept, gone = firms()
    held = project("造纸二期", owner=gone)
    client = sign_in(cast.investment)

    found = client.get(reverse("companies:merge_find"), {"one": kept.key, "q": "白塔"}).content.decode()
    compared = client.get(reverse("companies:merge"), {"one": kept.key, "other": gone.key}).content.decode()
    answer = client.post(reverse("companies:merge"), {"one": kept.key, "other": gone.key, "take_credit_code": "other"})
    led = client.get(reverse("companies:detail", args=[gone.key]))
    held.refresh_from_db()
    between = held.owner_id
    client.post(reverse("companies:undo", args=[Merge.objects.get().key]))
    held.refresh_from_db()

    assert gone.name in found
    assert code(1) in compared
    assert answer.url == led.url == reverse("companies:detail", args=[kept.key])
    assert (between, held.owner_id) == (kept.pk, gone.pk)


def test_the_outsider_cannot_merge(cast: Any, sign_in: Any) -> None:
    kept, gone = firms()

    answer = sign_in(cast.outsider).post(reverse("companies:merge"), {"one": kept.key, "other": gone.key})

    assert answer.status_code == 403
    assert not Merge.objects.exists()


def test_two_records_with_two_codes_are_no_duplicates(cast: Any) -> None:
    actions.register(by=None, name="白塔纸业有限公司", credit_code=code(1))
    actions.register(by=None, name="白塔纸业公司", credit_code=code(2))
    actions.register(by=None, name="白塔纸业有限责任公司")

    pairs = queries.possible_duplicates(cast.investment)

    assert len(pairs) == 2
    assert all(pair.why == "same" for pair in pairs)


fields = st.sets(st.sampled_from(merging.CHOSEN))
facts = st.fixed_dictionaries(
    {
        "legal_person": st.sampled_from(["", "温砚田", "祁筠"]),
        "registered_capital_minor": st.one_of(st.none(), st.integers(0, 10**12)),
        "address": st.sampled_from(["", "槐北镇一号"]),
        "is_local": st.booleans(),
        "aliases": st.lists(st.sampled_from(["白塔", "塔纸"]), unique=True),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    take=fields,
    one=facts,
    other=facts,
    codes=st.tuples(st.booleans(), st.booleans()),
    owned=st.integers(0, 4),
    led=st.booleans(),
    both=st.booleans(),
)
def test_merge_then_undo_restores_every_row(
    take: set[str],
    one: dict[str, Any],
    other: dict[str, Any],
    codes: tuple[bool, bool],
    owned: int,
    led: bool,
    both: bool,
) -> None:
    with transaction.atomic():
        kept = actions.register(by=None, name="白塔纸业有限公司", credit_code=code(1) if codes[0] else None, **one)
        gone = actions.register(by=None, name="河北白塔纸业公司", credit_code=code(2) if codes[1] else None, **other)
        for number in range(owned):
            project(f"项目{number}", owner=gone if number % 2 else kept)
        actions.add_contact(by=None, company=gone, name="柏禾生")
        chain = chains.open_chain(by=None, name="纸业", leader_firm=gone if led else kept)
        segment = chains.add_segment(by=None, chain=chain, name="制浆")
        chains.add_node(by=None, segment=segment, name="制浆", companies=[kept, gone] if both else [gone])
        before = rows(*KINDS)

        merge = merging.merge(by=None, kept=kept, gone=gone, take=take)
        assert not any(link.rows(gone.pk).exists() for link in references.links())
        merging.undo(by=None, merge=merge, at=timezone.now())

        assert rows(*KINDS) == before
        transaction.set_rollback(True)
