"""Approvals: catalogue, know your approvals, parallel plan, pausable working-day clocks."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    name = "qipan.delivery.approvals"
    label = "approvals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.delivery.approvals import intake, panels, telling
        from qipan.exchange import targets
        from qipan.notify import kinds
        from qipan.web import navigation, waiting
        from qipan.web import panels as slots

        targets.register(intake.TARGET)
        kinds.enter(*telling.KINDS)
        navigation.enter(navigation.Entry(45, _("Approvals"), "approvals:index", "shield-check", "approvals.see"))
        slots.hang(panels.SLOT, slots.Panel(_("Approvals"), "approvals:panel", "approvals.see", order=40))
        waiting.enter(
            "approvals",
            waiting.Source(
                _("Approvals to handle"),
                "shield-check",
                panels.waiting,
                "approvals.see",
                order=30,
                url="approvals:index",
            ),
        )
