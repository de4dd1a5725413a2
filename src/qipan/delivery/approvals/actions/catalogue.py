"""Keeping the catalogue: install what is shipped, copy an edition for a new paper, change items."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from qipan.core import changes
from qipan.core.models import User
from qipan.delivery.approvals import queries
from qipan.delivery.approvals.models import Case, Edition, Item
from qipan.territory.orgs.models import Organisation

Values = Mapping[str, Any]
# Of an item, what a copy takes over.
_COPIED = tuple(
    f.name
    for f in Item._meta.concrete_fields
    if f.name not in ("id", "key", "version", "created_at", "updated_at", "edition")
)


class EditionStands(Exception):
    """An edition begins on that day already; `edition` is it."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(edition.name)
        self.edition = edition


class ItemStands(Exception):
    """The edition has an item of that code."""


class UnknownNeeds(Exception):
    """An item needs what the edition does not hold. `codes`: which."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


class Circle(Exception):
    """Items would need each other."""


class InUse(Exception):
    """Cases stand on the item."""


def install(*, by: User | None, body: Values, language: str) -> Edition:
    """The shipped catalogue as the first edition, its authorities found among the county's organisations. Once only."""
    held = Edition.objects.order_by("effective_from").first()
    if held:
        return held
    is_chinese = language.startswith("zh")
    with transaction.atomic():
        edition = changes.create(
            Edition(
                name=body["name" if is_chinese else "name_en"],
                effective_from=date.fromisoformat(body["effective_from"]),
                source=body["source" if is_chinese else "source_en"],
                acceptance_days=body["acceptance_days"],
                thresholds=body["thresholds"],
                ceilings=body["ceilings"],
            ),
            by=by,
        )
        for place, given in enumerate(body["items"]):
            named = body["authorities"][given["authority"]]
            values = {k: v for k, v in given.items() if k != "authority"}
            words = named["name"] if is_chinese else named["name_en"]
            item = Item(edition=edition, place=place, authority=_found(named["find"]), authority_text=words, **values)
            changes.create(item, by=by)
    return edition


def _found(words: list[str]) -> Organisation | None:
    """The one department whose name holds one of the words, tried in order."""
    for word in words:
        rows = list(Organisation.objects.filter(kind=Organisation.Kind.DEPARTMENT, name__icontains=word)[:2])
        if len(rows) == 1:
            return rows[0]
    return None


def copy_edition(
    *, by: User | None, edition: Edition, name: str, effective_from: date, source: str, **changed: Any
) -> Edition:
    """A new edition from a day on, beginning with everything the other holds but what is `changed` (its days to accept, thresholds,
    ceilings). Refuses a day that has one (`EditionStands`)."""
    _refuse_same_day(effective_from, None)
    with transaction.atomic():
        made = changes.create(
            Edition(
                name=name,
                effective_from=effective_from,
                source=source,
                **{name: getattr(edition, name) for name in ("acceptance_days", "thresholds", "ceilings")} | changed,
            ),
            by=by,
            action="copy",
        )
        for item in queries.items(edition):
            changes.create(Item(edition=made, **{name: getattr(item, name) for name in _COPIED}), by=by, action="copy")
    return made


def change_edition(*, by: User | None, edition: Edition, values: Values, version: int | None = None) -> Edition:
    _refuse_same_day(values.get("effective_from", edition.effective_from), edition.pk)
    return changes.change(edition, by=by, values=values, version=version)


def _refuse_same_day(day: date, but: int | None) -> None:
    held = Edition.objects.filter(effective_from=day).exclude(pk=but).first()
    if held:
        raise EditionStands(held)


def add_item(*, by: User | None, edition: Edition, values: Values) -> Item:
    """Refuses a code the edition has (`ItemStands`), needs it does not hold (`UnknownNeeds`), and needs in a circle (`Circle`)."""
    if edition.items.filter(code=values["code"]).exists():
        raise ItemStands(values["code"])
    last = edition.items.order_by("-place").values_list("place", flat=True).first()
    with transaction.atomic():
        given = {"place": (last or 0) + 1, **values}
        item = changes.create(Item(edition=edition, **given), by=by)
        _check(edition, item)
    return item


def change_item(*, by: User | None, item: Item, values: Values, version: int | None = None) -> Item:
    """The same refusals as `add_item`. Cases received before keep the promise they were received under."""
    code = values.get("code", item.code)
    if item.edition.items.filter(code=code).exclude(pk=item.pk).exists():
        raise ItemStands(code)
    with transaction.atomic():
        changed = changes.change(item, by=by, values=values, version=version)
        _check(item.edition, changed)
    return changed


def _check(edition: Edition, item: Item) -> None:
    listed = queries.items(edition)
    unknown = [code for code in item.needs if code not in {i.code for i in listed}]
    if unknown:
        raise UnknownNeeds(unknown)
    if queries.circle(listed):
        raise Circle(queries.circle(listed))


def drop_item(*, by: User | None, item: Item, reason: str) -> None:
    """Refuses an item with cases (`InUse`) or one that others need (`UnknownNeeds`)."""
    if Case.objects.filter(item=item).exists():
        raise InUse(item.code)
    needing = [i.code for i in queries.items(item.edition) if item.code in i.needs]
    if needing:
        raise UnknownNeeds(needing)
    changes.delete(item, by=by, reason=reason)
