"""A button pressed twice: whether what a form brings was kept already."""

from collections.abc import Sequence

from portfolio.domain.entries import Entry
from portfolio.services.boxes import Opened


def said(entry: Entry, opened: Sequence[Opened]) -> bool:
    """Whether the very same thing is there: a button pressed twice says it once."""
    return any(one.entry == entry for one in opened)
