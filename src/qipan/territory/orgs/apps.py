"""Orgs: regions, organisations, people, posts, roles."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrgsConfig(AppConfig):
    name = "qipan.territory.orgs"
    label = "orgs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.core import access, rulesets
        from qipan.exchange import targets
        from qipan.territory.orgs import accounts, intake, people_intake, queries
        from qipan.web import demo, navigation

        access.provide(queries.abilities_of)
        rulesets.places(queries.places)
        demo.provide(accounts.demo_accounts)
        mine: tuple[targets.Target, ...] = (intake.ORGANISATIONS, people_intake.PEOPLE, intake.REGIONS)
        for target in mine:
            targets.register(target)
        navigation.enter(
            navigation.Entry(110, _("Organisations"), "orgs:index", "sitemap", "orgs.see", is_aside=True),
            navigation.Entry(120, _("Audit"), "orgs:audit", "history", "audit.see", is_aside=True),
        )
