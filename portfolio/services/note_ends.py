"""The end of the folders that notes are kept in: asked for, with their one reader, or in time.

What somebody asked of them meanwhile is answered by that, and their journal says so.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, select, update

from portfolio.domain.notes import USUAL, months_after
from portfolio.domain.notes import State as Asked
from portfolio.domain.sharing import ZONE, State, day_of
from portfolio.services import journal, tombstones
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.notes import NoteFolder, NoteRequest, NoteRule
from portfolio.storage.sharing import Grant


def erase(work: Work, folder_id: UUID) -> None:
    """Destroy a folder with all its notes, for good: no backup brings them back."""
    tombstones.bury(work.session, tombstones.Kind.NOTES, folder_id, work.now)
    _destroy(work, NoteFolder.id == folder_id)


def forget(work: Work, structure_id: UUID, reader_id: UUID | None = None) -> int:
    """Destroy what one reader alone noted there, or all of it, once nobody can read it any more."""
    theirs = NoteFolder.structure_id == structure_id
    if reader_id:
        theirs &= NoteFolder.reader_id == reader_id
    for folder_id in work.session.scalars(select(NoteFolder.id).where(theirs)):
        tombstones.bury(work.session, tombstones.Kind.NOTES, folder_id, work.now)
    return _destroy(work, theirs)


def sweep(work: Work) -> int:
    """Destroy the folders whose time is over; for a nightly job. Returns how many went.

    The last contact is the last note, or the end of the last share with that structure.
    """
    gone = 0
    rules = {row.structure_id: row.months for row in work.session.scalars(select(NoteRule))}
    places = work.session.scalars(select(NoteFolder.structure_id).distinct()).all()
    for place_ in places:
        limit = _months_before(work.now, rules.get(place_, USUAL))
        over = (NoteFolder.structure_id == place_) & (NoteFolder.last_at <= limit)
        over &= ~exists().where(
            Grant.structure_id == NoteFolder.structure_id,
            Grant.portfolio_id == NoteFolder.portfolio_id,
            (Grant.state == State.ACTIVE) | (Grant.ended_at > limit),
        )
        gone += _destroy(work, over)
    return gone


def _destroy(work: Work, which: ColumnElement[bool]) -> int:
    """Folders go, and what was asked of them is answered by that; returns how many went."""
    waits = NoteRequest.state == Asked.ASKED
    asked = waits & NoteRequest.folder_id.in_(select(NoteFolder.id).where(which))
    theirs = Portfolio.owner_id.in_(select(NoteRequest.owner_id).where(asked))
    for portfolio in work.session.scalars(select(Portfolio).where(theirs).order_by(Portfolio.id)):
        journal.write(work, portfolio, "notes.erased")
    answer = {"state": Asked.ERASED, "answered_at": work.now}
    work.session.execute(update(NoteRequest).where(asked).values(answer))
    gone = work.session.execute(delete(NoteFolder).where(which))
    return gone.rowcount  # type: ignore[attr-defined, no-any-return]  # a DELETE's cursor counts


def _months_before(now: datetime, months: int) -> datetime:
    day = months_after(day_of(now), -months)
    return datetime.combine(day, now.astimezone(ZONE).timetz())
