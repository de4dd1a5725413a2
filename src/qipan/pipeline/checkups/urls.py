"""Addresses of room checkups."""

from __future__ import annotations

from django.urls import path

from qipan.pipeline.checkups.views import findings

app_name = "checkups"
urlpatterns = [
    path("", findings.index, name="index"),
    path("of/<slug:slot>/<uuid:key>/", findings.panel, name="panel"),
    path("<uuid:key>/", findings.finding, name="finding"),
    path("<uuid:key>/decide/", findings.decide, name="decide"),
]
