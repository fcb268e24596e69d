"""Pages where a citizen asks for an endorsement, and the one where a witness answers."""
