"""GeoJSON (a FeatureCollection) and plain JSON (a list of records) as one sheet: keys are columns, the position becomes two more."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from qipan.exchange.limits import Limits
from qipan.exchange.plaintext import decoded
from qipan.exchange.refusal import Refusal

LATITUDE, LONGITUDE = "latitude", "longitude"
_DEEPEST = 40


@dataclass(slots=True)
class Table:
    """Header row first."""

    rows: list[list[Any]]
    encoding: str
    remarks: set[str] = field(default_factory=set)
    name: str = "features"


def table(data: bytes, limits: Limits) -> Table:
    """Refuses what is not JSON, is nested too deep, or holds no records."""
    text, encoding, damaged = decoded(data)
    found = Table([], encoding, {"bad_bytes"} if damaged else set())
    try:
        content = json.loads(text.removeprefix("\ufeff"), parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        raise Refusal("bad_json", {"line": error.lineno}) from error
    except (RecursionError, ValueError) as error:  # nested thousands deep, or a number of thousands of digits
        raise Refusal("bad_json", {"line": 1}) from error
    if isinstance(content, dict) and isinstance(content.get("name"), str):
        found.name = content["name"][:31] or found.name
    records = _records(content, found)
    keys: dict[str, None] = {}
    for record in records:
        keys.update(dict.fromkeys(record))
    if not keys:
        raise Refusal("no_table")
    if len(keys) > limits.columns:
        raise Refusal("too_many_columns", {"sheet": found.name, "limit": limits.columns})
    if len(records) > limits.rows or len(records) * len(keys) > limits.cells:
        raise Refusal("too_many_rows", {"sheet": found.name, "limit": limits.rows})
    found.rows.append(list(keys))
    found.rows += [[record.get(key) for key in keys] for record in records]
    return found


def _records(content: Any, found: Table) -> list[dict[str, Any]]:
    if isinstance(content, dict) and isinstance(content.get("features"), list):
        features = [item for item in content["features"] if isinstance(item, dict)]
        positions = [position(item.get("geometry"), found.remarks) for item in features]
        records = [_flat(item.get("properties")) for item in features]
        if any(place is not None for place in positions):
            for record, place in zip(records, positions, strict=True):
                if place is not None:
                    record[LATITUDE], record[LONGITUDE] = place
        return records
    if isinstance(content, list) and content and all(isinstance(item, dict) for item in content):
        return [_flat(item) for item in content]
    raise Refusal("not_features")


def _flat(properties: Any) -> dict[str, Any]:
    if not isinstance(properties, dict):
        return {}
    return {str(key): _plain(value) for key, value in properties.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 1 << 63:
        return str(value)
    return value


def position(geometry: Any, remarks: set[str]) -> tuple[float, float] | None:
    """(latitude, longitude) of a point, or of the middle of a line's or area's extent; None if outside the world's degrees."""
    if not isinstance(geometry, dict):
        return None
    points = list(_points(geometry.get("coordinates")))
    for part in geometry.get("geometries") or [] if isinstance(geometry.get("geometries"), list) else []:
        points += list(_points(part.get("coordinates"))) if isinstance(part, dict) else []
    if not points:
        return None
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    if not (min(longitudes) >= -180 and max(longitudes) <= 180 and min(latitudes) >= -90 and max(latitudes) <= 90):
        remarks.add("positions_left_out")
        return None
    if len(points) > 1:
        remarks.add("centres")
        return (min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2
    return latitudes[0], longitudes[0]


def _points(coordinates: Any, depth: int = 0) -> Iterable[tuple[float, float]]:
    if not isinstance(coordinates, list) or depth > _DEEPEST:
        return
    if len(coordinates) >= 2 and all(_is_number(part) for part in coordinates[:2]):
        yield coordinates[0], coordinates[1]
        return
    for part in coordinates:
        yield from _points(part, depth + 1)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
