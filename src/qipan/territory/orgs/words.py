"""Abilities in words, for the table of roles."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ABILITIES = {
    "board.see": _("see the board"),
    "projects.see": _("see projects"),
    "projects.edit": _("edit projects"),
    "projects.advance": _("move projects from stage to stage"),
    "projects.confirm": _("confirm what others report"),
    "money.see": _("see amounts"),
    "contacts.see": _("see phone numbers and contacts"),
    "import.preview": _("read a ledger in and preview it"),
    "import.apply": _("apply an import"),
    "export": _("export"),
    "companies.see": _("see companies"),
    "companies.edit": _("edit companies"),
    "companies.merge": _("merge companies"),
    "parks.see": _("see parks and land"),
    "parks.edit": _("edit parks and land"),
    "chains.see": _("see industry chains"),
    "chains.edit": _("edit industry chains"),
    "plans.see": _("see plans and targets"),
    "plans.edit": _("edit plans and targets"),
    "tasks.see": _("see tasks"),
    "tasks.assign": _("give tasks"),
    "orgs.see": _("see organisations and people"),
    "orgs.edit": _("edit organisations, people and accounts"),
    "audit.see": _("read and verify the audit chain"),
}
