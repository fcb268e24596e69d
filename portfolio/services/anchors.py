"""The ends of all journals on one day, for a file kept elsewhere: what a later day must hold.

A database put back from a backup, journals and anchors together, agrees with itself; it does not
agree with a list that was written meanwhile. The list says of each portfolio how many lines its
journal had and a fingerprint of the last: nothing, to whoever does not hold the rows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Self
from uuid import UUID

from sqlalchemy import select

from portfolio.services import journal
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.journal import JournalLine

PAGE = 200


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where one journal ended."""

    portfolio_id: UUID
    count: int
    mark: str

    @classmethod
    def of(cls, portfolio: Portfolio) -> Self:
        """Where the journal of *portfolio* ends."""
        return cls(portfolio.id, portfolio.journal_count, _mark(portfolio.journal_tail))

    @classmethod
    def read(cls, line: str) -> Self:
        """What :func:`str` wrote; ``ValueError`` for anything else."""
        portfolio_id, count, found = line.split()
        return cls(UUID(portfolio_id), int(count), found)

    def __str__(self) -> str:
        return f"{self.portfolio_id} {self.count} {self.mark}"


def all_(work: Work) -> Iterator[Anchor]:
    """Where every journal ends now."""
    return map(Anchor.of, _portfolios(work))


def unsound(work: Work) -> Iterator[UUID]:
    """The portfolios whose journal does not hold together."""
    return (one.id for one in _portfolios(work) if not journal.is_sound(work, one))


def missed(work: Work, anchors: Iterable[Anchor]) -> Iterator[UUID]:
    """Of the portfolios that are still there, those whose journal lost an end it once had."""
    for anchor in anchors:
        place = (anchor.portfolio_id, anchor.count)
        line = work.session.get(JournalLine, place, populate_existing=True)
        gone = line is None and work.session.get(Portfolio, anchor.portfolio_id) is None
        if anchor.count and not gone and _mark(line.mac if line else b"") != anchor.mark:
            yield anchor.portfolio_id


def _portfolios(work: Work) -> Iterator[Portfolio]:
    after = UUID(int=0)
    while True:
        query = select(Portfolio).where(Portfolio.id > after).order_by(Portfolio.id).limit(PAGE)
        found = work.session.scalars(query.execution_options(populate_existing=True)).all()
        yield from found
        if not found:
            return
        after = found[-1].id


def _mark(tail: bytes) -> str:
    return sha256(b"journal-anchor" + tail).hexdigest()
