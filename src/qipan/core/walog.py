"""SQLite's log of a very large transaction: put on the disk while it grows, taken over into the database file beside us afterwards.

A commit waits until its whole log lies on the disk, and then SQLite copies the log into the database file before it answers; with
700 MB either takes seconds. What is on the disk already need not be waited for, and the transaction is safe before the copying: that
is left to a thread, and holds nobody up. Nothing is promised earlier than without this.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

EVERY = 1.0  # seconds from one time the log is put on the disk to the next
LARGE = 32_000_000  # bytes of log that are worth a thread; below, the next commits take them over as usual
TAKING_OVER = "qipan-takes-over-log"
_USUAL = 1000  # pages after which a commit copies the log, as SQLite has it


@contextmanager
def apart(connection: sqlite3.Connection) -> Iterator[None]:
    """Around a very large transaction. A database in memory has no log: then nothing is done."""
    [(_, _, name)] = [row for row in connection.execute("PRAGMA database_list") if row[1] == "main"]
    log = Path(f"{name}-wal")
    if not name or not log.exists():
        yield
        return
    over = Event()
    putting = Thread(target=_put, args=(log, over), daemon=True)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    putting.start()
    try:
        yield
    finally:
        over.set()
        putting.join()
        connection.execute(f"PRAGMA wal_autocheckpoint = {_USUAL}")
    if _size(log) > LARGE:
        Thread(target=_take_over, args=(name,), name=TAKING_OVER).start()


def _put(log: Path, over: Event) -> None:
    """The disk writes while the processor is busy with the next rows."""
    with suppress(OSError):
        place = os.open(log, os.O_RDONLY)
        try:
            while not over.wait(EVERY):
                os.fdatasync(place)
        finally:
            os.close(place)


def _take_over(name: str) -> None:
    """Passively: who reads or writes meanwhile is not held up, and what they still need stays for the next time."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(name)) as own:
        own.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _size(log: Path) -> int:
    return log.stat().st_size if log.exists() else 0
