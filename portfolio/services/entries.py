"""What a citizen does with the entries of their portfolio."""

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from sqlalchemy import delete

from portfolio.domain.entries import Entry
from portfolio.domain.errors import Conflict, NotFound
from portfolio.services import boxes, followers, journal
from portfolio.services.boxes import Opened
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio, SealedEntry


def read_all(work: Work) -> list[Opened]:
    """Every entry of the actor's portfolio, oldest first."""
    return boxes.read(work, boxes.portfolio_of(work))


def read(work: Work, entry_id: UUID) -> Opened:
    """One of the actor's own entries; another's is as absent as none."""
    for opened in read_all(work):
        if opened.id == entry_id:
            return opened
    raise NotFound


def add(work: Work, entry: Entry) -> UUID:
    """Seal *entry* into a new row of the actor's portfolio."""
    return add_all(work, [entry])[0]


def add_all(work: Work, entries: Iterable[Entry]) -> list[UUID]:
    """Seal several entries at once: one lock, one head, one refresh of the views that follow."""
    portfolio = boxes.begin(work)
    added = [_insert(work, portfolio, entry) for entry in entries]
    _finish(work, portfolio, "entry.added", added)
    return added


def change(work: Work, entry_id: UUID, entry: Entry, *, rev: int) -> None:
    """Replace what the row holds, if it is still at revision *rev*; else :class:`Conflict`."""
    portfolio = boxes.begin(work)
    row = work.session.get(SealedEntry, (portfolio.id, entry_id))
    if row is None:
        raise NotFound
    if row.rev != rev:
        raise Conflict(read(work, entry_id))
    row.rev = rev + 1
    row.box = boxes.write(work, portfolio, entry_id, row.rev, entry)
    row.changed_at = work.now
    _finish(work, portfolio, "entry.changed", [entry_id])


def remove(work: Work, entry_ids: Sequence[UUID]) -> None:
    """Take entries out of the portfolio; an unknown one refuses them all."""
    portfolio = boxes.begin(work)
    gone = work.session.execute(
        delete(SealedEntry).where(
            SealedEntry.portfolio_id == portfolio.id, SealedEntry.id.in_(entry_ids)
        )
    )
    if gone.rowcount != len(set(entry_ids)):  # type: ignore[attr-defined]  # a DELETE's cursor counts
        raise NotFound
    _finish(work, portfolio, "entry.removed", entry_ids)


def _insert(work: Work, portfolio: Portfolio, entry: Entry) -> UUID:
    entry_id = uuid4()
    work.session.add(
        SealedEntry(
            portfolio_id=portfolio.id,
            id=entry_id,
            rev=1,
            box=boxes.write(work, portfolio, entry_id, 1, entry),
            created_at=work.now,
            changed_at=work.now,
        )
    )
    return entry_id


def _finish(work: Work, portfolio: Portfolio, act: str, entry_ids: Sequence[UUID]) -> None:
    boxes.close(work, portfolio)
    journal.write(work, portfolio, act, detail=str(len(entry_ids)))
    followers.refresh(work, portfolio)
