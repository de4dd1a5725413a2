"""Addresses of room timetables."""

from __future__ import annotations

from django.urls import path

from qipan.pipeline.timetables import views

app_name = "timetables"
urlpatterns = [
    path("", views.index, name="index"),
    path("of/<slug:slot>/<uuid:key>/", views.panel, name="panel"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/lay/", views.lay, name="lay"),
    path("<uuid:key>/anew/", views.anew, name="anew"),
    path("<uuid:key>/baseline/", views.baseline, name="baseline"),
    path("<uuid:key>/steps/<uuid:item>/", views.step, name="step"),
]
