"""What a correction of many projects asks: which column, set it to what, or replace which words by which; and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from qipan.core.columns import Column, Kind
from qipan.pipeline.projects.forms import cells
from qipan.pipeline.projects.models import Project
from qipan.pipeline.projects.models.held import HELD

SET, REPLACE = "set", "replace"
_TEXT = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.PERSON, Kind.PHONE})
_LEFT_OUT = frozenset({"name", "code", "external_id", "latitude", "longitude"})  # one project's own


def offered(columns: Sequence[Column]) -> list[Column]:
    """Columns that are corrected in bulk: written as fields, links or dates. Money belongs to a period and is entered there."""
    return [
        c
        for c in columns
        if c.key in HELD and HELD[c.key].write in ("field", "link", "date") and c.editable and c.key not in _LEFT_OUT
    ]


class CorrectForm(forms.Form):
    column = forms.ChoiceField(label=gettext_lazy("Column"))
    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[(SET, gettext_lazy("Set to")), (REPLACE, gettext_lazy("Replace words"))],
        initial=SET,
    )
    find = forms.CharField(
        label=gettext_lazy("Words to replace"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For “Replace words” only."),
    )
    value = forms.CharField(
        label=gettext_lazy("New value"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Empty takes the value away."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)

    def __init__(self, *args: Any, columns: Sequence[Column], on: date, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = {c.key: c for c in offered(columns)}
        self.reader = cells.Reader(get_language() or "en", currency, on)
        self.fields["column"].choices = [(c.key, c.label) for c in self.columns.values()]  # type: ignore[attr-defined]
        self.values: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        column = self.columns.get(found.get("column", ""))
        if column is None:
            return found
        if found.get("how") == REPLACE:
            if not found.get("find"):
                self.add_error("find", _("Say which words."))
            if column.kind not in _TEXT or HELD[column.key].write != "field":
                self.add_error("how", _("Words are replaced in columns of text only."))
            return found
        try:
            self.values = self.reader.read(column, found.get("value", ""))
        except cells.Unreadable as fault:
            self.add_error("value", str(fault))
        return found

    def change(self, project: Project) -> dict[str, Any]:
        """The fields to write into a project."""
        found = self.cleaned_data
        if found["how"] == SET:
            return self.values
        name = HELD[found["column"]].field
        held = getattr(project, name) or ""
        return {name: held.replace(found["find"], found["value"])}
