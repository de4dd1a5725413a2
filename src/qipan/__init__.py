"""Qipan: the whole county on one board."""

__version__ = "0.1.0"
