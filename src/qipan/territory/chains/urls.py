"""Addresses of room chains."""

from __future__ import annotations

from django.urls import path

from qipan.territory.chains import views

app_name = "chains"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("segments/<uuid:key>/", views.edit_segment, name="edit_segment"),
    path("segments/<uuid:key>/remove/", views.remove_segment, name="remove_segment"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/edit/", views.edit, name="edit"),
    path("<uuid:key>/segments/new/", views.new_segment, name="new_segment"),
]
