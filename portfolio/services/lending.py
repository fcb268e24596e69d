"""The files of a shared view: read by whoever may read the view, for as long as they may."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from portfolio.domain.errors import NotFound
from portfolio.domain.files import KeyedFile
from portfolio.domain.sharing import Right
from portfolio.services import grants, journal
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.files import StoredFile


@dataclass(frozen=True, slots=True)
class Loan:
    """A file that a grant lends, and whose it is."""

    grant_id: UUID
    portfolio_id: UUID
    file: KeyedFile = field(repr=False)


def lend(work: Work, grant_id: UUID, file_id: UUID) -> Loan:
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
    return Loan(grant_id, opened.portfolio.id, file)


def lasts(work: Work, loan: Loan) -> bool:
    """Whether the actor could still open the grant at this moment."""
    return grants.runs(work, loan.grant_id)


def cut(work: Work, loan: Loan, sent: int) -> None:
    """Write in the owner's journal that a loan ended under way, and how many bytes had left."""
    portfolio = work.session.get(Portfolio, loan.portfolio_id)
    if portfolio is not None:  # else the whole account went
        detail = f"{sent}/{loan.file.size}"
        journal.write(work, portfolio, "file.cut", grant_id=loan.grant_id, detail=detail)
