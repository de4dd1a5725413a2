"""Addresses of room orgs."""

from __future__ import annotations

from django.urls import path, re_path

from qipan.territory.orgs import account_views, views

app_name = "orgs"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new_organisation, name="new"),
    path("people/", views.people, name="people"),
    path("people/new/", views.new_person, name="new_person"),
    path("people/<uuid:key>/", views.person, name="person"),
    path("people/<uuid:key>/edit/", views.edit_person, name="edit_person"),
    path("people/<uuid:key>/account/", account_views.open_account, name="open_account"),
    path("people/<uuid:key>/reset/", account_views.reset, name="reset"),
    re_path(
        r"^people/(?P<key>[0-9a-f-]{36})/(?P<name>lock|unlock|factors|sessions)/$",
        account_views.act,
        name="account_act",
    ),
    path("posts/new/", views.join, name="join"),
    path("posts/<uuid:key>/leave/", views.leave, name="leave"),
    path("posts/<uuid:key>/hand-over/", views.hand_over, name="hand_over"),
    path("roles/", views.roles, name="roles"),
    path("audit/", account_views.audit_page, name="audit"),
    path("audit/verify/", account_views.verify, name="verify"),
    path("<uuid:key>/", views.organisation, name="organisation"),
    path("<uuid:key>/edit/", views.edit_organisation, name="edit"),
]
