"""Pages where a citizen prepares a meeting, and follows a démarche."""
