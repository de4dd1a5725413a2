"""A card of the board drawn once: the same facts in the same language are the same card, whoever looks."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from qipan.pipeline.projects.views.shown import Piece

HELD = 2048


def drawn(piece: Piece, *, may_move: bool, with_money: bool, language: str) -> SafeString:
    """The card as HTML. What is shown is the whole key (`Piece.facts`), so a card held is never an old one."""
    return _drawn(_Facts(piece), may_move, with_money, language)


class _Facts:
    """A piece that is equal to another when everything shown of it is."""

    __slots__ = ("facts", "piece")

    def __init__(self, piece: Piece) -> None:
        self.piece, self.facts = piece, piece.facts

    def __hash__(self) -> int:
        return hash(self.facts)

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, _Facts) and self.facts == other.facts


@lru_cache(maxsize=HELD)
def _drawn(facts: _Facts, may_move: bool, with_money: bool, language: str) -> SafeString:
    return render_to_string(
        "projects/parts/card.html", {"card": facts.piece, "may_move": may_move, "with_money": with_money}
    )
