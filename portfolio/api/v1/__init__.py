"""Version 1 of the programming interface: one resource per file."""
