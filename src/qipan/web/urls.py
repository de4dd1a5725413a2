"""Addresses of the small shared views."""

from __future__ import annotations

from django.urls import path

from qipan.web import calendars, style, views
from qipan.web.rulebook import views as rules

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
    path("rules/", rules.index, name="rules"),
    path("rules/<str:code>/", rules.kind, name="rules_kind"),
    path("rules/<str:code>/new/", rules.new, name="rules_new"),
    path("rules/<str:code>/compare/", rules.compare, name="rules_compare"),
    path("rules/version/<uuid:key>/", rules.version, name="rules_version"),
    path("rules/version/<uuid:key>/edit/", rules.edit, name="rules_edit"),
    path("rules/version/<uuid:key>/effect/", rules.preview, name="rules_preview"),
    path("rules/version/<uuid:key>/put/", rules.put, name="rules_put"),
    path("rules/version/<uuid:key>/take-back/", rules.take_back, name="rules_take_back"),
    path("rules/version/<uuid:key>/discard/", rules.discard, name="rules_discard"),
    path("style/", style.show, name="style"),
    path("style/rows/", style.rows, name="style_rows"),
    path("style/cells/", style.cells, name="style_cells"),
    path("style/sheet/", style.sheet, name="style_sheet"),
]
