"""A portfolio's boxes: opening all of them in one query, sealing one, keeping the head true."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, inspect, select, update

from portfolio.crypto import integrity
from portfolio.crypto.context import context, extend
from portfolio.crypto.sealing import Opener, seal
from portfolio.domain.entries import Entry
from portfolio.domain.errors import NotFound, Tampered, Unsealable
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio, SealedEntry

TRIES = 3  # a head and its rows that disagree so often were not caught between two saves
_OWN = "portfolio"  # where a session remembers whose portfolio it read, and the row

Rows = Sequence[Row[UUID, int, bytes, datetime, datetime]]


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry in clear, with what its row knows: identity, revision and dates."""

    id: UUID
    entry: Entry
    rev: int
    created_at: datetime
    changed_at: datetime


def portfolio_of(work: Work) -> Portfolio:
    """The actor's own portfolio row, asked of the database once a transaction."""
    owner = work.actor.account_id
    known = work.session.info.get(_OWN)
    if known and known[0] == owner and _is_at_hand(work, known[1]):
        return known[1]  # type: ignore[no-any-return]  # what was put there below
    row = work.session.scalar(select(Portfolio).where(Portfolio.owner_id == owner))
    if row is None:
        raise NotFound
    work.session.info[_OWN] = owner, row
    return row


def _is_at_hand(work: Work, portfolio: Portfolio) -> bool:
    """Whether the session still vouches for a row: no commit, rollback or expiry since."""
    state = inspect(portfolio)
    return state.session is work.session and not state.expired


def key_of(work: Work, portfolio: Portfolio) -> bytes:
    """The 32-byte portfolio key, opened with the owner's user key."""
    return work.keys.unseal_own(
        "dek", portfolio.owner_id, portfolio.key_box, portfolio.id, portfolio.key_epoch
    )


def entry_context(portfolio_id: UUID, entry_id: UUID, rev: int) -> bytes:
    """What an entry's box is bound to: this portfolio, this row, this revision."""
    return context("entry", portfolio_id, entry_id, rev)


def read(work: Work, portfolio: Portfolio) -> list[Opened]:
    """Open every entry, oldest first, with one query whatever their number.

    What its owner put in order, among steps of one date, comes in that order, after the rest.
    Raises :class:`Tampered` when the rows are not the ones the owner last saved.
    """
    key = key_of(work, portfolio)
    rows = _sound_rows(work, key, portfolio)
    try:
        opened = [
            Opened(row.id, Entry.from_bytes(box), row.rev, row.created_at, row.changed_at)
            for row, box in zip(rows, _unseal(key, portfolio, rows), strict=True)
        ]
    except Unsealable as why:
        raise Tampered from why
    return sorted(opened, key=lambda one: (one.entry.rank, one.created_at, one.id))


def _sound_rows(work: Work, key: bytes, portfolio: Portfolio) -> Rows:
    """The rows, read until they and the head are of one moment; :class:`Tampered` if never.

    Where two statements see two moments (PostgreSQL), somebody may save between them.
    """
    for _ in range(TRIES):
        rows = _rows(work, portfolio)
        seen = [(row.id, row.rev, row.box) for row in rows]
        if integrity.is_intact(portfolio.head, key, portfolio.id, portfolio.head_rev, seen):
            return rows
        work.session.refresh(portfolio)
    raise Tampered


def _rows(work: Work, portfolio: Portfolio) -> Rows:
    return work.session.execute(
        select(
            SealedEntry.id,
            SealedEntry.rev,
            SealedEntry.box,
            SealedEntry.created_at,
            SealedEntry.changed_at,
        ).where(SealedEntry.portfolio_id == portfolio.id)
    ).all()


def _unseal(key: bytes, portfolio: Portfolio, rows: Rows) -> list[bytes]:
    place = context("entry", portfolio.id)
    return Opener(key).unseal_all((row.box, extend(place, row.id, row.rev)) for row in rows)


def _check_head(key: bytes, portfolio: Portfolio, rows: Rows) -> None:
    seen = [(row.id, row.rev, row.box) for row in rows]
    if not integrity.is_intact(portfolio.head, key, portfolio.id, portfolio.head_rev, seen):
        raise Tampered


def _head(key: bytes, portfolio: Portfolio, rows: Rows) -> bytes:
    seen = [(row.id, row.rev, row.box) for row in rows]
    return integrity.head(key, portfolio.id, portfolio.head_rev, seen)


def write(work: Work, portfolio: Portfolio, entry_id: UUID, rev: int, entry: Entry) -> bytes:
    """The sealed box of *entry* for that row and revision."""
    key = key_of(work, portfolio)
    return seal(key, entry.to_bytes(), entry_context(portfolio.id, entry_id, rev))


def begin(work: Work) -> Portfolio:
    """Take the actor's portfolio for writing: one writer at a time, over rows that are sound.

    The no-op UPDATE holds the row until the transaction ends; raises :class:`Tampered`
    rather than write over rows that disagree with their head.
    """
    portfolio = portfolio_of(work)
    work.session.execute(
        update(Portfolio)
        .where(Portfolio.id == portfolio.id)
        .values(head_rev=Portfolio.head_rev)
        .execution_options(synchronize_session=False)
    )
    work.session.refresh(portfolio)
    _check_head(key_of(work, portfolio), portfolio, _rows(work, portfolio))
    return portfolio


def close(work: Work, portfolio: Portfolio) -> None:
    """Put a new head over the rows as they now are; pairs with :func:`begin`."""
    work.session.flush()
    portfolio.head_rev += 1
    portfolio.head = _head(key_of(work, portfolio), portfolio, _rows(work, portfolio))
    work.session.flush()
