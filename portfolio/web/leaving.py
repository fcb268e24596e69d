"""A shared file on its way out: it stops leaving when the share that lets it go does."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portfolio.extensions import db, writing
from portfolio.services import lending
from portfolio.services.lending import Loan
from portfolio.services.work import Work

EVERY = timedelta(seconds=1)
MOST = 8 * 1024 * 1024
"""How long, and how many bytes at most, go by between two looks at the share."""

Clock = Callable[[], datetime]


class Cut(Exception):
    """The share ended while its file was leaving: the connection is broken off."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Looks at a loan again and again, each time in a short transaction of its own."""

    work: Work
    loan: Loan
    engine: Engine

    def look(self, now: datetime, sent: int) -> None:
        """Raise :class:`Cut` once the loan is over; the owner's journal says after how much."""
        with Session(self.engine) as session:
            if lending.lasts(replace(self.work, session=session, now=now), self.loan):
                return
        token = writing.set(True)
        try:
            with Session(self.engine) as session, session.begin():
                lending.cut(replace(self.work, session=session, now=now), self.loan, sent)
        finally:
            writing.reset(token)
        raise Cut


def watched(work: Work, loan: Loan, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """*pieces* of a lent file for as long as the loan lasts, by the application's clock."""
    watch = Watch(work, loan, db.engine)
    return _watched(pieces, watch, current_app.extensions["clock"])


def _watched(pieces: Iterable[bytes], watch: Watch, clock: Clock) -> Iterator[bytes]:
    sent = unseen = 0
    seen = watch.work.now
    for piece in pieces:
        now = clock()
        if unseen >= MOST or not seen <= now < seen + EVERY:
            watch.look(now, sent)
            seen, unseen = now, 0
        yield piece
        sent, unseen = sent + len(piece), unseen + len(piece)
