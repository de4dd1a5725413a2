"""Factors: needs, supplies by period and allocations of land quota, credit, energy, labour."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FactorsConfig(AppConfig):
    name = "qipan.delivery.factors"
    label = "factors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.delivery.factors import intake
        from qipan.exchange import targets
        from qipan.web import navigation

        navigation.enter(navigation.Entry(45, _("Factors"), "factors:index", "scale", "factors.see"))
        for target in (intake.FACTORS, intake.SUPPLIES, intake.NEEDS):
            targets.register(target)
