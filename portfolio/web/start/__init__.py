"""The guided start, one page a step."""
