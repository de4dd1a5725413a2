"""Plans: annual plans and targets."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "qipan.pipeline.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
