"""The files of a shared view: read by whoever may read the view, for as long as they may."""

from uuid import UUID

from sqlalchemy import select

from portfolio.domain.errors import NotFound
from portfolio.domain.files import KeyedFile
from portfolio.domain.sharing import Right
from portfolio.services import grants, journal
from portfolio.services.work import Work
from portfolio.storage.files import StoredFile


def lend(work: Work, grant_id: UUID, file_id: UUID) -> KeyedFile:
    """A file of a grant that opens to the actor; the owner's journal gets a line.

    :class:`NotFound` for a file that the view does not show, or that its owner erased since.
    """
    opened = grants.reach(work, grant_id, Right.READ)
    file = next((each for each in opened.view.files if each.id == file_id), None)
    there = select(StoredFile.id).where(
        StoredFile.portfolio_id == opened.portfolio.id, StoredFile.id == file_id
    )
    if file is None or work.session.scalar(there) is None:
        raise NotFound
    journal.write(work, opened.portfolio, "file.read", grant_id=grant_id, detail=str(file_id))
    return file
