"""Judging leads: clock and whose move it is (`clock`), shares of credit (`credit`), silence and age (`contact`). Pure."""

from __future__ import annotations
