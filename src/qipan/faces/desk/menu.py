"""How the rooms are grouped in the navigation. A room's door is entered in its own `apps.py`; here only stands what belongs together."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.web.navigation import Group

GROUPS = (
    Group(_("Desk"), "home", ("desk:index",)),
    Group(_("Investment selection"), "briefcase", ("leads:index", "leads:teams", "screening:index", "chains:index")),
    Group(
        _("Projects"),
        "layout-kanban",
        (
            "projects:board",
            "projects:ledger",
            "timetables:index",
            "progress:index",
            "checkups:index",
            "approvals:index",
        ),
    ),
    Group(pgettext_lazy("navigation", "One board"), "target", ("board:index", "plans:index", "factors:index")),
    Group(_("Supervision"), "flag", ("supervision:index", "supervision:notices", "meetings:index", "tasks:index")),
    Group(
        pgettext_lazy("navigation", "County"), "building-community", ("companies:index", "parks:index", "orgs:index")
    ),
    Group(_("Import"), "file-import", ("exchange:index",), is_aside=True),
    Group(_("Settings"), "settings", ("web:rules", "web:calendars", "notify:webhooks", "orgs:audit"), is_aside=True),
)
