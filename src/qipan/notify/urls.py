"""Addresses of room notify."""

from __future__ import annotations

from django.urls import path

from qipan.notify import views

app_name = "notify"
urlpatterns = [
    path("", views.index, name="index"),
    path("read/", views.read_all, name="read_all"),
    path("wishes/", views.wishes, name="wishes"),
    path("webhooks/", views.webhooks, name="webhooks"),
    path("webhooks/<uuid:key>/switch/", views.switch, name="switch"),
    path("webhooks/<uuid:key>/drop/", views.drop, name="drop"),
    path("<uuid:key>/", views.open_one, name="open"),
    path("<uuid:key>/unread/", views.mark_unread, name="unread"),
]
