"""The trash: what was removed can come back for thirty days, with its links and its versions."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from sqlalchemy import func, select, update

from portfolio.domain.entries import Entry
from portfolio.domain.errors import NotFound, Tampered
from portfolio.services import agenda, boxes, files, followers, journal, removals
from portfolio.services.removals import KEPT, Removed
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio, RemovedEntry
from portfolio.storage.files import StoredFile

PAGE = 50


def read(work: Work, page: int = 1) -> list[Removed]:
    """A page of what can come back, the latest removed first."""
    portfolio = boxes.portfolio_of(work)
    rows = work.session.scalars(
        select(RemovedEntry)
        .where(removals.restorable(portfolio, work.now))
        .order_by(RemovedEntry.removed_at.desc(), RemovedEntry.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return [removals.opened(work, portfolio, row) for row in rows]


def count(work: Work) -> int:
    """How many entries can come back."""
    portfolio = boxes.portfolio_of(work)
    asked = select(func.count()).select_from(RemovedEntry)
    return work.session.scalar(asked.where(removals.restorable(portfolio, work.now))) or 0


def one(work: Work, entry_id: UUID) -> Removed:
    """One entry in the actor's trash; another's is as absent as none."""
    portfolio = boxes.portfolio_of(work)
    return removals.opened(work, portfolio, _rows(work, portfolio, [entry_id])[0])


def together(work: Work, entry_id: UUID) -> list[UUID]:
    """The entries that were removed by the same act as this one, itself included."""
    portfolio, removed_at = boxes.portfolio_of(work), one(work, entry_id).removed_at
    asked = select(RemovedEntry.id).where(removals.restorable(portfolio, work.now))
    return list(work.session.scalars(asked.where(RemovedEntry.removed_at == removed_at)))


def restore(work: Work, entry_ids: Sequence[UUID]) -> None:
    """Put entries back as they were; `NotFound` unless all of them can come back.

    What follows the sections they are in shows them again. A share in which one had been ticked
    by itself does not: its removal ended that (see :mod:`portfolio.services.followers`).
    """
    portfolio = boxes.begin(work)
    rows = _rows(work, portfolio, entry_ids)
    present = {row.id: removals.opened(work, portfolio, row).entry for row in rows}
    for row in rows:
        removals.put_back(work, portfolio, row)
    boxes.close(work, portfolio)
    agenda.note(work, present)
    files.hold(work, files.used(one.entry for one in boxes.read(work, portfolio)))
    journal.write(work, portfolio, "entry.restored", detail=str(len(set(entry_ids))))
    followers.refresh(work, portfolio)


def destroy(work: Work, entry_ids: Sequence[UUID]) -> None:
    """Destroy entries of the trash for good, versions included; `NotFound` unless all are there."""
    portfolio = boxes.begin(work)
    _destroy(work, portfolio, _rows(work, portfolio, entry_ids))


def empty(work: Work) -> None:
    """Destroy everything that is in the actor's trash."""
    portfolio = boxes.begin(work)
    there = select(RemovedEntry).where(RemovedEntry.portfolio_id == portfolio.id)
    if rows := work.session.scalars(there).all():
        _destroy(work, portfolio, rows)


def sweep(work: Work) -> int:
    """Destroy what has been in anybody's trash for thirty days; returns how many entries went."""
    over = work.session.execute(
        select(RemovedEntry.portfolio_id, RemovedEntry.id)
        .where(RemovedEntry.removed_at <= work.now - KEPT)
        .order_by(RemovedEntry.portfolio_id)
    ).all()
    for portfolio_id, rows in groupby(over, key=attrgetter("portfolio_id")):
        _gone(work, work.session.get_one(Portfolio, portfolio_id), [row.id for row in rows])
    return len(over)


def _destroy(work: Work, portfolio: Portfolio, rows: Sequence[RemovedEntry]) -> None:
    _forsake(work, portfolio, files.used(_readable(work, portfolio, rows)))
    _gone(work, portfolio, [row.id for row in rows])


def _gone(work: Work, portfolio: Portfolio, entry_ids: Sequence[UUID]) -> None:
    removals.let_go(work.session, portfolio.id, entry_ids)
    journal.write(work, portfolio, "entry.destroyed", detail=str(len(entry_ids)))


def _forsake(work: Work, portfolio: Portfolio, file_ids: set[UUID]) -> None:
    """Have files that were let go leave with the next sweep: what showed them is destroyed."""
    work.session.execute(
        update(StoredFile)
        .where(
            StoredFile.portfolio_id == portfolio.id,
            StoredFile.id.in_(file_ids),
            StoredFile.released_at.is_not(None),
        )
        .values(released_at=work.now - files.KEPT)
    )


def _readable(work: Work, portfolio: Portfolio, rows: Sequence[RemovedEntry]) -> Iterator[Entry]:
    """What opens of *rows*: a row that was altered is no reason to keep it."""
    for row in rows:
        with suppress(Tampered):
            yield removals.opened(work, portfolio, row).entry


def _rows(work: Work, portfolio: Portfolio, entry_ids: Sequence[UUID]) -> Sequence[RemovedEntry]:
    rows = work.session.scalars(
        select(RemovedEntry)
        .where(removals.restorable(portfolio, work.now), RemovedEntry.id.in_(entry_ids))
        .execution_options(populate_existing=True)
    ).all()
    if not rows or len(rows) != len(set(entry_ids)):
        raise NotFound
    return rows
