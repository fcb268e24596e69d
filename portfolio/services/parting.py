"""Who was told that the service ends, and who took everything home: counted, never read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from portfolio.domain.access import Role
from portfolio.domain.farewell import Farewell, Step
from portfolio.domain.sharing import day_of
from portfolio.services import agenda, archives
from portfolio.services.keyring import Keyring
from portfolio.services.reminding import Notice
from portfolio.storage.accounts import Account
from portfolio.storage.entries import Portfolio
from portfolio.storage.journal import JournalLine
from portfolio.storage.reminders import Reminder

PAGE = 100


@dataclass(slots=True)
class Count:
    """How things stand: citizens and archives, then everybody by the times they were told."""

    citizens: int = 0
    taken: int = 0
    accounts: int = 0
    unreachable: int = 0
    told: dict[Step, int] = field(default_factory=lambda: dict.fromkeys(Step, 0))
    untold: int = 0


def mark_of(keys: Keyring, account_id: UUID, farewell: Farewell, step: Step) -> bytes:
    """The name of one letter in the table of reminders; another last day is another letter."""
    return agenda.mark_of(keys, account_id, "farewell", farewell.ends.isoformat(), step)


def page(session: Session, after: UUID | None) -> Sequence[UUID]:
    """The next accounts that letters may go to, whatever they are, in the order of their ids."""
    query = select(Account.id).where(Account.state == "active", Account.email_box.is_not(None))
    query = query.where(Account.id > after) if after else query
    return session.scalars(query.order_by(Account.id).limit(PAGE)).all()


def notices(
    session: Session, keys: Keyring, farewell: Farewell, whom: Sequence[UUID], now: datetime
) -> list[Notice]:
    """The letters that those accounts are to get today and did not yet."""
    step = farewell.step(now)
    if step is None or farewell.stopped_at:
        return []
    marks = {each: mark_of(keys, each, farewell, step) for each in whom}
    sent = _sent(session, whom)
    return [Notice(each, None, (mark,)) for each, mark in marks.items() if (each, mark) not in sent]


def count(session: Session, keys: Keyring, farewell: Farewell) -> Count:
    """Counted over every account, a page of them at a time."""
    counted, since = Count(), day_of(farewell.announced_at)
    counted.citizens, counted.taken = _archives(session, farewell)
    for rows in _pages(session):
        sent = _sent(session, [row.id for row in rows])
        for row in rows:
            counted.accounts += 1
            if row.email_box is None:  # told by every page of the site, once they come
                counted.unreachable += 1
                counted.untold += row.seen_on <= since
                continue
            got = {step for step in Step if (row.id, mark_of(keys, row.id, farewell, step)) in sent}
            for step in got:
                counted.told[step] += 1
            counted.untold += not set(farewell.steps_for(row.created_on)) <= got
    return counted


def _pages(session: Session) -> Iterator[Sequence[Account]]:
    after: UUID | None = None
    while True:
        query = select(Account).where(Account.state == "active").order_by(Account.id)
        query = query.where(Account.id > after) if after else query
        rows = session.scalars(query.limit(PAGE)).all()
        if not rows:
            return
        yield rows
        after = rows[-1].id


def _sent(session: Session, whom: Sequence[UUID]) -> set[tuple[UUID, bytes]]:
    query = select(Reminder.account_id, Reminder.mark).where(
        Reminder.account_id.in_(whom), Reminder.sent_at.is_not(None), Reminder.box.is_(None)
    )
    return {(row.account_id, row.mark) for row in session.execute(query)}


def _archives(session: Session, farewell: Farewell) -> tuple[int, int]:
    """How many citizens there are, and how many took everything home since the announcement."""
    citizens = (
        select(func.count())
        .select_from(Account)
        .where(Account.role == Role.CITIZEN, Account.state == "active")
    )
    lines = exists().where(
        JournalLine.portfolio_id == Portfolio.id,
        JournalLine.act == archives.TAKEN,
        JournalLine.at >= farewell.announced_at,
    )
    took = select(func.count()).select_from(Portfolio).where(lines)
    return session.scalar(citizens) or 0, session.scalar(took) or 0
