"""One act at a time on one person's shares: what was counted stays true until it is kept."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant


def wait(work: Work, portfolio: Portfolio) -> None:
    """Wait for whoever else is writing to that person; the transaction's end lets others go on."""
    held = select(Portfolio.id).where(Portfolio.id == portfolio.id)
    work.session.execute(held.with_for_update(key_share=True))


def wait_for_all(work: Work, grant_ids: Iterable[UUID]) -> None:
    """The same for several people who share where the actor acts, always in one order."""
    held = (
        select(Portfolio.id)
        .join(Grant, Grant.portfolio_id == Portfolio.id)
        .where(Grant.id.in_(list(grant_ids)), Grant.structure_id == work.actor.structure_id)
        .order_by(Portfolio.id)
    )
    work.session.execute(held.with_for_update(key_share=True, of=Portfolio))
