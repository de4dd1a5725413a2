"""Addresses of room leads."""

from __future__ import annotations

from django.urls import path, re_path

from qipan.pipeline.leads.views import acts, detail, export, index, team_acts, teams, writing

app_name = "leads"
urlpatterns = [
    path("", index.index, name="index"),
    path("new/", writing.new, name="new"),
    path("export/", export.export, name="export"),
    path("teams/", teams.index, name="teams"),
    path("teams/new/", team_acts.new, name="new_team"),
    path("teams/<uuid:key>/", teams.detail, name="team"),
    path("teams/<uuid:key>/edit/", team_acts.edit, name="edit_team"),
    path("teams/<uuid:key>/members/new/", team_acts.new_member, name="new_member"),
    path("teams/<uuid:key>/visits/new/", team_acts.new_visit, name="new_visit"),
    path("teams/<uuid:key>/contacts/new/", team_acts.new_contact, name="new_contact"),
    path("teams/<uuid:key>/promises/new/", team_acts.new_promise, name="new_promise"),
    path("members/<uuid:key>/end/", team_acts.end_member, name="end_member"),
    path("visits/<uuid:key>/", team_acts.edit_visit, name="visit"),
    path("promises/<uuid:key>/", team_acts.promise, name="promise"),
    path("of/<slug:slot>/<uuid:key>/", teams.panel, name="panel"),
    path("<uuid:key>/", detail.detail, name="detail"),
    path("<uuid:key>/edit/", writing.edit, name="edit"),
    path("<uuid:key>/act/<slug:name>/", acts.act, name="act"),
    re_path(
        r"^(?P<key>[0-9a-f-]{36})/transfers/(?P<transfer>[0-9a-f-]{36})/(?P<name>agree|refuse|decide|withdraw)/$",
        acts.transfer_act,
        name="transfer",
    ),
    path("<uuid:key>/claims/<uuid:claim>/withdraw/", acts.withdraw_claim, name="withdraw_claim"),
    path("<uuid:key>/readers/<int:pk>/forget/", acts.forget_reader, name="forget_reader"),
]
