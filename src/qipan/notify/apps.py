"""Notify: what a person is told, in the page, by mail, by webhook; once."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotifyConfig(AppConfig):
    name = "qipan.notify"
    label = "notify"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.core import events
        from qipan.notify import actions, queries
        from qipan.web import navigation

        events.listen_to_all(actions.queue_calls)
        navigation.count_waiting(queries.unread)
        navigation.enter(navigation.Entry(118, _("Webhooks"), "notify:webhooks", "link", "orgs.edit", is_aside=True))
