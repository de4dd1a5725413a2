"""Web: what every page shares."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "qipan.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.web import navigation

        navigation.enter(
            navigation.Entry(115, _("Working days"), "web:calendars", "calendar-event", "rules.see", is_aside=True)
        )
        navigation.enter(navigation.Entry(112, _("Rules"), "web:rules", "scale", "rules.see", is_aside=True))
