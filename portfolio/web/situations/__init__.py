"""Pages of situation checks: the latest beside the one before."""
