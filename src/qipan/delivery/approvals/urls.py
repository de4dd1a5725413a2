"""Addresses of room approvals."""

from __future__ import annotations

from django.urls import path

from qipan.delivery.approvals.views import acts, authorities, cases, catalogue, panel, plan

app_name = "approvals"
urlpatterns = [
    path("", cases.index, name="index"),
    path("export/", cases.export, name="export"),
    path("cases/<uuid:key>/", cases.detail, name="case"),
    path("cases/<uuid:key>/<slug:name>/", acts.act, name="act"),
    path("know/", plan.know, name="know"),
    path("projects/<uuid:key>/", plan.project, name="project"),
    path("projects/<uuid:key>/questions/", plan.questions, name="questions"),
    path("projects/<uuid:key>/tracks/", plan.tracks, name="tracks"),
    path("projects/<uuid:key>/receive/", acts.receive, name="receive"),
    path("authorities/", authorities.authorities, name="authorities"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/<uuid:key>/", catalogue.catalogue, name="edition"),
    path("catalogue/<uuid:key>/edit/", catalogue.edit_edition, name="edit_edition"),
    path("catalogue/<uuid:key>/copy/", catalogue.copy_edition, name="copy_edition"),
    path("catalogue/<uuid:key>/new/", catalogue.new_item, name="new_item"),
    path("items/<uuid:key>/", catalogue.item, name="item"),
    path("items/<uuid:key>/edit/", catalogue.edit_item, name="edit_item"),
    path("items/<uuid:key>/drop/", catalogue.drop_item, name="drop_item"),
    path("panel/<slug:slot>/<uuid:key>/", panel.panel, name="panel"),
]
