"""Notify: what a person is told, in the page, by mail, by webhook; once."""

from __future__ import annotations

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "qipan.notify"
    label = "notify"
    default_auto_field = "django.db.models.BigAutoField"
