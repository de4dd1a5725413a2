"""Work that needs no database, done in a second process of our own: the other core prepares while this one matches or writes.

`stream(work, …)` gives what the generator `work(…)` yields. Within `ready(…)` a large import has it run apart: a fresh interpreter (never
a fork of the server) with the same settings gets the arguments, and what it makes comes back through a pipe. A
small one, and a machine with one core, has it run here. It may be a few items ahead of us (or all of them, where we say so); when we stop
listening, or die, it ends.

What is read from strangers never comes here: files are opened by `confined` children, which answer JSON.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from queue import Empty, Queue
from threading import Thread
from typing import Any, BinaryIO, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
WORTH = 30_000  # records; below, starting the other process takes longer than it saves
AHEAD = 8  # items made and not yet asked for: neither process waits for the other's slow moment
ALL = 0  # … or every item, when nobody listens before something else is done
_LENGTH = struct.Struct("<Q")
_START = (
    "import sys, pickle; sys.path[:] = pickle.load(sys.stdin.buffer); from qipan.exchange.beside import main; main()"
)


class BrokeOff(Exception):
    """The other process ended without saying why."""


class _Other:
    """The other process, and what it has made so far: a thread takes it from the pipe as it comes."""

    def __init__(self, ahead: int) -> None:
        from django.conf import settings

        self.child = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
        )
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        self.to, self._pipe = self.child.stdin, self.child.stdout
        pickle.dump(sys.path, self.to, protocol=5)
        self.to.flush()
        self._made: Queue[bytes | None] = Queue(ahead)
        self._taking = Thread(target=self._take, daemon=True)
        self._taking.start()
        self._is_greeted = False

    def is_there(self) -> bool:
        """Has it come, or ended on the way?"""
        return self._is_greeted or not self._made.empty()

    def greeted(self) -> None:
        """Wait until it is there."""
        if not self._is_greeted:
            self.received()
            self._is_greeted = True

    def _take(self) -> None:
        with suppress(OSError, ValueError, struct.error):
            while head := self._pipe.read(_LENGTH.size):
                self._made.put(self._pipe.read(*_LENGTH.unpack(head)))
        self._made.put(None)

    def received(self) -> tuple[Any] | None:
        """The next item, None at the end; raises what the other process raised."""
        body = self._made.get()
        if body is None:
            raise BrokeOff
        try:
            kind, item = pickle.loads(body)  # noqa: S301 - what our own process made
        except (EOFError, pickle.UnpicklingError) as error:
            raise BrokeOff from error
        if kind == "error":
            raise item
        return (item,) if kind == "item" else None

    def end(self) -> None:
        self.child.kill()
        while self._taking.is_alive():
            with suppress(Empty):
                self._made.get(timeout=0.02)
        for pipe in (self.to, self._pipe):
            with suppress(BrokenPipeError):
                pipe.close()
        self.child.wait()


_waiting: ContextVar[_Other | None] = ContextVar("the other process, ready and without work", default=None)


@contextmanager
def ready(records: int, *, ahead: int = AHEAD) -> Iterator[None]:
    """For so many records: the other process is on its way, while something else is done first.

    `ahead`: how many items it may make before they are asked for.
    """
    if records <= WORTH or (os.cpu_count() or 1) < 2:
        yield
        return
    other = _Other(ahead)
    token = _waiting.set(other)
    try:
        yield
    finally:
        _waiting.reset(token)
        other.end()


def is_ready() -> bool:
    """Is there another process without work?"""
    return _waiting.get() is not None


def is_starting() -> bool:
    """Is one on its way, so that we had better go on by ourselves?"""
    other = _waiting.get()
    return other is not None and not other.is_there()


def stream(work: Callable[P, Iterator[T]], /, *args: P.args, **named: P.kwargs) -> Iterator[T]:
    """What `work` yields, made apart when the other process is `ready`, else here. Arguments and items can be pickled."""
    return begun(work, *args, **named) if is_ready() else work(*args, **named)


def begun(work: Callable[P, Iterator[T]], /, *args: P.args, **named: P.kwargs) -> Iterator[T]:
    """The same of work that is begun at once by the other process, which is ready, whenever its items are asked for."""
    other = _waiting.get()
    assert other is not None
    _waiting.set(None)
    other.greeted()
    with other.to as to:
        pickle.dump((work, args, named), to, protocol=5)
    return _items(other)


def _items(other: _Other) -> Iterator[Any]:
    try:
        while (answer := other.received()) is not None:
            yield answer[0]
    finally:
        other.end()


def main() -> None:
    """The other process: arguments from standard input, items to what was standard output."""
    import gc

    import django

    out = os.fdopen(os.dup(1), "wb", buffering=1 << 20)
    os.dup2(2, 1)  # whatever prints may not come between
    django.setup()
    _send(out, ("item", "ready"))
    work, args, named = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started us
    gc.disable()  # a short life of plain objects
    try:
        for item in work(*args, **named):
            _send(out, ("item", item))
        _send(out, ("end", None))
    except BrokenPipeError:
        os._exit(1)
    except Exception as error:
        _send(out, ("error", error))
    os._exit(0)


def _send(out: BinaryIO, item: tuple[str, Any]) -> None:
    body = pickle.dumps(item, protocol=5)
    out.write(_LENGTH.pack(len(body)))
    out.write(body)
    out.flush()
