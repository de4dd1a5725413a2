"""Companies: companies and their contacts."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompaniesConfig(AppConfig):
    name = "qipan.territory.companies"
    label = "companies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.core import events
        from qipan.exchange import targets
        from qipan.exchange.events import BatchApplied
        from qipan.territory.companies import intake, jobs, queries
        from qipan.territory.orgs import queries as orgs
        from qipan.web import navigation

        orgs.reach("company_ids", queries.of_organisations)
        navigation.enter(navigation.Entry(60, _("Companies"), "companies:index", "building-factory-2", "companies.see"))
        targets.register(intake.TARGET)
        events.listen(BatchApplied, jobs.after_import)
