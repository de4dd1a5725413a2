"""Projects: the one record of a project."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "qipan.pipeline.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from qipan.core import events
        from qipan.exchange import targets
        from qipan.notify import kinds as news
        from qipan.notify import words
        from qipan.pipeline.leads import queries as leads
        from qipan.pipeline.leads.events import IdentityOpened
        from qipan.pipeline.projects import intake, jobs, kinds, on_chains, queries, seeds, telling
        from qipan.pipeline.projects import panels as ours
        from qipan.pipeline.projects import panels as own
        from qipan.pipeline.projects.intake import caring, work
        from qipan.territory.chains import above
        from qipan.web import navigation, panels, waiting

        seeds.ship()
        above.enter("projects", on_chains.SOURCE)
        kinds.describe_all()
        news.enter(*telling.KINDS)
        words.vocabulary("stage", telling.stage_word)
        events.listen(events.RulesPutInForce, jobs.hear_rules)
        targets.register(intake.TARGET, first=True)
        for target in (work.STEPS, work.IN_THE_WAY, caring.TARGET):
            targets.register(target)
        navigation.enter(
            navigation.Entry(20, _("Board"), "projects:board", "layout-kanban", "board.see"),
            navigation.Entry(30, _("Ledger"), "projects:ledger", "table", "projects.see"),
        )
        gaps = waiting.Source(_("The five ones: somebody is missing"), "users", own.uncared, "projects.edit", 50)
        waiting.enter("projects.care", gaps)
        for slot in ("company", "park", "chain"):
            panels.hang(slot, panels.Panel(_("Projects"), "projects:panel", "projects.see"))
        panels.hang("project", panels.Panel(_("The lead behind it"), "projects:lead_of", "leads.see", 15))
        panels.hang("lead", panels.Panel(_("The project it became"), "projects:lead_of", "projects.see", 15))
        leads.hang(
            "projects", leads.Door(_("Open the project"), "layout-kanban", "projects:from_lead", "projects.edit")
        )
        leads.add_source("projects", queries.like_investor)
        events.listen(IdentityOpened, jobs.hear_opened)
        panels.hang("plan", panels.Panel(_("Confirmed so far"), "projects:plan_panel", "plans.see"))
        waiting.enter(
            "projects.confirm",
            waiting.Source(_("Waits for my confirmation"), "user-check", ours.to_confirm, "projects.confirm", 10),
        )
        waiting.enter(
            "projects.returned",
            waiting.Source(_("Returned to me"), "arrow-back-up", ours.returned, "projects.see", 20),
        )
