"""Addresses of room projects."""

from __future__ import annotations

from django.urls import path

from qipan.pipeline.projects.views import acts, board, correct, detail, files, growing, ledger, panel, plan

app_name = "projects"
urlpatterns = [
    path("", ledger.index, name="ledger"),
    path("rows.json", ledger.rows, name="rows"),
    path("paste/", ledger.paste, name="paste"),
    path("undo/", ledger.undo, name="undo"),
    path("layout/", ledger.layout, name="layout"),
    path("export/", ledger.export, name="export"),
    path("board/", board.index, name="board"),
    path("board/move/", board.move, name="move"),
    path("board/<slug:stage>/more/", board.more, name="more"),
    path("plans/<slug:slot>/<uuid:key>/", plan.panel, name="plan_panel"),
    path("of/<slug:slot>/<uuid:key>/", panel.panel, name="panel"),
    path("from-lead/<uuid:lead>/", growing.from_lead, name="from_lead"),
    path("lead-of/<slug:slot>/<uuid:key>/", growing.lead_of, name="lead_of"),
    path("correct/", correct.index, name="correct"),
    path("correct/<uuid:key>/undo/", correct.undo, name="correct_undo"),
    path("new/", detail.new, name="new"),
    path("<uuid:key>/", detail.detail, name="detail"),
    path("<uuid:key>/edit/", detail.edit, name="edit"),
    path("<uuid:key>/course/", detail.course, name="course"),
    path("<uuid:key>/history/", detail.history, name="history"),
    path("<uuid:key>/files/<uuid:item>/", files.download, name="file"),
    path("<uuid:key>/<slug:name>/", acts.act, name="act"),
    path("<uuid:key>/<slug:name>/<uuid:item>/", acts.act, name="act_on"),
]
