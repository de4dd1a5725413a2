"""Addresses of room leads."""

from __future__ import annotations

from django.urls import path, re_path

from qipan.pipeline.leads.views import acts, detail, export, index, writing

app_name = "leads"
urlpatterns = [
    path("", index.index, name="index"),
    path("new/", writing.new, name="new"),
    path("export/", export.export, name="export"),
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
