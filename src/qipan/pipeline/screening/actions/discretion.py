"""Nothing written here says who the investor is while the lead behind a project is confidential."""

from __future__ import annotations

from qipan.pipeline.projects import queries as projects
from qipan.pipeline.projects.models import Project
from qipan.pipeline.screening.actions.errors import Named


def demand(project: Project, *words: str) -> None:
    """Refuse words that name the investor, its contact or telephone (`Named`): whoever sees the project reads them."""
    if projects.names_somebody(project, {str(number): text for number, text in enumerate(words)}):
        raise Named
