"""One act at a time on one person's shares: what was counted stays true until it is kept."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Select, or_, select

from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant


def wait(work: Work, portfolio: Portfolio) -> None:
    """Wait for whoever else is writing to that person; the transaction's end lets others go on."""
    held = select(Portfolio.id).where(Portfolio.id == portfolio.id)
    work.session.execute(held.with_for_update(key_share=True))


def wait_for_all(work: Work, grant_ids: Iterable[UUID]) -> None:
    """The same for several people who share where the actor acts, always in one order."""
    which = Grant.id.in_(list(grant_ids)), Grant.structure_id == work.actor.structure_id
    wait_for_these(work, select(Grant.portfolio_id).where(*which))


def wait_for_these(work: Work, *portfolio_ids: Select[UUID]) -> None:
    """The same for whoever these name: who needs several takes them all first, in that order."""
    named = or_(*(Portfolio.id.in_(each) for each in portfolio_ids))
    held = select(Portfolio.id).where(named).order_by(Portfolio.id)
    work.session.execute(held.with_for_update(key_share=True))
