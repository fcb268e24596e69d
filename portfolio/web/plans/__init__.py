"""Pages of the project and the plan of action."""
