"""Screening: access standards as versioned criteria, verdicts with reasons, waivers, obligations."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ScreeningConfig(AppConfig):
    name = "qipan.pipeline.screening"
    label = "screening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.core import events
        from qipan.notify import kinds as news
        from qipan.pipeline.projects import queries as projects
        from qipan.pipeline.projects.events import StageMoved
        from qipan.pipeline.screening import jobs, panels, queries
        from qipan.pipeline.screening.actions import telling
        from qipan.pipeline.screening.queries import words
        from qipan.web import navigation, waiting
        from qipan.web import panels as hung

        gate = projects.Requirement(asks=queries.asks, words=words.asks, place=panels.place)
        projects.require("screening", gate)
        events.listen(StageMoved, jobs.hear_move)
        news.enter(telling.WAIVERS)
        door = pgettext_lazy("navigation", "Access standards")
        navigation.enter(navigation.Entry(19, door, "screening:index", "scale", "screening.see"))
        hung.hang("project", hung.Panel(_("Access standard"), "screening:panel", "screening.see", 15))
        to_decide = waiting.Source(_("Waivers to decide"), "gavel", panels.to_decide, "screening.waive", 30)
        to_screen = waiting.Source(
            _("Projects to screen"), "scale", panels.to_screen, "screening.edit", 60, "screening:index"
        )
        waiting.enter("screening.waive", to_decide)
        waiting.enter("screening.screen", to_screen)
