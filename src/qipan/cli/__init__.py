"""The command `qipan`: one table of commands, one small file for each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from types import ModuleType

from qipan import __version__
from qipan.cli import (
    audit,
    backup,
    demo,
    doctor,
    exporting,
    importing,
    init,
    manage,
    plan,
    restore,
    serve,
    worker,
)
from qipan.cli.home import Trouble
from qipan.cli.language import _

# A command is a module with `summary()`, `arguments(parser)` and `run(options) -> exit code`.
COMMANDS: dict[str, ModuleType] = {
    "demo": demo,
    "init": init,
    "serve": serve,
    "worker": worker,
    "import": importing,
    "export": exporting,
    "plan": plan,
    "backup": backup,
    "restore": restore,
    "doctor": doctor,
    "audit": audit,
    "manage": manage,
}


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="qipan",
        description=_(
            "Qipan: the whole county on one board. Bring the ledgers you have, see every project, make it happen."
        ),
        epilog=_("“qipan COMMAND --help” says more about a command. New here? Try “qipan demo”."),
    )
    top.add_argument("--version", action="version", version=f"Qipan {__version__}")
    commands = top.add_subparsers(dest="command", metavar=_("COMMAND"), title=_("commands"))
    for name, command in COMMANDS.items():
        one = commands.add_parser(name, help=command.summary(), description=command.summary())
        if command is not manage:
            one.add_argument(
                "--home",
                metavar=_("FOLDER"),
                help=_("where this installation keeps its data (else $QIPAN_HOME, else ~/.qipan)"),
            )
        command.arguments(one)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0: done; 1: it found something wrong; 2: it was asked wrongly; 130: stopped by hand."""
    top = parser()
    options, rest = top.parse_known_args(argv)
    if options.command is None:
        top.print_help()
        return 0
    if rest and options.command != "manage":
        top.error(_("not understood: %(words)s") % {"words": " ".join(rest)})
    options.rest = rest
    try:
        return int(COMMANDS[options.command].run(options) or 0)
    except Trouble as trouble:
        print(_("Qipan: %(what)s") % {"what": trouble}, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `qipan … | head`
        sys.stderr.close()
        return 1
