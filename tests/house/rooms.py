"""What the house tests share: the rooms, their order as `.importlinter` gives it, the product's own files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from configparser import ConfigParser
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "qipan"
FLOORS_WITH_ROOMS = ("territory", "pipeline", "delivery", "oversight", "faces")


class Place(NamedTuple):
    """Where a room stands: a higher floor, or a later place on the same one, may look at a lower or earlier one."""

    floor: int
    place: int


def _layers(config: ConfigParser, contract: str) -> list[set[str]]:
    """From the bottom up; names on one line stand beside each other."""
    lines = config[f"importlinter:contract:{contract}"]["layers"].split("\n")
    found = [{name.strip(" ()") for name in line.replace(":", "|").split("|")} for line in lines if line.strip()]
    return found[::-1]


@lru_cache
def places() -> dict[str, Place]:
    """Room ("territory.orgs", "core") → place."""
    config = ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    found: dict[str, Place] = {}
    for number, names in enumerate(_layers(config, "floors")):
        for floor in names:
            found[floor] = Place(number, 0)
            if floor in FLOORS_WITH_ROOMS:
                for place, rooms in enumerate(_layers(config, floor)):
                    found |= {f"{floor}.{room}": Place(number, place) for room in rooms}
    return found


def room_of(module: str) -> str:
    """ "qipan.territory.orgs.models" → "territory.orgs"; "qipan.core.units" → "core"."""
    parts = module.removeprefix("qipan.").split(".")
    return ".".join(parts[:2]) if parts[0] in FLOORS_WITH_ROOMS else parts[0]


def rooms() -> list[str]:
    """The rooms that are folders of a floor."""
    return sorted(name for name in places() if "." in name)


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Line and module of every import of ours, "from a import b" read as a.b."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.startswith("qipan"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qipan"):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def templates() -> list[Path]:
    return sorted(PACKAGE.rglob("templates/**/*.html"))
