"""What a citizen does with the entries of their portfolio."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import Table, bindparam, select, update

from portfolio.domain.entries import Entry
from portfolio.domain.errors import Conflict, NotFound
from portfolio.services import agenda, boxes, files, followers, journal, lines, removals, versions
from portfolio.services.boxes import Opened
from portfolio.services.lines import Line, Place
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio, RemovedEntry, SealedEntry

_ENTRIES = cast("Table", SealedEntry.__table__)
_RESEALED = (
    update(_ENTRIES)
    .where(_ENTRIES.c.portfolio_id == bindparam("portfolio"), _ENTRIES.c.id == bindparam("entry"))
    .values(rev=bindparam("at"), box=bindparam("sealed"), changed_at=bindparam("on"))
)
"""It writes a table, not an object: the unit of work takes twice as long to say the same."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a row shall hold from now on, if it is still at the revision it was read at."""

    id: UUID
    rev: int
    entry: Entry


def read_all(work: Work) -> list[Opened]:
    """Every entry of the actor's portfolio, oldest first."""
    return boxes.read(work, boxes.portfolio_of(work))


def read(work: Work, entry_id: UUID) -> Opened:
    """One of the actor's own entries; another's is as absent as none."""
    return boxes.read_one(work, boxes.portfolio_of(work), entry_id)


def add(work: Work, entry: Entry, entry_id: UUID | None = None) -> UUID:
    """Seal *entry* into a new row of the actor's portfolio, under *entry_id* when that is free.

    :class:`Conflict` when a row has that id by now; what was removed keeps it for its return.
    """
    return apply(work, added=[entry], ids=[entry_id] if entry_id else ())[0]


def add_all(work: Work, entries: Iterable[Entry]) -> list[UUID]:
    """Seal several entries at once."""
    return apply(work, added=entries)


def change(work: Work, entry_id: UUID, entry: Entry, *, rev: int) -> None:
    """Replace what the row holds, if it is still at revision *rev*; else :class:`Conflict`."""
    apply(work, changed=[Change(entry_id, rev, entry)])


def confirm(work: Work, entry_id: UUID, today: date) -> None:
    """Note that an entry is still true *today*: no word, no version and no date of it changes.

    The box is sealed anew in its own place, so that a form open elsewhere is still up to date.
    """
    portfolio = boxes.begin(work)
    said = read(work, entry_id)
    place = Place(entry_id, said.rev, said.created_at, said.changed_at)
    _reseal(work, portfolio, place, said.entry.changed(checked_on=today))
    boxes.close(work, portfolio)
    journal.write(work, portfolio, "entry.checked")
    followers.refresh(work, portfolio)


def remove(work: Work, entry_ids: Sequence[UUID]) -> None:
    """Put entries in the trash, all at the same moment; an unknown one refuses them all."""
    apply(work, removed=entry_ids)


def apply(
    work: Work,
    *,
    added: Iterable[Entry] = (),
    changed: Sequence[Change] = (),
    removed: Sequence[UUID] = (),
    ids: Sequence[UUID] = (),
) -> list[UUID]:
    """Several changes as one: one lock, one head, one refresh of the views that follow.

    Returns the ids of what was added, *ids* where they are known. All or nothing: :class:`Conflict`
    (with what is stored) for a row that moved on or has such an id, :class:`NotFound` for none.
    """
    portfolio, added = boxes.begin(work), list(added)
    rows = _hold(work, changed)
    files.hold(work, files.used([*added, *(each.entry for each in changed)]))
    fresh = _free(work, portfolio, ids) or [uuid4() for _ in added]
    _insert(work, portfolio, fresh, added)
    for each in changed:
        _change(work, portfolio, rows[each.id], each.entry)
    removals.take(work, portfolio, removed)
    boxes.close(work, portfolio)
    done = {"entry.added": fresh, "entry.changed": changed, "entry.removed": removed}
    for act, touched in done.items():
        if touched:
            journal.write(work, portfolio, act, detail=str(len(touched)))
    present = dict(zip(fresh, added, strict=True)) | {each.id: each.entry for each in changed}
    agenda.note(work, present, removed)
    followers.refresh(work, portfolio)
    return fresh


def _free(work: Work, portfolio: Portfolio, ids: Sequence[UUID]) -> list[UUID]:
    """*ids* for new rows, but for those of what was removed, which keeps its own for its return."""
    there = lines.at_hand(work).lines  # the rows under the head, read in our turn
    for each in ids:
        if each in there:
            raise Conflict(read(work, each))
    mine = (RemovedEntry.portfolio_id == portfolio.id, RemovedEntry.id.in_(ids))
    gone = set(work.session.scalars(select(RemovedEntry.id).where(*mine)) if ids else ())
    return [uuid4() if each in gone else each for each in ids]


def _hold(work: Work, changes: Sequence[Change]) -> Mapping[UUID, Line]:
    """The rows to change, still as they were when read; checked before anything is written.

    Those under the head, which nobody else can change any more: it is our turn.
    """
    there = lines.at_hand(work).rows
    for each in changes:
        if each.id not in there:
            raise NotFound
        if there[each.id].rev != each.rev:
            raise Conflict(read(work, each.id))
    return there


def _insert(work: Work, portfolio: Portfolio, ids: Sequence[UUID], added: Sequence[Entry]) -> None:
    for number, (entry_id, entry) in enumerate(zip(ids, added, strict=True)):
        born_at = work.now + timedelta(microseconds=number)  # to keep their order
        place = Place(entry_id, 1, born_at, born_at)
        box = boxes.write(work, portfolio, place, entry)
        work.session.add(SealedEntry(portfolio_id=portfolio.id, box=box, **place._asdict()))


def _change(work: Work, portfolio: Portfolio, row: Line, entry: Entry) -> None:
    versions.keep(work, portfolio, row)
    place = Place(row.id, row.rev + 1, row.created_at, work.now)
    _reseal(work, portfolio, place, entry)


def _reseal(work: Work, portfolio: Portfolio, place: Place, entry: Entry) -> None:
    box = boxes.write(work, portfolio, place, entry)
    told = {"at": place.rev, "sealed": box, "on": place.changed_at}
    work.session.execute(_RESEALED, {"portfolio": portfolio.id, "entry": place.id, **told})
