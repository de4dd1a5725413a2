"""Why a light is as it is, what a gate misses, what moves next: codes of the rules as sentences with their figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from qipan.core import units
from qipan.pipeline.projects.models import Attachment, Project
from qipan.pipeline.projects.models.choices import MoneyKind, Stage, Status
from qipan.pipeline.projects.models.held import HELD
from qipan.pipeline.projects.queries import requirements


def _language() -> str:
    return get_language() or "en"


def reasons(project: Project, *, with_money: bool = True) -> list[str]:
    """One sentence a reason, worst first. Without money, shares only."""
    return explained(project.light_reasons, project, with_money=with_money)


def explained(given: list[dict[str, Any]], project: Project, *, with_money: bool = True) -> list[str]:
    """Reasons of any day, of a reading or of rules only tried, as sentences."""
    return [_SENTENCES[r["rule"]](r, project, with_money) for r in given if r.get("rule") in _SENTENCES]


def reason(project: Project, *, with_money: bool = True) -> str:
    found = reasons(project, with_money=with_money)
    return found[0] if found else ""


def _progress(r: dict[str, Any], project: Project, with_money: bool) -> str:
    share, time = _shares(r)
    if not with_money:
        return _("Completed %(share)s of the year's plan; time asks for %(time)s.") % {"share": share, "time": time}
    figures = {
        "done": units.money_text(r["done"], project.currency, _language()),
        "plan": units.money_text(r["plan"], project.currency, _language()),
        "share": share,
        "time": time,
    }
    return _("Completed %(done)s of %(plan)s planned (%(share)s); time asks for %(time)s.") % figures


def _shares(r: dict[str, Any]) -> tuple[str, str]:
    months, whole = r["elapsed"]
    return units.percent_text(100 * r["done"] / r["plan"]), units.percent_text(100 * months / whole)


def _unreported(r: dict[str, Any], project: Project, with_money: bool) -> str:
    return _("No completed investment was reported against this year's plan.")


def _early(r: dict[str, Any], project: Project, with_money: bool) -> str:
    return _("The year is too young to judge progress.")


def _start(r: dict[str, Any], project: Project, with_money: bool) -> str:
    return _dated(r, _("Start is planned for %(due)s."), _("Should have started by %(due)s."))


def _end(r: dict[str, Any], project: Project, with_money: bool) -> str:
    return _dated(r, _("Completion is planned for %(due)s."), _("Should have been completed by %(due)s."))


def _dated(r: dict[str, Any], on_time: str, late: str) -> str:
    due = units.date_text(date.fromisoformat(r["due"]), "month", _language())
    if r["colour"] in ("green", "grey"):
        return on_time % {"due": due}
    months = r["months"]
    if not months:
        return late % {"due": due}
    ago = ngettext("%(months)s month late.", "%(months)s months late.", months) % {"months": months}
    return " ".join((late % {"due": due}, ago)) if not units.is_chinese(_language()) else late % {"due": due} + ago


def _small(r: dict[str, Any], project: Project, with_money: bool) -> str:
    if not with_money:
        return _("The plan of the year is below what the rules judge.")
    least = units.money_text(r["least"], project.currency, _language())
    return _("The plan of the year is below %(least)s; the rules judge larger ones only.") % {"least": least}


def _funds(r: dict[str, Any], project: Project, with_money: bool) -> str:
    share = units.percent_text(100 * r["in_place"] / r["total"])
    if not with_money:
        return _("Funds in place are %(share)s of the total investment.") % {"share": share}
    in_place = units.money_text(r["in_place"], project.currency, _language())
    return _("Funds in place are %(in_place)s, %(share)s of the total investment.") % {
        "in_place": in_place,
        "share": share,
    }


def _entry(r: dict[str, Any], project: Project, with_money: bool) -> str:
    if r.get("entered"):
        return _("In the statistics since %(day)s.") % {"day": _day(r["entered"])}
    months = r["months"]
    text = ngettext(
        "Started %(day)s and not in the statistics after %(months)s month.",
        "Started %(day)s and not in the statistics after %(months)s months.",
        months,
    )
    return text % {"day": _day(r["started"]), "months": months}


def _day(iso: str) -> str:
    return units.date_text(date.fromisoformat(iso), "day", _language())


_SENTENCES = {
    "progress": _progress, "unreported": _unreported, "early": _early, "start": _start, "end": _end, "small": _small, "funds": _funds,
    "entry": _entry,
}  # fmt: skip


def lacking(code: str, gates: Mapping[str, Any] | None = None) -> str:
    """ "field:owner|investor" → "Owner or investor"; "evidence:contract" → "File: Contract"; "stage:signed", "odd:end_on:order"."""
    kind, _colon, name = code.partition(":")
    if kind == "evidence":
        return _("File: %(kind)s") % {"kind": Attachment.Kind(name).label}
    if kind == "stage":
        return _("First: %(stage)s") % {"stage": Stage(name).label}
    if kind == "status":
        return _("The project is %(status)s: set the status back first") % {"status": Status(name).label}
    if kind == "odd":
        return odd(*name.split(":"))
    if kind == requirements.PREFIX:
        return requirements.words(code)
    own = (gates or {}).get("own", {})
    return _(" or ").join(str(_label(part, own)) for part in name.split("|"))


def odd(field: str, why: str) -> str:
    """A field and why its value cannot be."""
    return _ODD[why] % {"field": _label(field, {})}


_ODD = {
    "early": gettext_lazy("%(field)s lies too far back"),
    "ahead": gettext_lazy("%(field)s lies ahead: it has not happened yet"),
    "far": gettext_lazy("%(field)s lies more than thirty years ahead"),
    "order": gettext_lazy("%(field)s lies before the start"),
    "negative": gettext_lazy("%(field)s is negative"),
    "won": gettext_lazy("%(field)s: won before the works began"),
}


_NAMES = frozenset(f.name for f in Project._meta.get_fields())


def own_label(key: str, own: Mapping[str, Any]) -> str:
    """A county's own field in the reader's language."""
    told = own.get(key, {})
    return str(told.get("zh" if units.is_chinese(_language()) else "en") or key)


def _label(part: str, own: Mapping[str, Any]) -> Any:
    if part in own:
        return own_label(part, own)
    if part not in HELD and part in MoneyKind.values:
        return MoneyKind(part).label
    field = HELD[part].field if part in HELD else part
    if field not in _NAMES:
        return part
    text = str(Project._meta.get_field(field).verbose_name)
    return text[:1].upper() + text[1:]
