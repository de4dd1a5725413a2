"""Addresses of room board."""

from __future__ import annotations

from django.urls import path

from qipan.board.views import acts, files, runs

app_name = "board"
urlpatterns = [
    path("", runs.index, name="index"),
    path("new/", runs.order, name="order"),
    path("plans/<uuid:key>/confirm/", acts.confirm, name="confirm"),
    path("plans/<uuid:key>/withdraw/", acts.withdraw, name="withdraw"),
    path("plans/<uuid:key>/repeal/", acts.repeal, name="repeal"),
    path("<uuid:key>/", runs.detail, name="detail"),
    path("<uuid:key>/progress/", runs.progress, name="progress"),
    path("<uuid:key>/stop/", runs.cancel, name="cancel"),
    path("<uuid:key>/schedule/", runs.schedule, name="schedule"),
    path("<uuid:key>/factors/", runs.factors, name="factors"),
    path("<uuid:key>/projects/", runs.projects, name="projects"),
    path("<uuid:key>/missing/", runs.missing, name="missing"),
    path("<uuid:key>/what-if/", acts.what_if, name="what_if"),
    path("<uuid:key>/release/<uuid:project>/", acts.release, name="release"),
    path("<uuid:key>/propose/", acts.propose, name="propose"),
    path("<uuid:key>/plan.xlsx", files.excel, name="excel"),
    path("<uuid:key>/plan.ics", files.calendar, name="calendar"),
    path("<uuid:key>/plan.json", files.plain, name="json"),
]
