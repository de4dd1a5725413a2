"""Addresses of room companies."""

from __future__ import annotations

from django.urls import path

from qipan.territory.companies import merge_views, views

app_name = "companies"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("duplicates/", merge_views.duplicates, name="duplicates"),
    path("merge/", merge_views.merge, name="merge"),
    path("merge/find/", merge_views.find, name="merge_find"),
    path("merge/<uuid:key>/undo/", merge_views.undo, name="undo"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/edit/", views.edit, name="edit"),
    path("<uuid:key>/contacts/new/", views.new_contact, name="new_contact"),
    path("<uuid:key>/contacts/<uuid:contact>/", views.edit_contact, name="edit_contact"),
    path("<uuid:key>/contacts/<uuid:contact>/remove/", views.remove_contact, name="remove_contact"),
]
