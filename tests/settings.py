"""The product's settings in a throw-away home, with a cheap password hash and a database file of its own."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def _home() -> str:
    """One home for a run: the workers of a parallel run get it from the one that made it."""
    home = os.environ.get("QIPAN_TEST_HOME")
    if not home:
        home = os.environ["QIPAN_TEST_HOME"] = tempfile.mkdtemp(prefix="qipan-test-")
        atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home


os.environ["QIPAN_HOME"] = _home()
os.environ["QIPAN_SECRET_KEY"] = "only-for-tests-" + "x" * 50
for _name in ("QIPAN_DEMO", "QIPAN_DEBUG", "QIPAN_HTTPS", "QIPAN_COUNTY", "QIPAN_LANGUAGE", "QIPAN_OIDC_URL"):
    os.environ.pop(_name, None)

from qipan.config.settings import *  # noqa: E402, F403
from qipan.config.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Nothing here outlives a power cut: no commit waits for the disk.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
    # A file, as in production: threads of a live server see each other's commits.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(os.environ["QIPAN_HOME"]) / "test.sqlite3")}
