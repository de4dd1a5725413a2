"""Board: rooms to problem, runs of the planner, what-if, adoption, dispatch. The only door to the planner."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BoardConfig(AppConfig):
    name = "qipan.board"
    label = "board"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.board import seeds, telling
        from qipan.notify import kinds
        from qipan.web import navigation

        seeds.ship()
        kinds.enter(*telling.KINDS)
        navigation.enter(navigation.Entry(25, _("Best move"), "board:index", "chess", "moves.see"))
