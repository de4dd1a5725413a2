"""Factors: needs, supplies by period and allocations of land quota, credit, energy, labour."""

from __future__ import annotations

from django.apps import AppConfig


class FactorsConfig(AppConfig):
    name = "qipan.delivery.factors"
    label = "factors"
    default_auto_field = "django.db.models.BigAutoField"
