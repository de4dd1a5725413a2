"""Verbs of the room. Each is one transaction: rows, audit, event."""
