"""The background worker: takes waiting jobs one after another, in a thread of the server or as a process of its own."""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from typing import Any

import structlog

log = structlog.get_logger(__name__)
PLANS = "plans"  # a plan takes minutes: it has a worker of its own, so that an import never waits for it
INTERVAL = 1.0
PAUSE_AFTER_FAILURE = 5.0
MINUTE = 60.0


def worker_name() -> str:
    """Host, process, thread: tells later whether the worker that claimed a job still lives."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"


def make_worker(queue: str = "*", *, but_not: str = "") -> Any:
    from django_tasks_db.management.commands.db_worker import Worker

    return Worker(
        queue_names=[queue],
        interval=INTERVAL,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_name(),
        excluded_queue_names=[but_not] if but_not else [],
    )


def is_alive(name: str) -> bool:
    """Does the process that claimed a job still run? One on another machine is taken to."""
    host, _sep, rest = name.partition(":")
    process = rest.partition(":")[0]
    if host != socket.gethostname()[:30] or not process.isdigit():
        return True
    if int(process) == os.getpid():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def take_up_left() -> int:
    """Jobs begun by a worker of this machine that died are put back in the line; jobs bear being run twice."""
    from django_tasks_db.models import DBTaskResult

    left = [
        row.pk
        for row in DBTaskResult.objects.filter(status="RUNNING").only("pk", "worker_ids")
        if row.worker_ids and not is_alive(row.worker_ids[-1])
    ]
    return DBTaskResult.objects.filter(pk__in=left, status="RUNNING").update(status="READY", started_at=None)


def catch_up() -> None:
    """What a sudden end left behind: facts not yet told, jobs half done."""
    from qipan.board import jobs as board
    from qipan.core import events
    from qipan.exchange import jobs as exchange

    told, taken, imports, plans = events.deliver_waiting(), take_up_left(), exchange.recover(), board.recover()
    if told or taken or imports or plans:
        log.warning("worker.caught_up", events=told, jobs=taken, imports=imports, plans=plans)


def look_at_the_clock() -> None:
    """Put what is due by the schedule in the line."""
    from django.utils import timezone

    from qipan.config import schedule

    schedule.tick(timezone.now())


class Clock(threading.Thread):
    """Looks at the schedule every minute, beside the worker: a long job must not make the night's work late for ever."""

    def __init__(self) -> None:
        super().__init__(name="qipan-clock", daemon=True)
        self._stopped = threading.Event()

    def run(self) -> None:
        from django.db import connection

        while not self._stopped.is_set():
            try:
                look_at_the_clock()
            except Exception:
                log.exception("clock.failed")
            connection.close()
            self._stopped.wait(MINUTE)

    def stop(self) -> None:
        self._stopped.set()


class Line(threading.Thread):
    """One worker: jobs one after another. A database that is away for a while is waited for, not given up."""

    def __init__(self, name: str, worker: Any) -> None:
        super().__init__(name=name, daemon=True)
        self.worker = worker
        self._stopped = threading.Event()

    def prepare(self) -> None:
        """What comes before the first job, and again after a failure."""

    def run(self) -> None:
        from django.db import connection

        while not self._stopped.is_set():
            try:
                self.prepare()
                self.worker.run()
            except Exception:
                log.exception("worker.failed")
                connection.close()
                self._stopped.wait(PAUSE_AFTER_FAILURE)
        connection.close()

    def halt(self) -> None:
        """Take no further job."""
        self._stopped.set()
        self.worker.running = False


class Thread(Line):
    """The worker beside the server, with the clock and the worker for plans."""

    def __init__(self) -> None:
        super().__init__("qipan-worker", make_worker(but_not=PLANS))
        self.clock = Clock()
        self.plans = Line("qipan-plans", make_worker(PLANS))

    def prepare(self) -> None:
        catch_up()
        if not self.plans.is_alive():
            self.plans.start()

    def run(self) -> None:
        self.clock.start()
        super().run()

    def stop(self, timeout: float) -> bool:
        """Let the jobs at hand finish. False when they did not within the time; they are taken up again at the next start."""
        until = time.monotonic() + timeout
        self.clock.stop()
        for line in (self, self.plans):
            line.halt()
        for line in (self, self.plans):
            if line.ident:
                line.join(max(0.0, until - time.monotonic()))
        return not (self.is_alive() or self.plans.is_alive())
