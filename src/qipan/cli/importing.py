"""`qipan import FILE…`: what the import page does, on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from qipan.cli import home
from qipan.cli.language import _


def summary() -> str:
    return _("read ledgers as they are (.xlsx .xls .csv …): show what was understood, or apply it")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar=_("FILE"))
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--preview", action="store_true", help=_("write nothing, show what would happen (this is the default)")
    )
    how.add_argument("--apply", action="store_true", help=_("apply what has no open question and list the rest"))
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))
    parser.add_argument("--user", metavar=_("NAME"), help=_("account in whose name the change is recorded"))
    parser.epilog = _("Exit code: 0 everything understood, 1 something open or refused.")


def run(options: argparse.Namespace) -> int:
    absent = [str(path) for path in options.files if not path.is_file()]
    if absent:
        raise home.Trouble(_("no such file: %(files)s") % {"files": ", ".join(absent)})
    home.open_house(options)
    home.demand_ready()
    from qipan.exchange import console

    return console.run_import(
        options.files, preview=not options.apply, apply=options.apply, json=options.json, user=options.user
    )
