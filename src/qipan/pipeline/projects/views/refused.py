"""Why an act or an edit was refused, as sentences with what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.models.choices import Stage
from qipan.pipeline.projects.views.shown import today

EDITS = (projects.Named, projects.Nonsense, projects.Fixed, projects.Emptied, projects.Gated)
_NOT_YOURS = {
    "own": gettext_lazy("You submitted this yourself: somebody else confirms it."),
    "ability": gettext_lazy("This is not yours to decide."),
    "role": gettext_lazy("The rules name others to confirm this step."),
}


def sentences(why: Exception) -> list[str]:
    """What was refused and why, one sentence a thing."""
    if isinstance(why, projects.Named):
        said = _("%(field)s would name the investor, who is confidential until signing.")
        return [said % {"field": label(name)} for name in why.fields]
    if isinstance(why, projects.Nonsense):
        return [_("%(what)s.") % {"what": queries.odd(one.field, one.why)} for one in why.odd]
    if isinstance(why, projects.Fixed):
        return [_("%(field)s stands fast at this stage.") % {"field": label(name)} for name in why.fields]
    if isinstance(why, projects.Emptied):
        gates = queries.table(today())
        return [_("This stage needs it: %(what)s.") % {"what": queries.lacking(code, gates)} for code in why.missing]
    if isinstance(why, projects.Gated):
        return [_("Stage and status have acts of their own.")]
    if isinstance(why, projects.NotYours):
        return [str(_NOT_YOURS[why.why])]
    if isinstance(why, projects.NotNeeded):
        return [_("Nothing is missing: submit it, and a second person confirms it.")]
    if isinstance(why, projects.Settled):
        return [_("It was decided before.")]
    if isinstance(why, projects.Waiting):
        stage = Stage(why.project.waiting_for).label
        return [_("“%(stage)s” was submitted and waits for confirmation: that comes first.") % {"stage": stage}]
    return [str(why)]


def label(name: str) -> Any:
    return queries.lacking(f"field:{name}")
