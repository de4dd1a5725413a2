"""Addresses of room meetings."""

from __future__ import annotations

from django.urls import path, re_path

from qipan.oversight.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("decisions/", views.decisions, name="decisions"),
    path("sought/", views.sought, name="sought"),
    path("panel/<slug:slot>/<uuid:key>/", views.panel, name="panel"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/edit/", views.edit, name="edit"),
    path("<uuid:key>/suggest/", views.suggest, name="suggest"),
    path("<uuid:key>/items/", views.add_item, name="add_item"),
    path("<uuid:key>/items/<int:pk>/<slug:act>/", views.item_act, name="item_act"),
    path("<uuid:key>/decide/", views.decide, name="decide"),
    path("<uuid:key>/decisions/<uuid:decision>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:key>/present/", views.attend, name="attend"),
    re_path(r"^(?P<key>[0-9a-f-]{36})/(?P<act>hold|reopen|cancel)/$", views.state, name="state"),
    path("<uuid:key>/minutes.docx", views.word, name="word"),
]
