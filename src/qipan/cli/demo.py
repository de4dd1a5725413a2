"""`qipan demo`: a made-up county, brought in from its messy workbooks by the real importer, in a browser."""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path
from typing import Any

from qipan.cli import home, serve, server
from qipan.cli.language import _

DONE = "demo.ready"
OURS = "demo.home"
PACKED = (
    Path(__file__).resolve().parent.parent / "examples"
)  # a wheel carries the workbooks; a checkout has them at its top


def summary() -> str:
    return _("show Qipan with a made-up county; needs nothing, changes nothing elsewhere")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help=_("address to listen on (default: this machine only)"))
    parser.add_argument("--port", type=int, default=8000, help=_("port to listen on (default: 8000)"))
    parser.add_argument("--threads", type=int, default=8, help=argparse.SUPPRESS)
    parser.add_argument("--fresh", action="store_true", help=_("forget what was done in the demo and begin anew"))
    parser.add_argument("--no-serve", action="store_true", help=_("load the county only"))


def run(options: argparse.Namespace) -> int:
    if not options.no_serve:
        server.demand_free(options.host, options.port)
    folder = _folder(options)
    _clear(folder, all_of_it=options.fresh)
    options.home = str(folder)
    os.environ["QIPAN_DEMO"] = "1"
    if PACKED.is_dir():
        os.environ.setdefault("QIPAN_EXAMPLES", str(PACKED))
    home.open_house(options)
    (folder / OURS).touch()
    home.migrate()
    from qipan.config import demo as county

    if not (folder / DONE).exists():
        home.say(_("Reading the county's workbooks …"))
        county.load(home.say)
        (folder / DONE).touch()
    if options.no_serve:
        return 0
    one = server.Server(host=options.host, port=options.port, threads=options.threads, with_worker=True)
    return one.run(lambda: _greet(options, county))


def _folder(options: argparse.Namespace) -> Path:
    """A home of its own, never that of a real installation."""
    if options.home or os.environ.get("QIPAN_HOME"):
        folder = home.folder(options)
    else:
        folder = home.folder(options) / "demo"
    if (folder / "qipan.sqlite3").exists() and not (folder / OURS).exists():
        raise home.Trouble(_("%(folder)s holds a real installation; give the demo another --home") % {"folder": folder})
    if os.environ.pop("DATABASE_URL", None):
        home.say(_("Note: the demo uses its own SQLite database, not DATABASE_URL."))
    return folder


def _clear(folder: Path, *, all_of_it: bool) -> None:
    """A demo whose loading was cut short begins anew."""
    if (folder / OURS).exists() and (all_of_it or not (folder / DONE).exists()):
        shutil.rmtree(folder)


def _greet(options: argparse.Namespace, county: Any) -> None:
    home.say("")
    home.say(_("Qipan's demo county is open: %(address)s") % {"address": serve.address(options)})
    home.say(_("Sign in as one of these (password in brackets):"))
    for name, password, role in county.accounts():
        home.say(f"  {name:<16} ({password})  {role}")
    home.say(_("Stop with Ctrl+C."))
