"""Addresses of room progress."""

from __future__ import annotations

from django.urls import path

from qipan.pipeline.progress.views import reporting, rounds, verifying

app_name = "progress"
urlpatterns = [
    path("", rounds.index, name="index"),
    path("new/", rounds.new, name="new"),
    path("of/<slug:slot>/<uuid:key>/", reporting.panel, name="panel"),
    path("lines/<uuid:key>/", rounds.line, name="line"),
    path("lines/<uuid:key>/drop/", rounds.drop, name="drop"),
    path("reports/<uuid:key>/send-back/", verifying.send_back, name="send_back"),
    path("<uuid:key>/", rounds.detail, name="round"),
    path("<uuid:key>/repeat/", rounds.repeat, name="repeat"),
    path("<uuid:key>/report/", reporting.report, name="report"),
    path("<uuid:key>/workbook/", reporting.download, name="workbook"),
    path("<uuid:key>/verify/", verifying.verify, name="verify"),
]
