"""How far two positions are apart: a photo from the project it shows. Pure."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_M = 6_371_008.8


def apart_m(a: tuple[float, float], b: tuple[float, float]) -> int:
    """Metres between two (latitude, longitude) in degrees, along the ground."""
    north = radians(b[0] - a[0])
    east = radians(b[1] - a[1])
    half = sin(north / 2) ** 2 + cos(radians(a[0])) * cos(radians(b[0])) * sin(east / 2) ** 2
    return round(2 * EARTH_M * asin(min(1.0, sqrt(half))))
