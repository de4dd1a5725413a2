"""Addresses of room parks."""

from __future__ import annotations

from django.urls import path

from qipan.territory.parks import views

app_name = "parks"
urlpatterns = [
    path("", views.index, name="index"),
    path("land/", views.land, name="land"),
    path("new/", views.new, name="new"),
    path("parcels/<uuid:key>/", views.parcel, name="parcel"),
    path("parcels/<uuid:key>/edit/", views.edit_parcel, name="edit_parcel"),
    path("parcels/<uuid:key>/check/", views.check, name="check"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/edit/", views.edit, name="edit"),
    path("<uuid:key>/parcels/new/", views.new_parcel, name="new_parcel"),
]
