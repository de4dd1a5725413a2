"""Pieces with a body, written as blocks: `{% card title=… %} … {% endcard %}`. Their markup stands in `templates/web/parts/`."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, HiddenInput, RadioSelect, Select
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

CLASSES: dict[type[Any], str] = {CheckboxInput: "form-check-input", RadioSelect: "", CheckboxSelectMultiple: ""}


def _draw(part: str, **context: Any) -> SafeString:
    return mark_safe(get_template(f"web/parts/{part}.html").render(context))  # noqa: S308 — our own template escapes


def pagehead(content: str, title: Any, sub: Any = "", crumbs: Any = ()) -> SafeString:
    """The page's name, a line under it, and its acts (the body). `crumbs`: [(label, href), …]."""
    return _draw("pagehead", content=content, title=title, sub=sub, crumbs=crumbs)


def card(
    content: str, title: Any = "", icon: str = "", href: str = "", more: Any = "", flush: bool = False, id: str = ""
) -> SafeString:
    """A framed piece. `flush`: the body brings its own edges (a table)."""
    return _draw("card", content=content, title=title, icon=icon, href=href, more=more, flush=flush, id=id)


def nothing(content: str, title: Any, text: Any = "") -> SafeString:
    """An empty place that says what to do; the body holds the acts."""
    return _draw("nothing", content=content, title=title, text=text)


def note(content: str, tone: str = "info", title: Any = "") -> SafeString:
    """A sentence that matters: info, success, warning, error."""
    icons = {"info": "info-circle", "success": "circle-check", "warning": "alert-triangle", "error": "alert-circle"}
    return _draw("note", content=content, tone=tone, title=title, icon=icons.get(tone, "info-circle"))


def dialog(content: str, id: str, title: Any, wide: bool = False, now: bool = False) -> SafeString:
    """A native dialog; opened by `data-dialog-open="#id"`, or at once (`now`) when swapped in."""
    return _draw("dialog", content=content, id=id, title=title, wide=wide, now=now)


def stats(content: str, label: Any = "") -> SafeString:
    return _draw("stats", content=content, label=label)


def stat(
    label: Any,
    figure: Any,
    unit: Any = "",
    note: Any = "",
    delta: Any = "",
    is_good: bool | None = None,
    href: str = "",
    spark: Any = (),
) -> SafeString:
    """One number: what it is, how much, in what unit, how it moved."""
    return _draw(
        "stat", label=label, figure=figure, unit=unit, note=note, delta=delta, is_good=is_good, href=href, spark=spark
    )


def field(bound: BoundField, hint: Any = None, width: str = "") -> SafeString:
    """A form field with label, hint and errors, tied together for screen readers. `hint=""` hides the field's own help."""
    hint = bound.help_text if hint is None else hint
    widget = bound.field.widget
    is_check = isinstance(widget, CheckboxInput)
    css = CLASSES.get(type(widget), "form-select" if isinstance(widget, Select) else "form-control")
    attrs: dict[str, Any] = {"class": f"{css} is-invalid" if bound.errors else css} if css else {}
    described = [f"{bound.id_for_label}_hint"] if hint else []
    described += [f"{bound.id_for_label}_errors"] if bound.errors else []
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return _draw(
        "field",
        bound=bound,
        widget=bound.as_widget(attrs=attrs),
        hint=hint,
        width=width,
        is_check=is_check,
        is_hidden=isinstance(widget, HiddenInput),
    )


def hang(register: template.Library) -> None:
    for block in (pagehead, card, nothing, note, dialog, stats):
        register.simple_block_tag(block)
    for tag in (stat, field):
        register.simple_tag(tag)
