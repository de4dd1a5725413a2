"""Supervision: what is red and why, notices that escalate, the wall."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    name = "qipan.oversight.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.core import events, rulesets
        from qipan.notify import kinds
        from qipan.oversight.supervision import jobs, panels, ruling, seeds
        from qipan.oversight.supervision.actions.telling import KIND
        from qipan.pipeline.projects.events import LightChanged
        from qipan.web import navigation, waiting
        from qipan.web import panels as hung

        rulesets.ship("notices", seeds.shipped())
        rulesets.describe(ruling.NOTICES)
        kinds.enter(kinds.Kind(KIND, _("Supervision notices"), "bell-ringing", kinds.MAIL_NOW, 20))
        events.listen(LightChanged, jobs.hear_light)
        events.listen(events.RulesPutInForce, jobs.hear_rules)
        navigation.enter(
            navigation.Entry(60, _("Supervision"), "supervision:index", "traffic-lights", "supervision.see"),
            navigation.Entry(61, _("Notices"), "supervision:notices", "bell-ringing", "supervision.see"),
        )
        for slot, title in panels.SLOTS.items():
            hung.hang(slot, hung.Panel(title, "supervision:panel", "supervision.see", 40))
        waiting.enter("notices to answer", panels.TO_ANSWER)
        waiting.enter("answers to verify", panels.TO_VERIFY)
