"""Reading what a person typed."""
