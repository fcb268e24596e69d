"""Pages where a citizen reads their thread."""
