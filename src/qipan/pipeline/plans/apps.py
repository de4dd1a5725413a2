"""Plans: annual plans and targets."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "qipan.pipeline.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.web import navigation

        navigation.enter(navigation.Entry(40, _("Plans"), "plans:index", "target", "plans.see"))
