"""Check-ups: rules that compare a project's own figures, findings, answers."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckupsConfig(AppConfig):
    name = "qipan.pipeline.checkups"
    label = "checkups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.core import events
        from qipan.notify import kinds, words
        from qipan.pipeline.checkups import jobs, panels, queries, telling
        from qipan.pipeline.projects.events import ProgressReported, StageMoved
        from qipan.web import navigation, waiting
        from qipan.web import panels as hung

        for event in (ProgressReported, StageMoved):
            events.listen(event, jobs.look_again)
        kinds.enter(*telling.KINDS)
        words.vocabulary("checkup", queries.title)
        navigation.enter(navigation.Entry(36, _("Check-up"), "checkups:index", "stethoscope", "board.see"))
        owed = waiting.Source(
            _("Findings to answer"), "stethoscope", panels.owed, "projects.edit", 40, "checkups:index"
        )
        undecided = waiting.Source(
            _("Answers to decide"), "scale", panels.undecided, "projects.confirm", 45, "checkups:index"
        )
        waiting.enter("checkups.answer", owed)
        waiting.enter("checkups.decide", undecided)
        hung.hang("project", hung.Panel(_("Check-up"), "checkups:panel", "board.see", 20))
