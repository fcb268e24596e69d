"""A citizen deletes their account: asked for, perhaps taken back, and a month later done.

Nobody else says yes. What was open to others closes with the request; all that is theirs is
destroyed by the nightly job, one account a transaction: rows first, the bytes of files after.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from portfolio.domain.access import Role
from portfolio.domain.erasure import DELAY, is_over
from portfolio.domain.errors import NotFound
from portfolio.services import (
    boxes,
    journal,
    profiles,
    requested,
    sharing,
    tombstones,
    turns,
)
from portfolio.services.sweeping import PLACE
from portfolio.services.tombstones import Kind
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.endorsements import Endorsement
from portfolio.storage.entries import Portfolio
from portfolio.storage.files import StoredFile


def ask(work: Work) -> datetime:
    """Stop all that others may open, and say when the rest goes; asked again changes nothing.

    Nothing that was altered in the database can stand in the way.
    """
    portfolio, account = boxes.portfolio_of(work), profiles.account_of(work)
    turns.wait(work, portfolio)
    work.session.refresh(account)
    if account.erase_at is None:
        sharing.revoke_all(work)
        requested.refuse_all(work)
        _withdraw(work, portfolio)
        journal.write(work, portfolio, "account.erasure")
        tombstones.bury(work.session, Kind.ERASURE, account.id, work.now)
        account.erase_at = work.now + DELAY
    work.session.flush()
    return account.erase_at


def take_back(work: Work) -> None:
    """Keep the account after all, as long as it is there; what was stopped stays stopped."""
    portfolio, account = boxes.portfolio_of(work), profiles.account_of(work)
    turns.wait(work, portfolio)
    work.session.refresh(account)
    if account.erase_at is None:
        return
    if is_over(account.erase_at, work.now):
        raise NotFound
    account.erase_at = None
    journal.write(work, portfolio, "account.kept")
    tombstones.bury(work.session, Kind.STAY, account.id, work.now)


def due(session: Session, now: datetime) -> Sequence[UUID]:
    """The accounts whose month is over."""
    over = _asked() & (Account.erase_at <= now)
    return session.scalars(select(Account.id).where(over).order_by(Account.id)).all()


def waiting(session: Session) -> int:
    """How many people asked, and may still take it back."""
    return session.scalar(select(func.count()).select_from(Account).where(_asked())) or 0


def erase(session: Session, account_id: UUID, now: datetime) -> Sequence[UUID] | None:
    """Destroy one of those with every row that hangs on it, the keys first among them.

    Returns the bytes to take out of the store once this is committed; None if the account went
    already, or was kept after all.
    """
    theirs = (Account.id == account_id) & _asked() & (Account.erase_at <= now)
    if session.scalar(select(Account.id).where(theirs).with_for_update()) is None:
        return None
    mine = Portfolio.owner_id == account_id
    kept = select(PLACE).join(Portfolio, Portfolio.id == StoredFile.portfolio_id).where(mine)
    left = session.scalars(kept).all()
    session.execute(delete(Account).where(Account.id == account_id))
    tombstones.bury(session, Kind.ACCOUNT, account_id, now)
    return left


def _withdraw(work: Work, portfolio: Portfolio) -> None:
    """Take back what witnesses were asked and did not answer: their links lead nowhere."""
    waits = (Endorsement.portfolio_id == portfolio.id) & Endorsement.token_hash.is_not(None)
    gone = delete(Endorsement).where(waits).returning(Endorsement.id)
    for endorsement_id in work.session.scalars(gone).all():
        journal.write(work, portfolio, "endorsement.dropped")
        tombstones.bury(work.session, Kind.ENDORSEMENT, endorsement_id, work.now)


def _asked() -> ColumnElement[bool]:
    return (Account.role == Role.CITIZEN) & Account.erase_at.is_not(None)
