"""Exchange: sheets in, records out, and back."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "qipan.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
