"""Leads: leads, their clock, first contact and credit, transfers, teams, visits and follow-ups."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeadsConfig(AppConfig):
    name = "qipan.pipeline.leads"
    label = "leads"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.exchange import targets
        from qipan.notify import kinds as news
        from qipan.pipeline.leads import actions, intake, kinds, panels, seeds
        from qipan.web import navigation, waiting

        seeds.ship()
        kinds.describe_all()
        targets.register(intake.TARGET)
        news.enter(*actions.KINDS)
        navigation.enter(navigation.Entry(14, _("Leads"), "leads:index", "target-arrow", "leads.see"))
        for name, source in panels.SOURCES.items():
            waiting.enter(name, source)
