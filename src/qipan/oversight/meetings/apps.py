"""Meetings: agenda, minutes, decisions that become tasks, follow-up."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "qipan.oversight.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
