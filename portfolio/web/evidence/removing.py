"""Documents and files that go, and what goes with them."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from flask import current_app

from portfolio.services import entries, files
from portfolio.services.boxes import Opened
from portfolio.services.files import Stored
from portfolio.web import transaction
from portfolio.web.signin import work


def remove(one: Opened, let_go: Iterable[Stored]) -> None:
    """A document goes; the files *let_go* stay for a while, to be taken back, then go too."""
    entries.remove(work(), [one.id])
    files.release(work(), [each.file.id for each in let_go])


def erase(file_id: UUID) -> None:
    """A file goes for good: its key with this request, its bytes right after."""
    place = files.erase(work(), file_id)
    transaction.erase()
    transaction.afterwards(partial(current_app.extensions["blobs"].remove, place))
