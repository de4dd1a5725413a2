"""Meetings: agenda, minutes, decisions that become tasks, follow-up."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "qipan.oversight.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.notify import kinds
        from qipan.oversight.meetings import telling
        from qipan.web import navigation, panels

        kinds.enter(*telling.KINDS)
        navigation.enter(navigation.Entry(49, _("Meetings"), "meetings:index", "calendar-event", "meetings.see"))
        panels.hang("project", panels.Panel(_("Decided in meetings"), "meetings:panel", "meetings.see", order=60))
