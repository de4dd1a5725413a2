"""`qipan audit verify`: walk the audit chain from its first entry and say where it does not hold."""

from __future__ import annotations

import argparse

from qipan.cli import home
from qipan.cli.language import _, ngettext

SHOWN = 20


def summary() -> str:
    return _("prove that nobody altered, removed or slipped in an entry of the audit trail")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", choices=["verify", "head"], help=_("verify: check every entry; head: print the last number and hash")
    )
    parser.add_argument("--from", dest="start", type=int, default=1, metavar=_("NUMBER"), help=_("begin at this entry"))
    parser.add_argument(
        "--expect",
        metavar=_("NUMBER:HASH"),
        help=_("a head printed earlier (in a backup, say): it must still be in the chain"),
    )


def reasons() -> dict[str, str]:
    return {
        "gap": _("an entry is missing here"),
        "changes": _("what the entry says was changed afterwards"),
        "chain": _("the entry was altered, moved or slipped in"),
    }


def run(options: argparse.Namespace) -> int:
    home.open_house(options)
    home.demand_ready()
    from qipan.core import audit

    number, digest = audit.head()
    if options.what == "head":
        home.say(f"{number}:{digest}")
        return 0
    found = 0
    for broken in audit.verify(options.start):
        found += 1
        if found <= SHOWN:
            home.say(_("entry %(number)d: %(why)s") % {"number": broken.seq, "why": reasons()[broken.why]})
    if options.expect and not _holds(options.expect):
        found += 1
        home.say(
            _("the head %(head)s is not in the chain: its end was cut off or rewritten") % {"head": options.expect}
        )
    if found:
        home.say(
            ngettext("The chain is broken in %(count)d place.", "The chain is broken in %(count)d places.", found)
            % {"count": found}
        )
        return 1
    home.say(_("The chain holds: %(count)d entries, head %(head)s.") % {"count": number, "head": f"{number}:{digest}"})
    return 0


def _holds(expected: str) -> bool:
    """Is the entry printed earlier still there, with the same hash?"""
    from qipan.core.models import AuditEntry

    number, _sep, digest = expected.partition(":")
    if not number.isdigit():
        raise home.Trouble(_("a head looks like NUMBER:HASH"))
    return int(number) == 0 or AuditEntry.objects.filter(seq=int(number), hash=digest).exists()
