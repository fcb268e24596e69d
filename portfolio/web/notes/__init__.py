"""Pages of a structure's working notes."""
