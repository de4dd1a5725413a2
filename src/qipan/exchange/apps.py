"""Exchange: sheets in, records out, and back."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "qipan.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from qipan.web import navigation

        navigation.enter(navigation.Entry(90, _("Import"), "exchange:index", "file-import", "import.preview"))
