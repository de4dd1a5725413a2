"""Desk: the first page of each role."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "qipan.faces.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
