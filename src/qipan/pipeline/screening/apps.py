"""Screening: access standards as versioned criteria, verdicts with reasons, waivers, obligations."""

from __future__ import annotations

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "qipan.pipeline.screening"
    label = "screening"
    default_auto_field = "django.db.models.BigAutoField"
