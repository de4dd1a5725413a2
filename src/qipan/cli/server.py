"""The web server: waitress in this process, stopped gently, with the worker beside it."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from qipan.cli import jobs
from qipan.cli.home import Trouble, say
from qipan.cli.language import _

GRACE = 20.0
# An upload may be as large as the settings say; the server cuts off whatever is far beyond.
BODY_LIMIT_FACTOR = 2


def demand_free(host: str, port: int) -> None:
    """Say that the address is taken before anything slow is done."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0]) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(found[4][:2])
    except OSError as error:
        raise Trouble(
            _("the address %(host)s:%(port)s cannot be used (%(why)s); choose another with --port")
            % {"host": host, "port": port, "why": error.strerror}
        ) from error


class Server:
    """Serves until told to stop; then answers what it has begun, and no more."""

    def __init__(self, *, host: str, port: int, threads: int, with_worker: bool) -> None:
        import waitress
        from django.conf import settings

        from qipan.config.wsgi import application

        self.sockets: dict[int, Any] = {}
        self.listener = waitress.create_server(
            application,
            map=self.sockets,
            host=host,
            port=port,
            threads=threads,
            ident=None,  # nobody needs to know what serves
            max_request_body_size=settings.UPLOAD_LIMIT_BYTES * BODY_LIMIT_FACTOR,
            channel_timeout=120,
            clear_untrusted_proxy_headers=not settings.SECURE_PROXY_SSL_HEADER,
        )
        self.worker = jobs.Thread() if with_worker else None
        self.stopping = False

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping = True

    def run(self, ready: Callable[[], None]) -> int:
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        if self.worker:
            self.worker.start()
        ready()
        while not self.stopping:
            self._turn()
        say(_("Stopping: finishing what was begun …"))
        return self._finish()

    def _turn(self) -> None:
        from waitress import wasyncore

        wasyncore.loop(timeout=0.5, map=self.sockets, count=1)

    def _finish(self) -> int:
        """Close the door, answer those inside, end the job at hand."""
        from waitress.channel import HTTPChannel
        from waitress.server import BaseWSGIServer

        until = time.monotonic() + GRACE
        for one in [s for s in self.sockets.values() if isinstance(s, BaseWSGIServer)]:
            one.socket.close()
            one.del_channel()

        def busy() -> bool:
            channels = [s for s in self.sockets.values() if isinstance(s, HTTPChannel)]
            return any(channel.requests or channel.total_outbufs_len for channel in channels)

        while busy() and time.monotonic() < until:
            self._turn()
        self.listener.task_dispatcher.shutdown(timeout=1)
        is_done = self.worker.stop(max(1.0, until - time.monotonic())) if self.worker else True
        if not is_done:
            say(_("A background job was still at work; it is taken up again at the next start."))
        return 0
