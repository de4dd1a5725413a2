"""One act of a project's page as a row of a table: a form, who may, what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from qipan.pipeline.projects.forms import acts as forms

Run = Callable[[forms.ActForm, Any, HttpRequest], Any]
SUBMIT = "submit"  # whoever the gates let ask for the stage


@dataclass(frozen=True, slots=True)
class Act:
    """`items`: the project's rows an act may be about (milestones, blockers, files); `text`: what is said when done.

    What `run` answers is said instead of `text`.
    """

    title: Any
    button: Any
    form: type[forms.ActForm]
    run: Run
    text: Any
    items: str = ""
    ability: str = "projects.edit"
    also: str = ""
    needs_item: bool = False


def version_of(request: HttpRequest) -> int | None:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() else None
