"""Pages of industry chains."""
