"""Addresses of room screening."""

from __future__ import annotations

from django.urls import path

from qipan.pipeline.screening.views import acts, lists, screenings, standards

app_name = "screening"
urlpatterns = [
    path("", lists.index, name="index"),
    path("of/<slug:slot>/<uuid:key>/", lists.panel, name="panel"),
    path("projects/<uuid:key>/", lists.project, name="project"),
    path("projects/<uuid:key>/begin/", lists.begin, name="begin"),
    path("standards/", standards.standards, name="standards"),
    path("standards/new/", standards.new, name="new_standard"),
    path("standards/<uuid:key>/", standards.standard, name="standard"),
    path("standards/<uuid:key>/edit/", standards.edit, name="edit_standard"),
    path("standards/<uuid:key>/<slug:verb>/", standards.act, name="standard_act"),
    path("<uuid:key>/", screenings.detail, name="detail"),
    path("<uuid:key>/figures/", screenings.figures, name="figures"),
    path("<uuid:key>/decide/", acts.decide, name="decide"),
    path("<uuid:key>/renew/", acts.renew, name="renew"),
    path("<uuid:key>/drop/", acts.drop, name="drop"),
    path("<uuid:key>/conditions/", acts.condition, name="condition"),
    path("<uuid:key>/conditions/<int:number>/drop/", acts.drop_condition, name="drop_condition"),
    path("<uuid:key>/waiver/", acts.propose, name="propose"),
    path("<uuid:key>/waiver/decide/", acts.waive, name="waive"),
    path("<uuid:key>/waiver/withdraw/", acts.withdraw, name="withdraw"),
    path("<uuid:key>/admit/", acts.admit, name="admit"),
]
