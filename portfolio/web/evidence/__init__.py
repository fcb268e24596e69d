"""Pages where a citizen keeps documents: what shows or proves something, with its files."""
