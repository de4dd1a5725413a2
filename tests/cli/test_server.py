"""The server answers, does the jobs beside it, and stops gently."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from qipan.cli import jobs
from tests.cli.conftest import Installation


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(installation: Installation, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "qipan", "serve", "--port", str(port), *words],
        env=installation.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def answer(address: str) -> int:
    """The status; the server may need a moment to open."""
    for _round in range(150):
        try:
            with urllib.request.urlopen(address, timeout=20) as response:
                return int(response.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not open")


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_the_sign_in_page_and_stops_when_told(installation: Installation, sign: signal.Signals) -> None:
    with serving(installation) as (process, address):
        status = answer(f"{address}/accounts/login/")
        process.send_signal(sign)
        said = process.communicate(timeout=30)[0]

    assert status == 200
    assert process.returncode == 0, said
    assert "Traceback" not in said


@pytest.mark.slow
def test_a_taken_address_is_said_so(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        done = installation.run("serve", "--port", str(taken.getsockname()[1]))

    assert done.returncode == 1
    assert "--port" in done.stderr


def test_a_worker_of_this_process_is_alive() -> None:
    assert jobs.is_alive(jobs.worker_name())


def test_a_worker_of_another_machine_is_taken_to_be_alive() -> None:
    assert jobs.is_alive("elsewhere:1:ab")


def test_a_worker_whose_process_ended_is_dead() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()

    assert not jobs.is_alive(f"{socket.gethostname()[:30]}:{ended.pid}:ab")


@pytest.mark.django_db
def test_a_job_whose_worker_died_is_taken_up_again() -> None:
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    host = socket.gethostname()[:30]
    common = {
        "task_path": "x.y",
        "args_kwargs": {"args": [], "kwargs": {}},
        "backend_name": "default",
        "run_after": timezone.now(),
    }
    left = DBTaskResult.objects.create(status="RUNNING", worker_ids=[f"{host}:{ended.pid}:ab"], **common)
    held = DBTaskResult.objects.create(status="RUNNING", worker_ids=[f"{host}:{os.getpid()}:ab"], **common)

    count = jobs.take_up_left()

    left.refresh_from_db()
    held.refresh_from_db()
    assert count == 1
    assert left.status == "READY"
    assert held.status == "RUNNING"


SLOW = """
import sys, time, types

def slow(environ, start_response):
    time.sleep(1.5)
    start_response("200 OK", [("Content-Length", "5000000")])
    return [b"x" * 5_000_000]

sys.modules["qipan.config.wsgi"] = types.SimpleNamespace(application=slow)
from qipan import cli
sys.exit(cli.main(["serve", "--port", sys.argv[1]]))
"""


@pytest.mark.slow
def test_a_request_begun_before_the_stop_is_answered_whole(installation: Installation) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(port)], env=installation.environment(), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()  # "serves at …"
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30).read())
        time.sleep(0.7)

        process.send_signal(signal.SIGTERM)

        assert len(asked.result()) == 5_000_000
    assert process.wait(timeout=30) == 0
