"""Pages where somebody types for a citizen, and where the citizen answers."""
