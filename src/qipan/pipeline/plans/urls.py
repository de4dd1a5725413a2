"""Addresses of room plans."""

from __future__ import annotations

from django.urls import path

from qipan.pipeline.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("targets/<uuid:key>/drop/", views.drop, name="drop"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/edit/", views.edit, name="edit"),
    path("<uuid:key>/targets/", views.target, name="target"),
]
