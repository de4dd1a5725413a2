"""Addresses of room factors."""

from __future__ import annotations

from django.urls import path

from qipan.delivery.factors import views

app_name = "factors"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("needs/", views.needs_list, name="needs"),
    path("needs/new/", views.new_need, name="new_need"),
    path("needs/export/", views.export, name="export"),
    path("needs/<uuid:key>/", views.edit_need, name="edit_need"),
    path("needs/<uuid:key>/remove/", views.remove_need, name="remove_need"),
    path("supplies/<uuid:key>/", views.edit_supply, name="edit_supply"),
    path("supplies/<uuid:key>/remove/", views.remove_supply, name="remove_supply"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/edit/", views.edit, name="edit"),
    path("<uuid:key>/remove/", views.remove, name="remove"),
    path("<uuid:key>/supplies/new/", views.new_supply, name="new_supply"),
]
