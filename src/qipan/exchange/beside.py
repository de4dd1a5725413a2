"""Work that needs no database, done in a second process of our own: the other core prepares while this one matches or writes.

`stream(work, …)` gives what the generator `work(…)` yields. A large import has it run apart: a fresh interpreter (never a fork of the
server) with the same settings gets the arguments, and what it makes comes back through a pipe, one item ahead of us. A small one, and a
machine with one core, has it run here. When we stop listening, or die, the other process ends.

What is read from strangers never comes here: files are opened by `confined` children, which answer JSON.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
WORTH = 10_000  # records; below, starting the other process takes longer than it saves
_START = (
    "import sys, pickle; sys.path[:] = pickle.load(sys.stdin.buffer); from qipan.exchange.beside import main; main()"
)


class BrokeOff(Exception):
    """The other process ended without saying why."""


def stream(apart: bool, work: Callable[P, Iterator[T]], /, *args: P.args, **named: P.kwargs) -> Iterator[T]:
    """What `work` yields, made apart or here. `work` is a function of a module; arguments and items can be pickled."""
    if apart and (os.cpu_count() or 1) > 1:
        return _apart(work, args, named)
    return work(*args, **named)


def _apart(work: Callable[..., Iterator[T]], args: tuple[Any, ...], named: dict[str, Any]) -> Iterator[T]:
    from django.conf import settings

    child = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        with child.stdin as to:
            for part in (sys.path, (work, args, named)):
                pickle.dump(part, to, protocol=5)
        while True:
            try:
                kind, item = pickle.load(child.stdout)  # noqa: S301 - what our own process made
            except (EOFError, pickle.UnpicklingError) as error:
                raise BrokeOff(work.__name__) from error
            if kind == "end":
                return
            if kind == "error":
                raise item
            yield item
    finally:
        child.kill()
        child.stdout.close()
        child.wait()


def main() -> None:
    """The other process: arguments from standard input, items to what was standard output."""
    import gc

    import django

    out = os.fdopen(os.dup(1), "wb", buffering=1 << 20)
    os.dup2(2, 1)  # whatever prints may not come between
    django.setup()
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
