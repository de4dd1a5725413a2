"""The words: which sentences the product says, their Chinese, and the catalogue compiled from both.

The Chinese is written in small files, one per room (`src/qipan/locale/zh_Hans/words/*.po`), and committed. The catalogue
`LC_MESSAGES/django.po` and `.mo` is built from them and never committed, so two rooms never edit one file.

    python scripts/words.py compile   build the catalogue
    python scripts/words.py check     compile, then fail on a missing, doubtful, contradictory or badly filled sentence
    python scripts/words.py missing   print the missing sentences as .po entries, ready to be filled in
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "qipan"
LOCALE = PACKAGE / "locale" / "zh_Hans"
FRAGMENTS = LOCALE / "words"
CATALOGUE = LOCALE / "LC_MESSAGES" / "django"

_CONTEXT = ((1, "c"), 2)
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "N_"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), _CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACE = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w+\}")
Key = tuple[str, str]  # context, sentence


class Said(NamedTuple):
    """Where a sentence is said, and its plural if it has one."""

    places: list[str]
    plural: str


def said() -> dict[Key, Said]:
    """Every sentence in Python and templates."""
    found: dict[Key, Said] = {}
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and "static" not in path.parts and "migrations" not in path.parts:
            for line, key, plural in _said_in(path):
                found.setdefault(key, Said([], plural)).places.append(f"{path.relative_to(ROOT)}:{line}")
    return found


def _said_in(path: Path) -> Iterator[tuple[int, Key, str]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        if "templates" not in path.parts:
            return
        text = _as_python(text)
    for line, message, _comments, context in extract("python", BytesIO(text.encode()), keywords=KEYWORDS):
        sentence, plural = message[:2] if isinstance(message, tuple) else (message, "")
        if sentence:
            yield line, (context or "", sentence), plural


def _as_python(text: str) -> str:
    """A template as lines that hold only its gettext calls; leading blanks would read as Python's blocks."""
    from django.utils.translation.template import templatize

    return "\n".join(line.strip() for line in templatize(text).splitlines())


def fragments() -> tuple[dict[Key, tuple[Message, str]], list[str]]:
    """The committed Chinese by sentence, and what is wrong with it."""
    held: dict[Key, tuple[Message, str]] = {}
    wrong: list[str] = []
    for path in sorted(FRAGMENTS.glob("*.po")):
        catalogue = read_po(BytesIO(_with_header(path.read_bytes())), locale="zh_Hans", abort_invalid=True)
        for message in catalogue:
            if not message.id:
                continue
            key = (message.context or "", _singular(message.id))
            if message.fuzzy:
                wrong.append(f"{path.name}: doubtful (fuzzy): {key[1]!r}")
            wrong += _badly_filled(message, path.name)
            before = held.get(key)
            if before and before[0].string and message.string and before[0].string != message.string:
                wrong.append(f"{path.name} and {before[1]} differ on {key[1]!r}: give one of them a context")
            if before is None or not before[0].string:
                held[key] = (message, path.name)
    return held, wrong


def _with_header(text: bytes) -> bytes:
    """Fragments carry no header; Babel wants the character set said."""
    if b'msgid ""\nmsgstr ""' in text:
        return text
    return (
        b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
        + text
    )


def _singular(message_id: str | tuple[str, ...] | list[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _badly_filled(message: Message, where: str) -> list[str]:
    """A translation must fill the places its sentence has, no others (a plural form may drop the number's word, not its place)."""
    sources = message.id if isinstance(message.id, list | tuple) else (message.id,)
    answers = message.string if isinstance(message.string, list | tuple) else (message.string,)
    wanted = set(PLACE.findall(sources[-1]))
    return [
        f"{where}: places differ in {sources[0]!r} → {answer!r}"
        for answer in answers
        if answer and set(PLACE.findall(answer)) != wanted
    ]


def compile_all() -> None:
    """Write the catalogue, readable and compiled."""
    held, _wrong = fragments()
    catalogue = Catalog(locale="zh_Hans", project="Qipan", charset="utf-8", fuzzy=False)
    for (context, _sentence), (message, name) in sorted(held.items()):
        catalogue.add(message.id, message.string, context=context or None, locations=[(f"words/{name}", 1)])
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    for suffix, write in ((".po", write_po), (".mo", write_mo)):
        buffer = BytesIO()
        write(buffer, catalogue)
        CATALOGUE.with_suffix(suffix).write_bytes(buffer.getvalue())


def missing() -> dict[Key, Said]:
    """Sentences said without Chinese."""
    held, _wrong = fragments()
    translated = {key for key, (message, _name) in held.items() if _is_filled(message)}
    return {key: spot for key, spot in said().items() if key not in translated}


def _is_filled(message: Message) -> bool:
    answers = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return all(answers)


def _as_entries(absent: dict[Key, Said]) -> str:
    catalogue = Catalog(locale="zh_Hans", charset="utf-8", fuzzy=False)
    for (context, sentence), spot in sorted(absent.items(), key=lambda item: item[1].places[0]):
        path, line = spot.places[0].rsplit(":", 1)
        source = (sentence, spot.plural) if spot.plural else sentence
        catalogue.add(source, context=context or None, locations=[(path, int(line))])
    buffer = BytesIO()
    write_po(buffer, catalogue, omit_header=True)
    return buffer.getvalue().decode()


def main(command: str = "check") -> int:
    compile_all()
    if command == "compile":
        return 0
    absent = missing()
    if command == "missing":
        print(_as_entries(absent), end="")
        return 0
    _held, wrong = fragments()
    for line in wrong:
        print(line)
    for (_context, sentence), spot in absent.items():
        print(f"{spot.places[0]}: no Chinese for {sentence!r}")
    print(f"Words: {len(said())} sentences, {len(absent)} without Chinese, {len(wrong)} wrong.")
    return 1 if absent or wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
