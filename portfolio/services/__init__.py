"""Use cases: ``verb(work, …)``. Queries and rules; no Flask, no clock, no commit."""
