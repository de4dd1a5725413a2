"""Frozen data to JSON and back, with the version of its form; unknown names are refused."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from functools import lru_cache
from typing import Any, TypeVar

from qipan.planner.refusal import Refusal, require

VERSION = 1
Data = TypeVar("Data")


def to_json(thing: Any) -> str:
    """One JSON object; fields at their default are left out, so old files stay valid when fields are added."""
    return json.dumps({"form": type(thing).__name__, "version": VERSION, **plain(thing)}, ensure_ascii=False)


def from_json(kind: type[Data], text: str) -> Data:
    """The data of this kind written in the text."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise Refusal(f"This is not JSON: {error}.") from error
    require(isinstance(found, dict), "A JSON object was expected.")
    form, version = found.pop("form", None), found.pop("version", None)
    require(form == kind.__name__, f"This holds a {form}, not a {kind.__name__}.")
    require(version == VERSION, f"This is version {version} of the form; this planner reads version {VERSION}.")
    return typing.cast(Data, build(kind, found))


def plain(thing: Any) -> Any:
    """Dataclasses to dictionaries, tuples to lists."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        found = {"rule": type(thing).__name__} if _is_rule(type(thing)) else {}
        for field in dataclasses.fields(thing):
            value = getattr(thing, field.name)
            if field.default is dataclasses.MISSING or value != field.default:
                found[field.name] = plain(value)
        return found
    if isinstance(thing, tuple):
        return [plain(item) for item in thing]
    return thing


def build(kind: Any, value: Any) -> Any:
    """The value as the annotated kind."""
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _build_tuple(kind, value)
    if origin in (types.UnionType, typing.Union):
        return _build_union(kind, value)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        require(isinstance(value, dict), f"A {getattr(kind, '__name__', kind)} must be an object.")
        hints = _hints(kind)
        for name in value:
            require(name in hints or name == "rule", f"A {getattr(kind, '__name__', kind)} has no “{name}”.")
        try:
            return typing.cast(Any, kind)(
                **{name: build(hints[name], item) for name, item in value.items() if name != "rule"}
            )
        except TypeError as error:
            raise Refusal(f"A {getattr(kind, '__name__', kind)} is incomplete: {error}.") from error
    fits = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
    require(fits or (kind is float and isinstance(value, int)), f"“{value}” should be of kind {kind.__name__}.")
    return value


def _build_tuple(kind: Any, value: Any) -> tuple[Any, ...]:
    require(isinstance(value, list), f"“{value}” should be a list.")
    inner = typing.get_args(kind)
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(build(inner[0], item) for item in value)
    require(len(inner) == len(value), f"{len(inner)} entries were expected in {value}.")
    return tuple(build(part, item) for part, item in zip(inner, value, strict=True))


def _build_union(kind: Any, value: Any) -> Any:
    choices = typing.get_args(kind)
    if value is None and type(None) in choices:
        return None
    if isinstance(value, dict):
        for choice in choices:
            if getattr(choice, "__name__", "") == value.get(
                "rule", getattr(choice, "__name__", "")
            ) and choice is not type(None):
                return build(choice, value)
        raise Refusal(f"There is no rule called “{value.get('rule')}”.")
    return build(next(choice for choice in choices if choice is not type(None)), value)


def _is_rule(kind: type) -> bool:
    return kind.__module__.endswith(".rule") and kind.__name__ in ("Exclusive", "Bundle", "Gap")


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)
