"""Pages of the network's structures."""
