"""Addresses of room chains."""

from __future__ import annotations

app_name = "chains"
urlpatterns: list = []
