"""Companies: companies and their contacts."""

from __future__ import annotations

from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "qipan.territory.companies"
    label = "companies"
    default_auto_field = "django.db.models.BigAutoField"
