"""`qipan serve`: the pages, and the background jobs in the same process."""

from __future__ import annotations

import argparse
import os

from qipan.cli import home, server
from qipan.cli.language import _

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def summary() -> str:
    return _("serve the pages and do the background jobs, until stopped")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help=_("address to listen on; 0.0.0.0 for every network (default: this machine only)"),
    )
    parser.add_argument("--port", type=int, default=8000, help=_("port to listen on (default: 8000)"))
    parser.add_argument("--threads", type=int, default=8, help=_("requests answered at the same time (default: 8)"))
    parser.add_argument(
        "--no-worker", action="store_true", help=_("pages only; “qipan worker” does the jobs elsewhere")
    )


def run(options: argparse.Namespace) -> int:
    server.demand_free(options.host, options.port)
    if options.host not in LOOPBACK and not os.environ.get("QIPAN_HOSTS"):
        home.say(
            _(
                "Note: set QIPAN_HOSTS to the names people will type (county.example,10.0.0.5), else their browsers are refused."
            )
        )
    home.open_house(options)
    home.demand_ready()
    one = server.Server(
        host=options.host, port=options.port, threads=options.threads, with_worker=not options.no_worker
    )
    return one.run(
        lambda: home.say(_("Qipan serves at %(address)s · stop with Ctrl+C") % {"address": address(options)})
    )


def address(options: argparse.Namespace) -> str:
    host = "127.0.0.1" if options.host in ("0.0.0.0", "::") else options.host  # noqa: S104 (only shown)
    return f"http://{f'[{host}]' if ':' in host else host}:{options.port}/"
