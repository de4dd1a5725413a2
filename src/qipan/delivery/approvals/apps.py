"""Approvals: catalogue, know your approvals, parallel plan, pausable working-day clocks."""

from __future__ import annotations

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "qipan.delivery.approvals"
    label = "approvals"
    default_auto_field = "django.db.models.BigAutoField"
