"""Leads: leads, their clock, first contact and credit, transfers, teams, visits and follow-ups."""

from __future__ import annotations

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "qipan.pipeline.leads"
    label = "leads"
    default_auto_field = "django.db.models.BigAutoField"
