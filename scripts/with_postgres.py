"""Run a command beside a PostgreSQL of its own, thrown away afterwards.

    python scripts/with_postgres.py pytest tests

The command gets DATABASE_URL. The cluster listens on this machine only and lives in a temporary folder; it forgoes what makes a
database survive a power cut, since nothing in it is kept. As root it runs as `postgres`, because PostgreSQL refuses root.
Exit code: the command's; 3 when PostgreSQL is not installed.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOT_INSTALLED = 3
QUICK = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "256MB", "max_connections": "60",
    "autovacuum": "on", "listen_addresses": "127.0.0.1", "timezone": "UTC",
}  # fmt: skip


def binaries() -> Path | None:
    """Debian keeps the server's programs out of PATH, one folder per version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3].split(".")[0]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """A running cluster; its address for Django."""
    folder = Path(tempfile.mkdtemp(prefix="qipan-postgres-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    data, port = folder / "data", free_port()

    def run(program: str, *arguments: str) -> None:
        command = [*as_owner, str(programs / program), *arguments]
        done = subprocess.run(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        if done.returncode:
            log = folder / "log"
            raise RuntimeError(f"{program} failed:\n{done.stdout}\n{log.read_text() if log.exists() else ''}")

    try:
        run("initdb", "-D", str(data), "-U", "qipan", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        settings = " ".join(f"-c {name}={value}" for name, value in QUICK.items())
        run(
            "pg_ctl",
            "-D",
            str(data),
            "-w",
            "-l",
            str(folder / "log"),
            "-o",
            f"-p {port} -k {folder} {settings}",
            "start",
        )
        try:
            yield f"postgres://qipan@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    programs = binaries()
    if programs is None:
        print("PostgreSQL is not installed (Debian: apt-get install postgresql).", file=sys.stderr)
        return NOT_INSTALLED
    with cluster(programs) as address:
        environment = os.environ | {"DATABASE_URL": address, "PATH": f"{os.environ['PATH']}:{programs}"}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
