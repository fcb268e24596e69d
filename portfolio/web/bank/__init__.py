"""Pages of a structure's bank: what its members keep ready to propose."""
