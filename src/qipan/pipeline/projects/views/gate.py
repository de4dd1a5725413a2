"""The gate as a list: what a stage asks for, each with the place to fill it in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from qipan.pipeline.projects import queries
from qipan.pipeline.projects.models import Project

MONEY = {"total", "in_place", "plan"}
FORM_FIELD = {"owner": "owner_text"}


def items(project: Project, codes: Iterable[str]) -> list[dict[str, Any]]:
    """[{label, href}] for codes of `rules.missing`."""
    return [{"label": queries.lacking(code), "href": place(project, code)} for code in codes]


def act_url(project: Project, act: str) -> str:
    return reverse("projects:act", args=[project.key, act])


def place(project: Project, code: str) -> str:
    """The file form, the money form, or the field of the edit form."""
    kind, _colon, name = code.partition(":")
    if kind == "evidence":
        return f"{act_url(project, 'file')}?kind={name}"
    first = name.split("|")[0]
    if first in MONEY:
        return f"{act_url(project, 'money')}?kind={first}"
    return f"{reverse('projects:edit', args=[project.key])}#id_{FORM_FIELD.get(first, first)}"
