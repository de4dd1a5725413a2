"""Supervision: what is red and why, notices that escalate, the wall."""

from __future__ import annotations

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "qipan.oversight.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"
