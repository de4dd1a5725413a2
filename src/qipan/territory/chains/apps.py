"""Chains: industry chains and their segments."""

from __future__ import annotations

from django.apps import AppConfig


class ChainsConfig(AppConfig):
    name = "qipan.territory.chains"
    label = "chains"
    default_auto_field = "django.db.models.BigAutoField"
