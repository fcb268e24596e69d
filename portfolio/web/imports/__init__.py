"""Pages where a file is brought in."""
