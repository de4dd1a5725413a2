"""Foreign keys written as strings are invisible to the floors' contract; here they are held to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from tests.house.rooms import places, room_of

# Keys across floors that the lower side may follow back, each with its reason.
FOLLOWED_BACK: dict[str, str] = {
    "orgs.Person.user": "the account's person is asked for on every page by the one who signed in",
}


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=False) if model.__module__.startswith("qipan.")]


def keys() -> Iterator[tuple[str, Any, str, str]]:
    """Every key between our own models: its name, the field, the room it stands in, the room it points to."""
    for model in our_models():
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not field.concrete or field.auto_created or not isinstance(target, type):
                continue
            if target.__module__.startswith("qipan."):
                yield f"{model._meta.label}.{field.name}", field, room_of(model.__module__), room_of(target.__module__)


def test_keys_point_down_or_back() -> None:
    wrong = [name for name, _field, here, there in keys() if here != there and places()[there] >= places()[here]]

    assert not wrong


def test_keys_across_floors_leave_nothing_on_the_lower_side() -> None:
    wrong = [
        name
        for name, field, here, there in keys()
        if places()[here].floor != places()[there].floor and not field.remote_field.hidden and name not in FOLLOWED_BACK
    ]

    assert not wrong, 'give them related_name="+"'


def test_every_exception_is_still_there() -> None:
    assert set(FOLLOWED_BACK) <= {name for name, *_rest in keys()}


def test_every_room_has_a_short_label() -> None:
    labels = {config.label: config.name for config in apps.get_app_configs() if config.name.startswith("qipan.")}

    assert all(name.rsplit(".", 1)[-1] == label for label, name in labels.items())


def test_every_field_and_choice_can_be_translated() -> None:
    plain = []
    for model in our_models():
        if not isinstance(model._meta.verbose_name, Promise):
            plain.append(model._meta.label)
        for field in model._meta.local_fields + model._meta.local_many_to_many:
            if field.name == "id" or getattr(field.remote_field, "parent_link", False):
                continue
            if not isinstance(field.verbose_name, Promise):
                plain.append(f"{model._meta.label}.{field.name}")
            plain += [
                f"{model._meta.label}.{field.name}={value}"
                for value, label in field.flatchoices
                if value and not _is_translatable(field, value, label)
            ]

    assert not plain, "wrap the label: _('…')"


def _is_translatable(field: Any, value: Any, label: Any) -> bool:
    """Django turns a choice's lazy label to text when asked; the declaration still holds it."""
    declared = dict(_flat(field.choices))
    return isinstance(declared.get(value, label), Promise)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for value, label in choices or ():
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label
