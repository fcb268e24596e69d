"""Pages where a citizen keeps entries."""
