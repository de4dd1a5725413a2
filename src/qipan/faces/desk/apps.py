"""Desk: the first page of each role."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "qipan.faces.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.faces.desk import menu
        from qipan.web import navigation

        navigation.arrange(*menu.GROUPS)
        navigation.enter(navigation.Entry(10, _("Desk"), "desk:index", "home"))
