"""Pages where a citizen shares, and stops sharing."""
