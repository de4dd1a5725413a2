"""Every address, room by room."""

from __future__ import annotations

from django.urls import include, path

from qipan.web import views

urlpatterns = [
    path("", include("qipan.faces.desk.urls")),
    path("accounts/password/reset/", views.forgotten, name="forgotten"),  # the library's own would write a letter
    path("accounts/", include("allauth.urls")),
    path("web/", include("qipan.web.urls")),
    path("messages/", include("qipan.notify.urls")),
    path("import/", include("qipan.exchange.urls")),
    path("orgs/", include("qipan.territory.orgs.urls")),
    path("tasks/", include("qipan.territory.tasks.urls")),
    path("companies/", include("qipan.territory.companies.urls")),
    path("parks/", include("qipan.territory.parks.urls")),
    path("chains/", include("qipan.territory.chains.urls")),
    path("plans/", include("qipan.pipeline.plans.urls")),
    path("leads/", include("qipan.pipeline.leads.urls")),
    path("projects/", include("qipan.pipeline.projects.urls")),
    path("reporting/", include("qipan.pipeline.progress.urls")),
    path("timetables/", include("qipan.pipeline.timetables.urls")),
    path("checkups/", include("qipan.pipeline.checkups.urls")),
    path("screening/", include("qipan.pipeline.screening.urls")),
    path("approvals/", include("qipan.delivery.approvals.urls")),
    path("factors/", include("qipan.delivery.factors.urls")),
    path("moves/", include("qipan.board.urls")),
    path("supervision/", include("qipan.oversight.supervision.urls")),
    path("meetings/", include("qipan.oversight.meetings.urls")),
]
handler400 = "qipan.web.views.bad_request"
handler403 = "qipan.web.views.forbidden"
handler404 = "qipan.web.views.not_found"
handler500 = "qipan.web.views.server_error"
