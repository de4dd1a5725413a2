"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from qipan.faces.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.index, name="index"),
    path("search/", views.find, name="search"),
]
