"""`qipan worker`: the background jobs alone."""

from __future__ import annotations

import argparse
import signal
import threading

from qipan.cli import home, jobs
from qipan.cli.language import _


def summary() -> str:
    return _("do the background jobs only; for an installation whose pages are served with --no-worker")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help=_("do what waits now, then end"))


def run(options: argparse.Namespace) -> int:
    home.open_house(options)
    home.demand_ready()
    if options.once:
        jobs.catch_up()
        worker = jobs.make_worker()
        worker.batch = True
        worker.run()
        return 0
    thread, stopped = jobs.Thread(), threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopped.set())
    thread.start()
    home.say(_("The worker waits for jobs · stop with Ctrl+C"))
    while not stopped.wait(0.5):
        pass
    return 0 if thread.stop(timeout=60) else 1
