"""Pages and acts of a project, by noun: board, ledger, the project, its acts, its files."""
