"""Tiny boards run uncompiled: nobody waits for a compiler in tests."""

import os

os.environ.setdefault("QIPAN_PLANNER_PLAIN", "1")
