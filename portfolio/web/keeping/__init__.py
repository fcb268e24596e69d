"""Pages where nothing is lost: former versions, and the trash."""
