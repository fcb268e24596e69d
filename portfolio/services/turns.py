"""One act at a time on one person's shares: what was counted stays true until it is kept."""

from sqlalchemy import select

from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio


def wait(work: Work, portfolio: Portfolio) -> None:
    """Wait for whoever else is writing to that person; the transaction's end lets others go on."""
    held = select(Portfolio.id).where(Portfolio.id == portfolio.id)
    work.session.execute(held.with_for_update(key_share=True))
