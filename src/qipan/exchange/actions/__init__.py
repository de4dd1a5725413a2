"""Verbs of an import: receive a file, read it, correct, answer, apply, undo, cancel. Each state is claimed by a conditional update."""

from __future__ import annotations

from qipan.exchange.actions.applying import apply
from qipan.exchange.actions.correcting import answer, correct, day, sensible
from qipan.exchange.actions.reading import profiles, read, replan
from qipan.exchange.actions.receiving import again, receive, receive_path
from qipan.exchange.actions.states import (
    OpenQuestions,
    Outdated,
    WrongState,
    hand_over,
    is_large,
    open_questions,
    remember_failure,
)
from qipan.exchange.actions.undoing import cancel, recover, undo
from qipan.exchange.targets import CannotUndo

__all__ = [
    "CannotUndo", "OpenQuestions", "Outdated", "WrongState", "again", "answer", "apply", "cancel", "correct", "day", "hand_over",
    "is_large", "open_questions", "profiles", "read", "receive", "receive_path", "recover", "remember_failure", "replan", "sensible",
    "undo",
]  # fmt: skip
