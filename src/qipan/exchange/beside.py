"""Work that needs no database, done in a second process of our own: the other core prepares while this one matches or writes.

`stream(work, …)` gives what the generator `work(…)` yields. Within `ready(…)` a large import has it run apart: a fresh interpreter (never
a fork of the server) with the same settings gets the arguments, and what it makes comes back through a pipe, one item ahead of us. A
small one, and a machine with one core, has it run here. When we stop listening, or die, the other process ends.

What is read from strangers never comes here: files are opened by `confined` children, which answer JSON.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
WORTH = 30_000  # records; below, starting the other process takes longer than it saves
_START = (
    "import sys, pickle; sys.path[:] = pickle.load(sys.stdin.buffer); from qipan.exchange.beside import main; main()"
)


class BrokeOff(Exception):
    """The other process ended without saying why."""


_waiting: ContextVar[subprocess.Popen[bytes] | None] = ContextVar(
    "the other process, ready and without work", default=None
)


@contextmanager
def ready(records: int) -> Iterator[None]:
    """For so many records: the other process is there when the block begins, so that no lock is held while it starts."""
    if records <= WORTH or (os.cpu_count() or 1) < 2:
        yield
        return
    child = _started()
    token = _waiting.set(child)
    try:
        _received(child)
        yield
    finally:
        _waiting.reset(token)
        _end(child)


def stream(work: Callable[P, Iterator[T]], /, *args: P.args, **named: P.kwargs) -> Iterator[T]:
    """What `work` yields, made apart when the other process is `ready`, else here. Arguments and items can be pickled."""
    child = _waiting.get()
    if child is None:
        return work(*args, **named)
    _waiting.set(None)
    return _apart(child, work, args, named)


def _apart(child: subprocess.Popen[bytes], work: Callable[..., Iterator[T]], args: Any, named: Any) -> Iterator[T]:
    assert child.stdin is not None
    try:
        with child.stdin as to:
            pickle.dump((work, args, named), to, protocol=5)
        while (answer := _received(child)) is not None:
            yield answer[0]
    finally:
        _end(child)


def _started() -> subprocess.Popen[bytes]:
    from django.conf import settings

    child = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
    )
    assert child.stdin is not None
    pickle.dump(sys.path, child.stdin, protocol=5)
    child.stdin.flush()
    return child


def _received(child: subprocess.Popen[bytes]) -> tuple[Any] | None:
    """The next item, None at the end; raises what the other process raised."""
    assert child.stdout is not None
    try:
        kind, item = pickle.load(child.stdout)  # noqa: S301 - what our own process made
    except (EOFError, pickle.UnpicklingError) as error:
        raise BrokeOff from error
    if kind == "error":
        raise item
    return (item,) if kind == "item" else None


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    for pipe in (child.stdin, child.stdout):
        with suppress(BrokenPipeError):
            if pipe is not None:
                pipe.close()
    child.wait()


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


def _send(out: Any, item: tuple[str, Any]) -> None:
    pickle.dump(item, out, protocol=5)
    out.flush()
