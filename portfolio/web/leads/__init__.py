"""Pages where a citizen explores and compares leads."""
