"""Progress: scheduling tasks and what is reported on them."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgressConfig(AppConfig):
    name = "qipan.pipeline.progress"
    label = "progress"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.exchange import targets
        from qipan.notify import kinds
        from qipan.pipeline.progress import intake, panels, seeds, telling
        from qipan.web import navigation, waiting
        from qipan.web import panels as hung

        seeds.ship()
        kinds.enter(*telling.KINDS)
        targets.register(intake.TARGET)
        navigation.enter(navigation.Entry(34, _("Reporting"), "progress:index", "clipboard-data", "board.see"))
        waiting.enter(
            "progress.report",
            waiting.Source(_("Reports to give"), "clipboard-data", panels.owed, "projects.edit", 20, "progress:index"),
        )
        waiting.enter(
            "progress.verify",
            waiting.Source(
                _("Reports to verify"), "checks", panels.unverified, "projects.confirm", 30, "progress:index"
            ),
        )
        hung.hang("project", hung.Panel(_("Reports of the rounds"), "progress:panel", "board.see", 40))
