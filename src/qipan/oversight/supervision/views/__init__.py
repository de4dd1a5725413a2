"""Pages of supervision: what is red, notices and what is done to them, the wall, what a project's page shows."""
