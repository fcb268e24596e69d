"""A button pressed twice: whether what a form brings was kept already."""

from collections.abc import Sequence
from uuid import UUID

from portfolio.domain.entries import Entry
from portfolio.services.boxes import Opened


def said(entry: Entry, opened: Sequence[Opened]) -> bool:
    """Whether the very same thing is there: a button pressed twice says it once."""
    return there(entry, opened) is not None


def there(entry: Entry, opened: Sequence[Opened]) -> UUID | None:
    """The id of the very same thing, when it was kept already."""
    return next((one.id for one in opened if one.entry == entry), None)
