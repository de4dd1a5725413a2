"""Text that a spreadsheet program would run as a formula, made harmless in CSV and back again.

A single quote is put before such text (and before text that already looks so quoted), so that taking one quote off restores it exactly.
XLSX needs none of this: its writer says "this is text". Numbers are never quoted.
"""

from __future__ import annotations

import re

_DANGEROUS = "=+\\-@\t\r\n\0＝＋－＠"
_NEEDS = re.compile(f"'*[{_DANGEROUS}]")
_HAS = re.compile(f"'+[{_DANGEROUS}]")


def protected(text: str) -> str:
    """The text as it may stand in a CSV cell."""
    return f"'{text}" if _NEEDS.match(text) else text


def restored(text: str) -> str:
    """The text as it was before `protected`."""
    return text[1:] if text[:1] == "'" and _HAS.match(text) else text
