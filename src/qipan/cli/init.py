"""`qipan init`: a new installation, or an old one brought up to this version."""

from __future__ import annotations

import argparse
import getpass
import os
import sys

from qipan.cli import home
from qipan.cli.language import _


def summary() -> str:
    return _("make a new installation, or bring the database to this version")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--admin", metavar=_("NAME"), help=_("name of the first administrator (asked if left out)"))
    parser.add_argument("--county", metavar=_("NAME"), help=_("name of the county"))
    parser.add_argument("--code", metavar=_("NUMBER"), help=_("its six-digit division code"))
    parser.epilog = _(
        "The administrator's password is asked, or read from QIPAN_ADMIN_PASSWORD. Running it again changes nothing."
    )


def run(options: argparse.Namespace) -> int:
    home.open_house(options)
    from django.conf import settings

    for name in ("media", "backups"):
        (settings.HOME / name).mkdir(exist_ok=True, mode=0o700)
    waiting = len(home.waiting_migrations())
    home.migrate()
    home.say(_("Database: %(count)d changes made.") % {"count": waiting} if waiting else _("Database: up to date."))
    _seed(options)
    _administrator(options)
    home.say(
        _("Ready in %(folder)s. “qipan serve” starts it; “qipan doctor” looks it over.") % {"folder": settings.HOME}
    )
    return 0


def _seed(options: argparse.Namespace) -> None:
    """Roles, the catalogue of approvals, and the county as the top of the regions."""
    from qipan.territory.orgs import actions as orgs
    from qipan.territory.orgs.models import Region

    if made := home.top_up():
        home.say(_("Roles: %(count)d.") % {"count": made})
    if options.county and not Region.objects.filter(parent=None).exists():
        orgs.add_region(by=None, code=options.code or "000000", name=options.county)
        home.say(_("County: %(name)s.") % {"name": options.county})


def _administrator(options: argparse.Namespace) -> None:
    from qipan.territory.orgs.models import Membership

    if Membership.objects.filter(role__code="administrator", person__user__isnull=False).exists():
        return
    name = options.admin or _ask(_("Name of the first administrator: "))
    if not name:
        home.say(_("No administrator yet: run “qipan init --admin NAME” before people come."))
        return
    _open_account(name.strip(), _password(name))
    home.say(_("Administrator: %(name)s.") % {"name": name})


def _ask(question: str) -> str:
    return input(question).strip() if sys.stdin.isatty() else ""


def _password(name: str) -> str:
    """From the environment, else asked twice; refused when the password rules refuse it."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    given = os.environ.get("QIPAN_ADMIN_PASSWORD", "")
    if not given and not sys.stdin.isatty():
        raise home.Trouble(
            _("no password for %(name)s: set QIPAN_ADMIN_PASSWORD or run this in a terminal") % {"name": name}
        )
    while True:
        password = given or getpass.getpass(_("Password: "))
        try:
            validate_password(password)
            if given or password == getpass.getpass(_("Once more: ")):
                return password
            home.say(_("The two differ."))
        except ValidationError as error:
            if given:
                raise home.Trouble(" ".join(error.messages)) from error
            home.say(" ".join(error.messages))


def _open_account(name: str, password: str) -> None:
    """The account, the person behind it and the post that lets them in."""
    from django.db import transaction

    from qipan.territory.orgs import accounts
    from qipan.territory.orgs import actions as orgs
    from qipan.territory.orgs.models import Organisation, Role

    office = str(_("Administration"))
    with transaction.atomic():
        person = orgs.add_person(by=None, name=name)
        try:
            user = accounts.open_account(by=None, person=person, username=name)
        except accounts.NameTaken as taken:
            raise home.Trouble(_("the name %(name)s cannot be used or is taken") % {"name": name}) from taken
        user.set_password(password)
        user.save(update_fields=["password"])
        organisation = Organisation.objects.filter(name=office).first() or orgs.found(by=None, name=office)
        orgs.join(by=None, person=person, organisation=organisation, role=Role.objects.get(code="administrator"))
