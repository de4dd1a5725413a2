"""An edit of a record in a form: the version it was opened at, what changed, and both values when somebody else was quicker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from qipan.core.changes import Stale


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field two people wrote: what stands now and what this form would write."""

    label: str
    yours: Any
    now: Any


def version_of(request: HttpRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() else None


def values_of(form: forms.BaseForm, *, but: Iterable[str] = ()) -> dict[str, Any]:
    """Only what differs from the record: a field left alone is not written."""
    return {name: form.cleaned_data[name] for name in form.changed_data if name not in but}


def conflicts_of(stale: Stale) -> list[Conflict]:
    fields = {f.name: f for f in stale.record._meta.fields}
    return [
        Conflict(str(fields[name].verbose_name), _shown(fields[name], wanted), _shown(fields[name], stands))
        for name, (_seen, wanted, stands) in stale.conflicts.items()
        if name in fields
    ]


def _shown(field: Any, value: Any) -> Any:
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def attempt(
    form: forms.BaseForm, act: Callable[[], Any], *refusals: tuple[type[Exception], Callable[[Any], str]]
) -> Any:
    """Run the act. A quicker edit fills `form.conflicts` and `form.fresh_version`; a refusal becomes the form's own error."""
    try:
        return act()
    except Stale as stale:
        form.conflicts = conflicts_of(stale)  # type: ignore[attr-defined]
        form.fresh_version = stale.record.version  # type: ignore[attr-defined]
    except tuple(kind for kind, _sentence in refusals) as refused:
        form.add_error(None, next(sentence(refused) for kind, sentence in refusals if isinstance(refused, kind)))
    return None


def draw(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    title: str,
    back: str,
    version: int | None = None,
    save: str = "",
    **context: Any,
) -> HttpResponse:
    """The one form page: a refused form answers 422 with its sentences, a stale one 409 with both values."""
    conflicts = getattr(form, "conflicts", [])
    shown = {
        "form": form,
        "title": title,
        "back": back,
        "conflicts": conflicts,
        "version": getattr(form, "fresh_version", version),
        "save": save or _("Save"),
        **context,
    }
    status = 409 if conflicts else 422 if form.is_bound and form.errors else 200
    return render(request, "web/record.html", shown, status=status)
