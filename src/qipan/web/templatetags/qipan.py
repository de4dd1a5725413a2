"""Small marks every page uses: icons, lights, figures, form keys. Blocks such as cards stand in `pieces`."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext_lazy

from qipan.core import units
from qipan.web import panels as hung
from qipan.web import still as stills
from qipan.web.templatetags import pieces

register = template.Library()
pieces.hang(register)

LIGHTS = {
    "green": pgettext_lazy("light", "Green"),
    "yellow": pgettext_lazy("light", "Yellow"),
    "amber": pgettext_lazy("light", "Amber"),
    "red": pgettext_lazy("light", "Red"),
    "blue": pgettext_lazy("light", "Blue"),
    "amber_green": pgettext_lazy("light", "Amber/green"),
    "amber_red": pgettext_lazy("light", "Amber/red"),
    "none": pgettext_lazy("light", "No light"),
}
DASH = "–"


def _language() -> str:
    return get_language() or "en"


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """A Tabler icon of the sprite; silent to screen readers unless it has a label."""
    return stills.icon(name, css, str(label), stills.icons_address())


@register.simple_tag
def icons_address() -> str:
    return stills.icons_address()


@register.simple_tag
def still(part: str, **given: Any) -> SafeString:
    """A part that asks of its page only what it is given, drawn once for that: `{% still "web/parts/themes.html" theme=page.theme %}`."""
    return stills.part(part, **given)


@register.simple_tag
def light(colour: str | None, word: str = "", tip: str = "") -> SafeString:
    """A stone and a word: never colour alone."""
    name = colour if colour in LIGHTS else "none"
    reason = format_html(' data-tip="{}" tabindex="0"', tip) if tip else ""
    return format_html('<span class="q-light is-{}"{}>{}</span>', name, reason, word or LIGHTS[name])


@register.filter(name="light_word")
def light_word(colour: str | None) -> Any:
    return LIGHTS.get(colour or "none", LIGHTS["none"])


@register.filter(name="money")
def money_text(minor: int | None, currency: str = "CNY") -> str:
    """32.89 亿元 / CNY 3,289 million."""
    return units.money_text(minor, currency or "CNY", _language())


@register.simple_tag
def money(minor: int | None, currency: str = "CNY", large: bool = True) -> SafeString:
    """The same with a quiet unit, for figures that stand large."""
    if minor is None:
        return mark_safe(f'<span class="q-money">{DASH}</span>')  # noqa: S308
    text = units.money_text(minor, currency or "CNY", _language(), large=large)
    if units.is_chinese(_language()):
        figure, _, unit = text.partition(" ")
        return format_html('<span class="q-money">{}<span class="q-unit">{}</span></span>', figure, unit)
    code, figure, scale = text.split(" ", 2)
    return format_html('<span class="q-money">{}<span class="q-unit">{} {}</span></span>', figure, code, scale)


@register.simple_tag
def money_unit(currency: str = "CNY") -> str:
    """What stands over a column of amounts: 万元, CNY million."""
    return units.money_unit(currency, _language())


@register.filter
def money_figure(minor: int | None) -> str:
    """The figure alone, for columns whose head names the unit."""
    return DASH if minor is None else units.money_figure(minor, _language())[0]


@register.filter
def area(m2: Decimal | None) -> str:
    return units.area_text(m2, _language())


@register.filter
def percent(share: Decimal | float | None) -> str:
    return units.percent_text(share)


@register.filter
def figure(value: Decimal | float | None) -> str:
    return DASH if value is None or value == "" else units.figure(value)


@register.filter
def when(on: date | None, precision: str = "day") -> str:
    """A date no more exact than it was given."""
    return units.date_text(on, precision or "day", _language())


@register.filter(expects_localtime=True)
def moment(at: datetime | None) -> str:
    """A day and the minute: 2026年11月23日 16:53 / 23 Nov 2026 16:53."""
    return DASH if at is None else f"{units.date_text(at.date(), 'day', _language())} {at:%H:%M}"


@register.filter
def or_dash(value: Any) -> Any:
    return DASH if value is None or value == "" else value


@register.simple_tag
def diff(old: Any, new: Any) -> SafeString:
    """Old → new; an empty side is a dash."""
    return format_html(
        '<span class="q-diff"><del>{}</del><span class="q-diff-arrow" aria-hidden="true">→</span><ins>{}</ins></span>',
        or_dash(old),
        or_dash(new),
    )


@register.simple_tag(takes_context=True)
def form_keys(context: template.Context, version: int | None = None) -> SafeString:
    """What every POST form carries: the CSRF token, a fresh idempotency key, and the version an edit was opened at."""
    fields = [("csrfmiddlewaretoken", get_token(context["request"])), ("idempotency_key", str(uuid.uuid4()))]
    if version is not None:
        fields.append(("version", str(version)))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields)


@register.simple_tag
def script_words() -> SafeString:
    return stills.script_words()


@register.simple_tag
def json_data(value: Any, element_id: str) -> SafeString:
    """Data for a script, as an inert JSON block."""
    return json_script(value, element_id)


@register.simple_tag(takes_context=True)
def csrf_headers(context: template.Context) -> str:
    return json.dumps({"X-CSRFToken": str(context["csrf_token"])})


@register.simple_tag
def spark(values: Sequence[float], label: str = "") -> SafeString:
    """A small line of a series, drawn here: no script needed."""
    if len(values) < 2:
        return mark_safe("")
    low, high = min(values), max(values)
    step, span = 70 / (len(values) - 1), (high - low) or 1
    points = [
        (round(1 + i * step, 1), round(25 - 22 * (float(v) - float(low)) / float(span), 1))
        for i, v in enumerate(values)
    ]
    speech = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="q-spark" viewBox="0 0 72 28" {}><polyline points="{}" fill="none" stroke="currentColor" '
        'stroke-width="1.5" stroke-linejoin="round"/><circle cx="{}" cy="{}" r="2.25" fill="currentColor"/></svg>',
        speech,
        " ".join(f"{x},{y}" for x, y in points),
        *points[-1],
    )


@register.inclusion_tag("web/parts/panels.html", takes_context=True)
def panels(context: template.Context, slot: str, key: uuid.UUID) -> dict[str, Any]:
    """What rooms above show of this record."""
    return {"panels": hung.of(slot, key, context["request"].user)}
