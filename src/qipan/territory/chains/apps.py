"""Chains: industry chains, their segments and nodes, the firms that are wanted."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChainsConfig(AppConfig):
    name = "qipan.territory.chains"
    label = "chains"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.core import rulesets
        from qipan.exchange import targets
        from qipan.territory.chains import intake, kinds, seeds
        from qipan.web import navigation

        navigation.enter(navigation.Entry(80, _("Chains"), "chains:index", "link", "chains.see"))
        seeds.ship()
        rulesets.describe(kinds.COVERAGE)
        for target in intake.ALL:
            targets.register(target)
