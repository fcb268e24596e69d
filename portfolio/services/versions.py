"""What an entry was before each change: kept as it was sealed, read back, never rewritten.

A former box keeps its own place (portfolio, entry, revision), so it opens as that version and as
nothing else. Revisions follow one another up to the one that the head vouches for: a version that
somebody took away leaves a gap that shows.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from portfolio.crypto.sealing import Opener
from portfolio.domain.entries import Entry
from portfolio.domain.errors import NotFound, Tampered, Unsealable
from portfolio.services import boxes
from portfolio.services.boxes import Opened
from portfolio.services.lines import Line
from portfolio.services.work import Work
from portfolio.storage.entries import EntryVersion, Portfolio

MOST = 50  # versions kept of one entry: the oldest gives way
_VERSION = insert(cast("Table", EntryVersion.__table__))  # no object, as in the journal
_OLDEST = delete(EntryVersion).where(
    EntryVersion.portfolio_id == bindparam("portfolio"),
    EntryVersion.entry_id == bindparam("entry"),
    EntryVersion.rev <= bindparam("last"),
)


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it was at one revision, from *changed_at* until the next one."""

    rev: int
    entry: Entry
    changed_at: datetime


Saved = tuple[list[Version], list[int]]
"""The versions of an entry that open, the latest first, and the revisions that do not."""


@dataclass(frozen=True, slots=True)
class History:
    """An entry as it is and as it was, the latest version first.

    *missing* says that fewer are here than the rule keeps: some were written before versions
    were kept, or somebody took them away.
    """

    now: Opened
    versions: tuple[Version, ...]

    @property
    def missing(self) -> bool:
        """Whether a version that should be kept is not."""
        first = max(1, self.now.rev - MOST)
        return [one.rev for one in self.versions] != list(range(self.now.rev - 1, first - 1, -1))

    def at(self, rev: int) -> Version:
        """The version of that revision."""
        for one in self.versions:
            if one.rev == rev:
                return one
        raise NotFound


def keep(work: Work, portfolio: Portfolio, row: Line) -> None:
    """Put what *row* holds among the versions, before it holds something else."""
    told = {"rev": row.rev, "box": row.box, "changed_at": row.changed_at}
    work.session.execute(_VERSION, {"portfolio_id": portfolio.id, "entry_id": row.id, **told})
    if (last := row.rev - MOST) > 0:
        gone = {"portfolio": portfolio.id, "entry": row.id, "last": last}
        work.session.connection().execute(_OLDEST, gone)


def read(work: Work, now: Opened) -> History:
    """Every version kept of the actor's entry *now*; :class:`Tampered` if one does not open."""
    portfolio = boxes.portfolio_of(work)
    rows = work.session.scalars(
        select(EntryVersion)
        .where(EntryVersion.portfolio_id == portfolio.id, EntryVersion.entry_id == now.id)
        .where(EntryVersion.rev < now.rev)
        .order_by(EntryVersion.rev.desc())
    ).all()
    return History(now, tuple(_open(work, portfolio, rows)))


def salvage(work: Work, now: Mapping[UUID, int]) -> dict[UUID, Saved]:
    """What entries, in the portfolio or the trash, were before the revision each is at *now*.

    The latest first, in one query for all of them; one that has no past is not in the answer. A
    version that does not open costs itself: then comes the list of those revisions.
    """
    portfolio = boxes.portfolio_of(work)
    rows = work.session.scalars(
        select(EntryVersion)
        .where(EntryVersion.portfolio_id == portfolio.id, EntryVersion.entry_id.in_(now))
        .order_by(EntryVersion.entry_id, EntryVersion.rev.desc())
    ).all()
    past = [row for row in rows if row.rev < now[row.entry_id]]
    of_each = groupby(past, key=lambda row: row.entry_id)
    return {entry_id: _saved(work, portfolio, list(found)) for entry_id, found in of_each}


def forget(session: Session, portfolio_id: UUID, entry_ids: Sequence[UUID]) -> None:
    """Destroy every version of those entries."""
    session.execute(
        delete(EntryVersion).where(
            EntryVersion.portfolio_id == portfolio_id, EntryVersion.entry_id.in_(entry_ids)
        )
    )


def _saved(work: Work, portfolio: Portfolio, rows: Sequence[EntryVersion]) -> Saved:
    with suppress(Tampered):
        return _open(work, portfolio, rows), []
    opened = list[Version]()
    for row in rows:
        with suppress(Tampered):
            opened += _open(work, portfolio, [row])
    found = {one.rev for one in opened}
    return opened, [row.rev for row in rows if row.rev not in found]


def _open(work: Work, portfolio: Portfolio, rows: Sequence[EntryVersion]) -> list[Version]:
    opener = Opener(boxes.key_of(work, portfolio))
    placed = ((row.box, boxes.entry_context(portfolio.id, row.entry_id, row.rev)) for row in rows)
    try:
        plain = opener.unseal_all(placed)
    except Unsealable as why:
        raise Tampered from why
    return [
        Version(row.rev, Entry.from_bytes(data), row.changed_at)
        for row, data in zip(rows, plain, strict=True)
    ]
