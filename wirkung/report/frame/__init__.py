"""What stands around the results: head, first page, evidence, limits, sources."""
