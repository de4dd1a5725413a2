"""Writes docs/reference.md from the code: every command, ledger column and event. `make reference` writes, a test compares.

python scripts/reference.py            print
python scripts/reference.py write      write docs/reference.md
"""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference.md"
INTRODUCTION = """# Reference

Written by `make reference` from the code; do not edit. Commands, ledger columns, events.
"""


def rooms() -> list[str]:
    from django.apps import apps

    return [config.name for config in apps.get_app_configs() if config.name.startswith("qipan.")]


def module_of(room: str, name: str) -> ModuleType | None:
    return import_module(f"{room}.{name}") if find_spec(f"{room}.{name}") else None


def text() -> str:
    return "\n".join([INTRODUCTION, *commands(), *ledgers(), *events()])


def commands() -> Iterator[str]:
    from qipan import cli

    yield "## Commands\n"
    yield "| command | what it does | options |\n|---|---|---|"
    top = next(a for a in cli.parser()._actions if isinstance(a, argparse._SubParsersAction))
    for name, command in cli.COMMANDS.items():
        actions = [a for a in top.choices[name]._actions if a.help != argparse.SUPPRESS and a.dest != "help"]
        options = ", ".join(
            f"`{a.option_strings[0] if a.option_strings else str(a.metavar or a.dest)}`" for a in actions
        )
        yield f"| `qipan {name}` | {command.summary()} | {options} |"
    yield ""


def ledgers() -> Iterator[str]:
    from django.utils import translation

    for room in rooms():
        for title, columns in _tables(room):
            yield f"## Ledger: {title}\n"
            yield "| key | English | 中文 | kind | seen as | headers understood |\n|---|---|---|---|---|---|"
            for column in columns:
                with translation.override("en"):
                    english = str(column.label)
                with translation.override("zh-hans"):
                    chinese = str(column.label)
                words = "、".join(column.words).replace("|", "\\|").replace("\n", " ")
                yield f"| `{column.key}` | {english} | {chinese} | {column.kind.value} | {column.secrecy.value} | {words} |"
            yield ""


def _tables(room: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """A room's ledgers: the chief one under the room's name, each further one under its own name beside it."""
    from qipan.core.columns import Column

    title = room.removeprefix("qipan.")
    seen: list[tuple[Any, ...]] = []
    held = vars(module_of(room, "ledger") or object)
    for name in sorted(held, key=lambda name: (name != "COLUMNS", name)):
        columns = held[name]
        is_table = name.isupper() and isinstance(columns, tuple) and columns and isinstance(columns[0], Column)
        if is_table and not any(columns is one for one in seen):
            seen.append(columns)
            yield (title if name == "COLUMNS" else f"{title} · {name.lower()}"), columns


def events() -> Iterator[str]:
    """Dataclasses in the rooms' `events.py`."""
    yield "## Events\n"
    yield "| event | when | carries |\n|---|---|---|"
    for room in rooms():
        module = module_of(room, "events")
        for name, kind in inspect.getmembers(module, inspect.isclass) if module else ():
            if kind.__module__ == f"{room}.events" and dataclasses.is_dataclass(kind):
                told = (inspect.getdoc(kind) or "").split("\n")[0]
                fields = ", ".join(f"`{f.name}`" for f in dataclasses.fields(kind))
                yield f"| `{room.removeprefix('qipan.')}.{name}` | {told} | {fields} |"
    yield ""


def main(what: str = "print") -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    os.environ["LC_ALL"] = "C"
    import django

    django.setup()
    if what == "write":
        TARGET.write_text(text(), encoding="utf-8")
    else:
        print(text())
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
