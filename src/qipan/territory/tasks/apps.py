"""Tasks: who owes what to whom by when."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    name = "qipan.territory.tasks"
    label = "tasks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.notify import kinds
        from qipan.territory.tasks import telling
        from qipan.web import navigation

        kinds.enter(*telling.KINDS)
        navigation.enter(navigation.Entry(50, _("Tasks"), "tasks:index", "checklist", "tasks.see"))
