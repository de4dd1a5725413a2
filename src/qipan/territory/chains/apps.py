"""Chains: industry chains and their segments."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChainsConfig(AppConfig):
    name = "qipan.territory.chains"
    label = "chains"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.exchange import targets
        from qipan.territory.chains import intake
        from qipan.web import navigation

        navigation.enter(navigation.Entry(80, _("Chains"), "chains:index", "link", "chains.see"))
        for target in (intake.CHAINS, intake.SEGMENTS):
            targets.register(target)
