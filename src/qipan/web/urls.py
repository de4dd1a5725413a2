"""Addresses of the small shared views."""

from __future__ import annotations

from django.urls import path

from qipan.web import calendars, style, views

app_name = "web"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("views/", views.save_view, name="save_view"),
    path("views/<int:pk>/forget/", views.forget_view, name="forget_view"),
    path("views/<slug:page>/", views.saved_views, name="saved_views"),
    path("calendars/", calendars.index, name="calendars"),
    path("calendars/new/", calendars.new, name="calendar_new"),
    path("calendars/<uuid:key>/", calendars.edit, name="calendar"),
    path("calendars/<uuid:key>/drop/", calendars.drop, name="calendar_drop"),
    path("style/", style.show, name="style"),
    path("style/rows/", style.rows, name="style_rows"),
    path("style/cells/", style.cells, name="style_cells"),
    path("style/sheet/", style.sheet, name="style_sheet"),
]
