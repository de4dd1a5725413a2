"""`qipan manage …`: Django's own commands, for those who know them."""

from __future__ import annotations

import argparse
import os
import sys

from qipan.cli.language import _


def summary() -> str:
    return _("run one of Django's own commands (migrate, shell, check …)")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="…", help=_("the command and its options"))


def run(options: argparse.Namespace) -> int:
    from django.core.management import ManagementUtility

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qipan.config.settings")
    try:
        ManagementUtility(["qipan manage", *options.rest, *options.words]).execute()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 1
    finally:
        sys.stdout.flush()
    return 0
