"""Addresses of imports."""

from __future__ import annotations

from django.urls import path

from qipan.exchange.views import batches, corrections, records

app_name = "exchange"
urlpatterns = [
    path("", batches.index, name="index"),
    path("upload/", batches.upload, name="upload"),
    path("remembered/", corrections.remembered, name="remembered"),
    path("remembered/<int:pk>/forget/", corrections.forget, name="forget"),
    path("<uuid:key>/", batches.detail, name="detail"),
    path("<uuid:key>/progress/", batches.progress, name="progress"),
    path("<uuid:key>/cancel/", batches.cancel, name="cancel"),
    path("<uuid:key>/apply/", batches.apply, name="apply"),
    path("<uuid:key>/undo/", batches.undo, name="undo"),
    path("<uuid:key>/again/", batches.again, name="again"),
    path("<uuid:key>/day/", corrections.day, name="day"),
    path("<uuid:key>/source/", batches.source, name="source"),
    path("<uuid:key>/form/", batches.form, name="form"),
    path("<uuid:key>/records/", records.index, name="records"),
    path("<uuid:key>/questions/", records.questions, name="questions"),
    path("<uuid:key>/sheets/<int:index>/", records.sheet, name="sheet"),
    path("<uuid:key>/sheets/<int:index>/rows/", records.rows, name="rows"),
    path("<uuid:key>/sheets/<int:index>/correct/", corrections.correct, name="correct"),
    path("<uuid:key>/sheets/<int:index>/settings/", corrections.settings, name="settings"),
]
