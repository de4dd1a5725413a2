"""Which figures a body has: as its room describes them, else guessed from the shipped body; read out in words and put back."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qipan.core import rulesets, units
from qipan.core.rulesets import Body, Field, Kind

APART = frozenset({"source"})  # kept beside the body
MANY = 8  # a table of more lines than this is written as lines


def fields_of(kind: Kind, body: Body) -> tuple[Field, ...]:
    """The figures of a kind, and whatever else the body holds as it was shipped."""
    described = {field.path: field for field in kind.fields}
    found = list(described.values())
    for name, part in {**(rulesets.shipped(kind.code) or {}), **body}.items():
        if name not in APART and not any(path == name or path.startswith(f"{name}.") for path in described):
            found += _guessed(str(name), part)
    return tuple(found)


def _guessed(path: str, part: Any) -> list[Field]:
    label = path.replace("_", " ").replace(".", " · ")
    if isinstance(part, Mapping) and part:
        values = list(part.values())
        if all(_is_plain(v) for v in values) and len(values) > MANY:
            return [Field(path, label, "pairs")]
        if all(isinstance(v, list) and all(_is_plain(x) for x in v) for v in values):
            return [Field(path, label, "pairs")]
        if all(_is_plain(v) or isinstance(v, Mapping) for v in values) and not any("." in str(k) for k in part):
            return [field for name, one in part.items() for field in _guessed(f"{path}.{name}", one)]
        return [Field(path, label, "json")]
    return [Field(path, label, _kind_of(part), least=None)]


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


def _kind_of(part: Any) -> str:
    if isinstance(part, bool):
        return "yes"
    if isinstance(part, int):
        return "whole"
    if isinstance(part, float):
        return "number"
    if isinstance(part, list) and all(isinstance(x, str) for x in part):
        return "list"
    if isinstance(part, list) and all(isinstance(x, int | float) for x in part):
        return "numbers"
    return "text" if part is None or isinstance(part, str) else "json"


def put(body: Body, path: str, value: Any) -> None:
    """Set a figure in place; an empty one that was not there stays away."""
    *above, last = path.split(".")
    held = body
    for name in above:
        if not isinstance(held.get(name), dict):
            if value is None:
                return
            held[name] = {}
        held = held[name]
    if value is not None or last in held:
        held[last] = value


def filled(body: Body, values: Mapping[str, Any]) -> Body:
    """A body with these figures; everything else as it was."""
    made = deepcopy(body)
    for path, value in values.items():
        put(made, path, value)
    return made


def in_words(field: Field, value: Any) -> str:
    """A figure as the page shows it, with its unit."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.kind == "choice":
        return str(dict(field.choices).get(value, value))
    if field.kind == "money":
        return units.money_text(int(value), "CNY", get_language() or "en")
    if isinstance(value, Mapping):
        return " · ".join(
            f"{name}: {', '.join(map(str, one)) if isinstance(one, list) else one}" for name, one in value.items()
        )
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"{text} {field.unit}".strip()


def rows(kind: Kind, body: Body) -> list[dict[str, Any]]:
    """The figures in order, for a table; each group's name before its first."""
    found, group = [], ""
    for field in fields_of(kind, body):
        name = str(field.group)
        found.append(
            {
                "field": field,
                "group": name if name != group else "",
                "value": in_words(field, rulesets.value_at(body, field.path)),
            }
        )
        group = name
    return found


def differences(kind: Kind, one: Body, other: Body) -> list[dict[str, Any]]:
    """Figures of two bodies side by side; which of them differ."""
    fields = {f.path: f for f in (*fields_of(kind, one), *fields_of(kind, other))}
    found = []
    for path, field in fields.items():
        a, b = rulesets.value_at(one, path), rulesets.value_at(other, path)
        found.append({"field": field, "one": in_words(field, a), "other": in_words(field, b), "is_other": a != b})
    return sorted(found, key=lambda row: not row["is_other"])
