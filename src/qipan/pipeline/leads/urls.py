"""Addresses of room leads."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "leads"
urlpatterns: list[URLPattern] = []
