"""The nightly round of reminders: who is to be told that something waits, exactly once.

A reminder is claimed in a transaction of its own before its letter leaves, and marked as sent
once the mail server took it. A round that is cut short is taken up where it stopped: what was
not claimed is claimed, what was claimed and not sent leaves again after :data:`CLAIM`, under the
same Message-ID.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import exists, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portfolio.domain import reminders
from portfolio.domain.errors import Unsealable
from portfolio.domain.reminders import LATE, TYPES
from portfolio.domain.reminders import Reminder as Kind
from portfolio.domain.sharing import ZONE, State, day_of, last_day
from portfolio.domain.structures import Membership, Office
from portfolio.services import (
    agenda,
    appointment_letters,
    journal,
    mail_choices,
    relay_letters,
    waiting_letters,
)
from portfolio.services.keyring import Keyring
from portfolio.storage.accounts import Account
from portfolio.storage.entries import Portfolio, SealedEntry
from portfolio.storage.journal import JournalLine
from portfolio.storage.reminders import MailChoice, Reminder
from portfolio.storage.sharing import Grant, GrantWrap
from portfolio.storage.structures import Member

PAGE = 100
CLAIM = timedelta(hours=1)
"""How long a letter may take to leave before another round takes its reminder over."""

Found = Iterator[tuple[UUID, Kind, bytes]]
"""An account, a type, the mark of one reminder."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One letter to write: all that waits of one type for one person.

    A letter without a *kind* says that the service ends, which nobody can turn off. *token* stops
    letters of that type; *name* is the same whenever this letter is tried again.
    """

    account_id: UUID
    kind: Kind | None
    marks: tuple[bytes, ...]
    token: str = ""

    @property
    def name(self) -> str:
        """What the letter is called in its Message-ID."""
        return min(self.marks).hex()[:32]


def page(session: Session, after: UUID | None, most: int = PAGE) -> Sequence[UUID]:
    """The next accounts that letters may go to, in the order of their ids."""
    query = select(Account.id).where(
        Account.role.in_(TYPES), Account.state == "active", Account.email_box.is_not(None)
    )
    query = query.where(Account.erase_at.is_(None))
    query = query.where(Account.id > after) if after else query
    return session.scalars(query.order_by(Account.id).limit(most)).all()


def notices(session: Session, keys: Keyring, whom: Sequence[UUID], now: datetime) -> list[Notice]:
    """What those accounts are to be told, one letter for each and each type they want."""
    gone = _gone(session, whom, now)
    said = mail_choices.choices(session, whom)
    waiting: dict[tuple[UUID, Kind], list[bytes]] = {}
    for look in LOOKS:
        for account_id, kind, mark in look(session, keys, whom, now):
            wanted = mail_choices.wanted(said, account_id, kind)
            if wanted and (account_id, mark) not in gone:
                waiting.setdefault((account_id, kind), []).append(mark)
    return [Notice(*who, tuple(sorted(marks))) for who, marks in waiting.items()]


def claim(session: Session, keys: Keyring, notice: Notice, now: datetime) -> Notice | None:
    """What of *notice* nobody else is sending; None when nothing is left of it."""
    mine = tuple(mark for mark in notice.marks if _claimed(session, notice.account_id, mark, now))
    if not mine:
        return None
    told = notice.kind and mail_choices.link(session, keys, notice.account_id, notice.kind)
    token = told or ""
    return Notice(notice.account_id, notice.kind, mine, token)


def settle(session: Session, notice: Notice, now: datetime, *, sent: bool) -> None:
    """Remember that the letter left, or let another round try."""
    session.execute(
        update(Reminder)
        .where(Reminder.account_id == notice.account_id, Reminder.mark.in_(notice.marks))
        .values(sent_at=now if sent else None, claimed_at=now if sent else None)
        .execution_options(synchronize_session=False)
    )


def _claimed(session: Session, account_id: UUID, mark: bytes, now: datetime) -> bool:
    """Take one reminder: of two rounds that run at once, one does."""
    free = Reminder.claimed_at.is_(None) | (Reminder.claimed_at <= now - CLAIM)
    taken = session.execute(
        update(Reminder)
        .where(Reminder.account_id == account_id, Reminder.mark == mark)
        .where(Reminder.sent_at.is_(None), free)
        .values(claimed_at=now)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount:  # type: ignore[attr-defined]  # an UPDATE's cursor counts
        return True
    if session.get(Reminder, (account_id, mark)) is not None:
        return False
    try:
        with session.begin_nested():
            session.add(Reminder(account_id=account_id, mark=mark, claimed_at=now))
    except IntegrityError:  # another round was first
        return False
    return True


def _gone(session: Session, whom: Sequence[UUID], now: datetime) -> set[tuple[UUID, bytes]]:
    """What was sent, or is being."""
    busy = Reminder.sent_at.is_not(None) | (Reminder.claimed_at > now - CLAIM)
    query = select(Reminder.account_id, Reminder.mark).where(Reminder.account_id.in_(whom), busy)
    return {(row.account_id, row.mark) for row in session.execute(query)}


def _due(session: Session, keys: Keyring, whom: Sequence[UUID], now: datetime) -> Found:
    """Actions whose day to remind has come; a day that was altered reminds of nothing."""
    today = day_of(now)
    query = select(Reminder).where(
        Reminder.account_id.in_(whom), Reminder.box.is_not(None), Reminder.sent_at.is_(None)
    )
    for row in session.scalars(query.execution_options(populate_existing=True)):
        try:
            day = agenda.read(keys, row)
        except Unsealable:
            continue
        if today - LATE <= day <= today:
            yield row.account_id, Kind.DUE, row.mark


def _ending(session: Session, keys: Keyring, whom: Sequence[UUID], now: datetime) -> Found:
    soon = now + timedelta(days=max(reminders.ENDING) + 1)
    query = select(Grant.id, Grant.owner_id, Grant.created_at, Grant.ends_at).where(
        Grant.owner_id.in_(whom),
        Grant.state == State.ACTIVE,
        Grant.ends_at > now,
        Grant.ends_at <= soon,
    )
    for row in session.execute(query):
        for step in reminders.steps(day_of(row.created_at), last_day(row.ends_at), day_of(now)):
            yield (
                row.owner_id,
                Kind.ENDING,
                agenda.mark_of(keys, row.owner_id, "ending", row.id, step),
            )


def _resting(session: Session, keys: Keyring, whom: Sequence[UUID], now: datetime) -> Found:
    """Portfolios in which nothing changed for a year, and for each year since."""
    last = func.max(SealedEntry.changed_at)
    query = (
        select(Portfolio.owner_id, last)
        .join(SealedEntry, SealedEntry.portfolio_id == Portfolio.id)
        .where(Portfolio.owner_id.in_(whom))
        .group_by(Portfolio.owner_id)
        .having(last <= now - timedelta(days=reminders.FRESH - 1))
    )
    for owner, changed in session.execute(query):
        if years := reminders.year_of_rest(day_of(changed), day_of(now)):
            day = day_of(changed).isoformat()
            yield owner, Kind.FRESH, agenda.mark_of(keys, owner, "fresh", day, years)


def _accessed(session: Session, keys: Keyring, whom: Sequence[UUID], now: datetime) -> Found:
    """Journals in which something is new to their owner, up to the last such line."""
    asked = exists().where(
        MailChoice.account_id == Portfolio.owner_id,
        MailChoice.kind == Kind.ACCESS.value,
        MailChoice.wanted,
    )
    query = (
        select(Portfolio.owner_id, func.max(JournalLine.seq))
        .join(JournalLine, JournalLine.portfolio_id == Portfolio.id)
        .where(Portfolio.owner_id.in_(whom), asked)
        .where(journal.new_to_its_owner(), JournalLine.at >= now - LATE)
        .group_by(Portfolio.owner_id)
    )
    for owner, seq in session.execute(query):
        yield owner, Kind.ACCESS, agenda.mark_of(keys, owner, "access", seq)


def _digest(session: Session, keys: Keyring, whom: Sequence[UUID], now: datetime) -> Found:
    """Professionals in whose hands a share came or changed the day before: that it did, no more."""
    today = datetime.combine(day_of(now), time(), ZONE)
    theirs = (GrantWrap.recipient_id == Member.structure_id) | (
        GrantWrap.recipient_id == Member.account_id
    )
    query = (
        select(MailChoice.account_id)
        .distinct()
        .join(Member, Member.account_id == MailChoice.account_id)
        .join(Grant, Grant.structure_id == Member.structure_id)
        .join(GrantWrap, (GrantWrap.grant_id == Grant.id) & theirs)
        .where(MailChoice.account_id.in_(whom), MailChoice.kind == Kind.DIGEST.value)
        .where(MailChoice.wanted, Member.state == Membership.CONFIRMED)
        .where(Member.office.in_([office for office in Office if office.reads]))
        .where(Grant.state == State.ACTIVE, Grant.ends_at > now, Grant.starts_at <= now)
        .where(Grant.changed_at >= today - timedelta(days=1), Grant.changed_at < today)
    )
    for account_id in session.scalars(query):
        mark = agenda.mark_of(keys, account_id, "digest", day_of(now).isoformat())
        yield account_id, Kind.DIGEST, mark


LOOKS = (
    *(_due, _ending, waiting_letters.due, _resting, _accessed, _digest),
    *(appointment_letters.due, relay_letters.told),
)
