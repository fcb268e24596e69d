"""Rows that leave a portfolio: sealed anew for the trash, put back, or gone for good.

The trash is a table of its own, so that no reader, share, export or search can meet what is in
it. A box there is bound to the moment it was removed: changing that moment closes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from portfolio.crypto.context import context
from portfolio.crypto.sealing import seal, unseal
from portfolio.domain.entries import Entry
from portfolio.domain.errors import NotFound, Tampered, Unsealable
from portfolio.services import boxes, versions
from portfolio.services.lines import Place
from portfolio.services.work import Work
from portfolio.storage.entries import EntryVersion, Portfolio, RemovedEntry, SealedEntry

KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Removed:
    """An entry in the trash, until *goes_at*."""

    id: UUID
    entry: Entry
    rev: int
    changed_at: datetime
    removed_at: datetime

    @property
    def goes_at(self) -> datetime:
        """The instant from which it cannot come back."""
        return self.removed_at + KEPT


def restorable(portfolio: Portfolio, now: datetime) -> ColumnElement[bool]:
    """What can come back to *portfolio*, as a condition; the sweep may be late."""
    return (RemovedEntry.portfolio_id == portfolio.id) & (RemovedEntry.removed_at > now - KEPT)


def take(work: Work, portfolio: Portfolio, entry_ids: Sequence[UUID]) -> None:
    """Move rows of *portfolio*, held for writing, to the trash; `NotFound` unless all are there."""
    if not entry_ids:
        return
    here = (SealedEntry.portfolio_id == portfolio.id) & SealedEntry.id.in_(entry_ids)
    rows = work.session.scalars(
        select(SealedEntry).where(here).execution_options(populate_existing=True)
    ).all()
    if len(rows) != len(set(entry_ids)):
        raise NotFound
    key = boxes.key_of(work, portfolio)
    for row in rows:
        plain = _unsealed(key, row.box, boxes.entry_context(portfolio.id, row.id, row.rev))
        work.session.add(_removed(key, row, plain, work.now))
        boxes.drop(work, row.id)
        work.session.delete(row)


def put_back(work: Work, portfolio: Portfolio, row: RemovedEntry) -> None:
    """Make an entry of *row* again: same id, same revision, hence same links and versions."""
    if _went_on(work.session, row):
        raise Tampered
    entry = opened(work, portfolio, row).entry
    place = Place(row.id, row.rev, row.created_at, row.changed_at)
    box = boxes.write(work, portfolio, place, entry)
    work.session.add(SealedEntry(portfolio_id=portfolio.id, box=box, **place._asdict()))
    work.session.delete(row)


def let_go(session: Session, portfolio_id: UUID, entry_ids: Sequence[UUID]) -> None:
    """Destroy entries of the trash and their versions."""
    versions.forget(session, portfolio_id, entry_ids)
    session.execute(
        delete(RemovedEntry).where(
            RemovedEntry.portfolio_id == portfolio_id, RemovedEntry.id.in_(entry_ids)
        )
    )


def opened(work: Work, portfolio: Portfolio, row: RemovedEntry) -> Removed:
    """What a row of the trash holds; :class:`Tampered` when it is not what was put there."""
    plain = _unsealed(boxes.key_of(work, portfolio), row.box, _place(row))
    return Removed(row.id, Entry.from_bytes(plain), row.rev, row.changed_at, row.removed_at)


def _removed(key: bytes, row: SealedEntry, plain: bytes, now: datetime) -> RemovedEntry:
    made = RemovedEntry(
        portfolio_id=row.portfolio_id,
        id=row.id,
        rev=row.rev,
        created_at=row.created_at,
        changed_at=row.changed_at,
        removed_at=now,
    )
    made.box = seal(key, plain, _place(made))
    return made


def _place(row: RemovedEntry) -> bytes:
    return context("removed", row.portfolio_id, row.id, row.rev, row.removed_at)


def _went_on(session: Session, row: RemovedEntry) -> bool:
    """Whether the entry lived on after that revision: an older row of the trash was put back."""
    later = select(EntryVersion.rev).where(
        EntryVersion.portfolio_id == row.portfolio_id,
        EntryVersion.entry_id == row.id,
        EntryVersion.rev >= row.rev,
    )
    return (
        session.scalar(later.limit(1)) is not None
        or session.get(SealedEntry, (row.portfolio_id, row.id)) is not None
    )


def _unsealed(key: bytes, box: bytes, place: bytes) -> bytes:
    try:
        return unseal(key, box, place)
    except Unsealable as why:
        raise Tampered from why
