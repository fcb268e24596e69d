"""Pages where people open, enter and look after their own account."""
