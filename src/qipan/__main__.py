"""`python -m qipan` is the command `qipan`."""

from __future__ import annotations

import sys

from qipan.cli import main

if __name__ == "__main__":
    sys.exit(main())
