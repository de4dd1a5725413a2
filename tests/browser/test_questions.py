"""How often a page asks: at most fifteen questions, on the small county, for every page of a project's life."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT, _environment
from tests.browser.pages import PAGES

MOST = 15
ROOMS = (
    "projects",
    "progress",
    "timetables",
    "checkups",
    "approvals",
    "plans",
    "supervision",
    "meetings",
    "tasks",
    "notify",
)
COUNT = """
import json, sys
import django
django.setup()
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from qipan.core.models import User
settings.ALLOWED_HOSTS = ["*"]
asked = {}
for name, (who, path) in json.load(sys.stdin).items():
    client = Client()
    client.force_login(User.objects.get(username=who), backend="django.contrib.auth.backends.ModelBackend")
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(path)
    asked[name] = [answer.status_code, len(seen)]
print(json.dumps(asked))
"""


@pytest.fixture(scope="module")
def asked(county: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[int]]:
    """Page → its status and how many questions it asked, the second time it was opened."""
    home = tmp_path_factory.mktemp("questions") / "home"
    shutil.copytree(county, home)
    known = json.loads((home / "known.json").read_text(encoding="utf-8"))
    pages = {name: (who, path.format(**known)) for name, (who, path) in PAGES.items() if name.split(":")[0] in ROOMS}
    made = subprocess.run(
        [sys.executable, "-c", COUNT], cwd=ROOT, env=os.environ | _environment(home), input=json.dumps(pages), capture_output=True,
        text=True, timeout=180,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    found: dict[str, list[int]] = json.loads(made.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("name", [name for name in PAGES if name.split(":")[0] in ROOMS])
def test_a_page_asks_at_most_fifteen_questions(name: str, asked: dict[str, list[int]]) -> None:
    status, questions = asked[name]

    assert status == 200
    assert questions <= MOST
