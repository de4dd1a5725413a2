"""Addresses of room parks."""

from __future__ import annotations

app_name = "parks"
urlpatterns: list = []
