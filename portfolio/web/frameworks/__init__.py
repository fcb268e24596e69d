"""Pages where anybody who has an account looks up jobs, skills and levels."""
