"""Tasks: who owes what to whom by when."""

from __future__ import annotations

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "qipan.territory.tasks"
    label = "tasks"
    default_auto_field = "django.db.models.BigAutoField"
