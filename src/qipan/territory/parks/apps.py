"""Parks: parks and parcels."""

from __future__ import annotations

from django.apps import AppConfig


class ParksConfig(AppConfig):
    name = "qipan.territory.parks"
    label = "parks"
    default_auto_field = "django.db.models.BigAutoField"
