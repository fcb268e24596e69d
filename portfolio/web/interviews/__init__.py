"""Pages of an interview."""
