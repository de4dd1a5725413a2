"""Pages of imports: the list and one file's way in (batches), its sheets and records (records), what a person corrects (corrections)."""
