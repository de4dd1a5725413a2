"""Addresses of room factors."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "factors"
urlpatterns: list[URLPattern] = []
