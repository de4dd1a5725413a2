"""Addresses of room chains."""

from __future__ import annotations

from django.urls import path

from qipan.territory.chains.views import acts, shown

app_name = "chains"
urlpatterns = [
    path("", shown.index, name="index"),
    path("new/", acts.new, name="new"),
    path("nodes/<uuid:key>/", shown.node, name="node"),
    path("nodes/<uuid:key>/edit/", acts.edit_node, name="edit_node"),
    path("nodes/<uuid:key>/remove/", acts.remove_node, name="remove_node"),
    path("nodes/<uuid:key>/targets/new/", acts.new_target, name="new_target"),
    path("targets/<uuid:key>/", acts.edit_target, name="edit_target"),
    path("targets/<uuid:key>/remove/", acts.remove_target, name="remove_target"),
    path("segments/<uuid:key>/", acts.edit_segment, name="edit_segment"),
    path("segments/<uuid:key>/remove/", acts.remove_segment, name="remove_segment"),
    path("segments/<uuid:key>/nodes/new/", acts.new_node, name="new_node"),
    path("<uuid:key>/", shown.detail, name="detail"),
    path("<uuid:key>/edit/", acts.edit, name="edit"),
    path("<uuid:key>/segments/new/", acts.new_segment, name="new_segment"),
]
