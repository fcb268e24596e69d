"""Pages where a citizen makes a code to hand over, and those it opens without an account."""
