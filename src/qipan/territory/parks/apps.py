"""Parks: parks and parcels."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParksConfig(AppConfig):
    name = "qipan.territory.parks"
    label = "parks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.core import rulesets
        from qipan.exchange import targets
        from qipan.territory.orgs import queries as orgs
        from qipan.territory.parks import intake, queries, rules
        from qipan.web import navigation

        orgs.reach("park_ids", queries.of_organisations)
        rulesets.ship("parcel-freshness", rules.FRESHNESS)
        navigation.enter(navigation.Entry(70, _("Parks"), "parks:index", "map-2", "parks.see"))
        for target in (intake.PARKS, intake.PARCELS, intake.BUILDINGS):
            targets.register(target)
