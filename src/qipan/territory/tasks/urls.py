"""Addresses of room tasks."""

from __future__ import annotations

from django.urls import path

from qipan.territory.tasks import views

app_name = "tasks"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/answer/", views.answer, name="answer"),
    path("<uuid:key>/close/", views.close, name="close"),
    path("<uuid:key>/reopen/", views.reopen, name="reopen"),
    path("<uuid:key>/withdraw/", views.withdraw, name="withdraw"),
]
