"""A person takes away what a structure brought to one of their shares: for both, and for good."""

from uuid import UUID

from sqlalchemy import delete, select

from portfolio.domain.errors import NotFound
from portfolio.services import boxes, journal, tombstones
from portfolio.services.work import Work
from portfolio.storage.sharing import Contribution, Grant


def remove(work: Work, grant_id: UUID, contribution_id: UUID) -> None:
    """Destroy a contribution, answered or not; what it became in the portfolio is the actor's."""
    portfolio = boxes.portfolio_of(work)
    theirs = select(Grant.id).where(Grant.portfolio_id == portfolio.id, Grant.id == grant_id)
    gone = work.session.execute(
        delete(Contribution).where(
            Contribution.id == contribution_id, Contribution.grant_id.in_(theirs)
        )
    )
    if gone.rowcount != 1:  # type: ignore[attr-defined]  # a DELETE's cursor counts
        raise NotFound
    journal.write(work, portfolio, "contribution.removed", grant_id=grant_id)
    tombstones.bury(work.session, tombstones.Kind.CONTRIBUTION, contribution_id, work.now)
