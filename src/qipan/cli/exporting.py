"""`qipan export`: the ledger as a workbook, or a file that came in filled again with today's values."""

from __future__ import annotations

import argparse
from pathlib import Path

from qipan.cli import home
from qipan.cli.language import _


def summary() -> str:
    return _("write a ledger to a workbook, or fill the sender's own form with today's values")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, metavar=_("FILE"), help=_("the file to write; .xlsx or .csv"))
    parser.add_argument(
        "--like",
        type=Path,
        metavar=_("FORM"),
        help=_("a workbook imported before: same headers, merges, order and units"),
    )
    parser.add_argument("--ledger", default="projects", metavar=_("NAME"), help=_("which ledger (default: projects)"))
    parser.add_argument("--user", metavar=_("NAME"), help=_("account whose view is exported"))


def run(options: argparse.Namespace) -> int:
    home.open_house(options)
    home.demand_ready()
    from qipan.exchange import console

    return console.run_export(options.out, like=options.like, ledger=options.ledger, user=options.user)
