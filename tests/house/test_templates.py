"""Pages work under the strict content policy and without JavaScript."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.house.rooms import PACKAGE, templates

TAG = re.compile(r"\{%\s*(\w+).*?%\}", re.DOTALL)
VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|<!--.*?-->", re.DOTALL)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
ACTS = ("hx-post", "hx-put", "hx-patch", "hx-delete")


class Faults(HTMLParser):
    """Reads a template as HTML, Django's tags taken out or put in the place of values."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.forms: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self._content_policy(tag, named)
        if "hx-get" in named and not {"href", "action"} & named.keys() and not self._is_filled_later(tag, named):
            self._say(tag, "hx-get without href")
        if tag == "form":
            self.forms.append(named)
        if any(act in named for act in ACTS) and not self._stands_in_a_form(named):
            self._say(tag, "an act outside a form with action")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.forms:
            self.forms.pop()

    def _content_policy(self, tag: str, named: dict[str, str | None]) -> None:
        if tag == "style" or "style" in named:
            self._say(tag, "inline style")
        if tag == "script" and "src" not in named and "json" not in (named.get("type") or ""):
            self._say(tag, "inline script")
        for name, value in named.items():
            if re.fullmatch(r"on[a-z]+", name):
                self._say(tag, f"inline handler {name}")
            if (value or "").strip().lower().startswith("javascript:"):
                self._say(tag, "javascript: address")

    def _is_filled_later(self, tag: str, named: dict[str, str | None]) -> bool:
        """A part fetched when shown, and a field that narrows as one types, stand inside a page or form that works without."""
        trigger = named.get("hx-trigger") or ""
        return any(word in trigger for word in ("load", "revealed", "intersect", "every", "from:")) or bool(self.forms)

    def _stands_in_a_form(self, named: dict[str, str | None]) -> bool:
        form = self.forms[-1] if self.forms else None
        return "form" in named or (form is not None and "action" in form and form.get("method", "").lower() == "post")

    def _say(self, tag: str, what: str) -> None:
        self.found.append(f"line {self.getpos()[0]}: <{tag}> {what}")


def _as_html(text: str) -> str:
    def blank(match: re.Match[str]) -> str:
        return "\n" * match[0].count("\n")

    def tag(match: re.Match[str]) -> str:
        return ("v" if match[1] in {"url", "static", "icon", "now"} else "") + "\n" * match[0].count("\n")

    return VALUE.sub(lambda m: "v" + "\n" * m[0].count("\n"), TAG.sub(tag, COMMENT.sub(blank, text)))


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(Path(path).relative_to(PACKAGE)))
def test_a_template_keeps_the_rules(path: Path) -> None:
    reader = Faults()

    reader.feed(_as_html(path.read_text(encoding="utf-8")))

    assert not reader.found


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<p style="color: red">', "inline style"),
        ("<script>alert(1)</script>", "inline script"),
        ('<a href="/" onclick="go()">', "inline handler"),
        ('<a hx-get="/x">', "without href"),
        ('<button hx-post="/x">', "outside a form"),
        ('<form hx-post="/x"><button></form>', "outside a form"),
    ],
)
def test_each_rule_has_teeth(html: str, fault: str) -> None:
    reader = Faults()

    reader.feed(html)

    assert any(fault in found for found in reader.found)


def test_a_lower_rooms_template_names_no_higher_room() -> None:
    from tests.house.rooms import places, room_of

    wrong = []
    for path in templates():
        here = places()[room_of(".".join(path.relative_to(PACKAGE.parent).parts))]
        rooms = {name.rsplit(".", 1)[-1]: place for name, place in places().items()}
        for match in re.finditer(r"\{%\s*(?:url|include|extends)\s+[\"'](\w+)[:/]", path.read_text(encoding="utf-8")):
            if match[1] in rooms and rooms[match[1]] > here:
                wrong.append(f"{path.relative_to(PACKAGE)} names {match[0]}")

    assert not wrong, "hang a panel, a column or a navigation entry from above instead"
