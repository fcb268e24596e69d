"""Relays between two structures: proposed by one, received by the other."""
