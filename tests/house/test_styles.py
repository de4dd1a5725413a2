"""A class belongs to one stylesheet: two rooms that name theirs alike would lay out each other's pages."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from tests.house.rooms import PACKAGE

STYLES = PACKAGE.parents[1] / "frontend/src/styles"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CLASS = re.compile(r"\.(q-[\w-]+)$")
OF_EVERY_ROOM = {"print.css"}


def classes(sheet: str) -> set[str]:
    """Classes a stylesheet lays out by themselves; what stands inside an at-rule only adapts them."""
    depth, text, found = 0, "", set()
    for sign in COMMENT.sub("", sheet):
        if sign == "{":
            if not depth:
                found |= {name[1] for one in text.split(",") if (name := CLASS.fullmatch(one.strip()))}
            depth += 1
        elif sign == "}":
            depth -= 1
        text = "" if sign in "{};" else text + sign
    return found


def shared(sheets: dict[str, str]) -> dict[str, list[str]]:
    """Class → its stylesheets, where they are several."""
    owners = defaultdict(list)
    for name, sheet in sorted(sheets.items()):
        for one in classes(sheet):
            owners[one].append(name)
    return {one: names for one, names in owners.items() if len(names) > 1}


def test_every_class_belongs_to_one_stylesheet() -> None:
    sheets = {path.name: path.read_text(encoding="utf-8") for path in Path(STYLES).glob("*.css")}
    assert len(sheets) > 10

    assert shared({name: sheet for name, sheet in sheets.items() if name not in OF_EVERY_ROOM}) == {}


def test_a_planted_second_owner_is_found() -> None:
    sheets = {
        "a.css": ".q-row { gap: 0 }",
        "b.css": ".q-row,\n.q-other { height: 1rem }",
        "c.css": "@media print { .q-row { gap: 0 } }",
    }

    assert shared(sheets) == {"q-row": ["a.css", "b.css"]}
