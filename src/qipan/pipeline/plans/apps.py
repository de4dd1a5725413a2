"""Plans: annual plans and targets."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "qipan.pipeline.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.exchange import targets
        from qipan.pipeline.plans import intake
        from qipan.web import navigation

        targets.register(intake.TARGET)
        navigation.enter(navigation.Entry(40, _("Plans"), "plans:index", "target", "plans.see"))
