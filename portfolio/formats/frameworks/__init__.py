"""Frameworks out of the files that their publishers give away."""
