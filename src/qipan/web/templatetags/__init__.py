"""Template tags of every page (built in: no `load` needed)."""
