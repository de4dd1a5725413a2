"""Back rooms are private: a neighbour comes in by queries, actions, models, events or rules, and nowhere else."""

from __future__ import annotations

import re

from tests.house.rooms import imports_of, modules, room_of, rooms

FRONT = {"queries", "actions", "models", "events", "rules"}
# Further doors, each with its reason.
ALSO_OPEN = {
    "qipan.territory.orgs.names": "how ledgers spell names: pure, and every room that matches a name needs it",
    "qipan.territory.chains.above": "the door at which rooms above register what they have on a node of a chain",
}
# The top of the house wires everything: addresses, the demo county, the first administrator's account.
WIRING = {"config", "cli", "__main__"}


def test_neighbours_come_in_by_the_front_door() -> None:
    known, wrong = set(rooms()), []
    for name, path in modules():
        here = room_of(name)
        for line, module in imports_of(path):
            there = room_of(module)
            parts = module.split(".")
            if there not in known or there == here or here in WIRING or len(parts) < 4:
                continue
            if parts[3] not in FRONT and ".".join(parts[:4]) not in ALSO_OPEN:
                wrong.append(f"{name}:{line} imports {module}")

    assert not wrong


def test_nobody_imports_a_private_name_of_another_module() -> None:
    wrong = [
        f"{name}:{line} imports {module}"
        for name, path in modules()
        for line, module in imports_of(path)
        if re.match(r"_\w*[a-z]\w*(?<!__)$", module.rsplit(".", 1)[-1]) and not module.startswith(name)
    ]

    assert not wrong


def test_views_fetch_only_what_their_reader_may_see() -> None:
    wrong = []
    for name, path in modules():
        if name.rsplit(".", 1)[-1] in {"views", "panels"} or ".views." in name:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if ".objects.all(" in line or (
                    "get_object_or_404(" in line and "visible_to(" not in line and ".objects" in line
                ):
                    wrong.append(f"{name}:{number} {line.strip()}")

    assert not wrong, "ask the room's queries: visible_to(user)"
