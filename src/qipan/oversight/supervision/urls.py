"""Addresses of room supervision."""

from __future__ import annotations

from django.urls import path

from qipan.oversight.supervision.views import acts, notices, overview, project

app_name = "supervision"
urlpatterns = [
    path("", overview.index, name="index"),
    path("wall/", overview.wall, name="wall"),
    path("notices/", notices.index, name="notices"),
    path("notices/new/", notices.new, name="new"),
    path("notices/<uuid:key>/", notices.detail, name="notice"),
    path("notices/<uuid:key>/edit/", notices.edit, name="edit"),
    path("notices/<uuid:key>/sheet/", notices.printed, name="sheet"),
    path("notices/<uuid:key>/issue/", acts.issue, name="issue"),
    path("notices/<uuid:key>/close/", acts.close, name="close"),
    path("notices/<uuid:key>/withdraw/", acts.withdraw, name="withdraw"),
    path("parts/<uuid:key>/reply/", acts.reply, name="reply"),
    path("parts/<uuid:key>/verify/", acts.verify, name="verify"),
    path("parts/<uuid:key>/return/", acts.send_back, name="return"),
    path("parts/<uuid:key>/time/", acts.ask, name="ask"),
    path("parts/<uuid:key>/summon/", acts.summon, name="summon"),
    path("time/<uuid:key>/", acts.decide, name="decide"),
    path("interviews/<uuid:key>/", acts.interview, name="interview"),
    path("projects/<uuid:key>/exception/", project.except_light, name="except"),
    path("exceptions/<uuid:key>/end/", project.end_exception, name="end_exception"),
    path("panel/<slug:slot>/<uuid:key>/", project.panel, name="panel"),
]
