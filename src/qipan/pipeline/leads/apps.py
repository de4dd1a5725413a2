"""Leads: leads, their clock, first contact and credit, transfers, teams, visits and follow-ups."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeadsConfig(AppConfig):
    name = "qipan.pipeline.leads"
    label = "leads"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.core import rulesets
        from qipan.exchange import targets
        from qipan.notify import kinds as news
        from qipan.pipeline.leads import actions, intake, kinds, on_chains, panels, seeds, team_kinds, team_panels
        from qipan.pipeline.leads.actions import teams
        from qipan.territory.chains import above
        from qipan.web import navigation, waiting
        from qipan.web import panels as hung

        seeds.ship()
        kinds.describe_all()
        rulesets.describe(team_kinds.CONTACT)
        for target in intake.ALL:
            targets.register(target)
        news.enter(*actions.KINDS, teams.SILENCE)
        navigation.enter(
            navigation.Entry(14, _("Leads"), "leads:index", "target-arrow", "leads.see"),
            navigation.Entry(15, _("Teams"), "leads:teams", "users", "leads.see"),
        )
        above.enter("leads", on_chains.SOURCE)
        hung.hang("lead", hung.Panel(_("Contacts and promises"), "leads:panel", "leads.see", 10))
        for name, source in {**panels.SOURCES, **team_panels.SOURCES}.items():
            waiting.enter(name, source)
