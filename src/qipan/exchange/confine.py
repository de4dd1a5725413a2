"""The child's own fence, put up before it looks at any file: memory, CPU, no new files, no core dump."""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO

from qipan.exchange.limits import Limits
from qipan.exchange.refusal import Refusal
from qipan.exchange.sender import Sender

Work = Callable[[list[BinaryIO], str, Limits, Sender], None]


def run(work: Work, *, writable: int = 0) -> None:
    """Do the work on the files named in argv (descriptors, file name, limits) and end the process, with a refusal if need be."""
    limits = Limits(**json.loads(sys.argv[3]))
    _fence(limits, writable)
    gc.disable()  # a short life: collecting would only walk millions of cells
    sender = Sender(os.fdopen(os.dup(1), "wb", buffering=1 << 18), limits)
    try:
        files: list[BinaryIO] = [os.fdopen(number, "r+b" if writable else "rb") for number in json.loads(sys.argv[1])]
        work(files, sys.argv[2], limits, sender)
    except Refusal as refusal:
        sender.refuse(refusal.code, refusal.values)
    except MemoryError:
        sender.refuse("too_much_memory")
    except BaseException:  # calamine's panics are BaseExceptions; all of them mean "damaged"
        sender.refuse("damaged")
    os._exit(0)  # no clean-up of what is thrown away anyway; a scanning thread may still run


def _fence(limits: Limits, writable: int) -> None:
    for what, amount in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_FSIZE, writable),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (amount, amount))
    signal.alarm(int(limits.wall) + 5)  # should the parent be gone
