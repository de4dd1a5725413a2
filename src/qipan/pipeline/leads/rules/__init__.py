"""Judging leads: their clock and whose move it is (`clock`), how credit is shared (`credit`). Pure."""

from __future__ import annotations
