"""The product's settings as the browser meets them: demo mode, so that the style page and the demo accounts are there to look at."""

from __future__ import annotations

import os
from pathlib import Path

os.environ["QIPAN_DEMO"] = "1"

from qipan.config.settings import *  # noqa: F403
from qipan.config.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A code is good once: signing in right after setting up takes the next one, half a minute before its time.
MFA_TOTP_TOLERANCE = 1
# The judge of accessibility stands beside our own scripts, so that the browser keeps it: read in by hand it costs 0.1 s a page.
STATICFILES_DIRS = [("axe", Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core")]
# Nothing here outlives a power cut: no commit waits for the disk.
DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
