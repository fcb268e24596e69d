"""The colour of a structure, the same on every page."""

from uuid import UUID

FOUR = 4


def colour_of(structure_id: UUID | None) -> int:
    """One of the four colours of strands; its name is always written beside it."""
    return 1 + structure_id.int % FOUR if structure_id else 1
