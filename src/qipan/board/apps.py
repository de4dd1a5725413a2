"""Board: rooms to problem, runs of the planner, what-if, adoption, dispatch. The only door to the planner."""

from __future__ import annotations

from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "qipan.board"
    label = "board"
    default_auto_field = "django.db.models.BigAutoField"
