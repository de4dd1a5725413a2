"""Timetables: steps laid backward from the end, baseline, critical path, slippage."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TimetablesConfig(AppConfig):
    name = "qipan.pipeline.timetables"
    label = "timetables"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.pipeline.timetables import seeds
        from qipan.web import navigation, panels

        seeds.ship()
        navigation.enter(navigation.Entry(32, _("Timetables"), "timetables:index", "calendar-stats", "board.see"))
        panels.hang("project", panels.Panel(_("Timetable"), "timetables:panel", "board.see", 10))
