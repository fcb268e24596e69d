"""A table of entries that belong to many, and the query that reads those of one."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Engine, create_engine, insert
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from bench.clocks import Times
from portfolio.domain.access import VISITOR
from portfolio.extensions import prepare, writing
from portfolio.services import boxes
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage import Base
from portfolio.storage.entries import Portfolio, SealedEntry

BOX = 700  # bytes
NOW = datetime(2026, 11, 20, tzinfo=UTC)
READS = 200
COLD = 15


@dataclass(frozen=True, slots=True)
class Crowd:
    """A database file, and the portfolios in it."""

    path: Path
    portfolios: list[UUID]
    keys: Keyring

    def warm(self) -> float:
        """Median of reads of random owners, the file in memory."""
        times, engine = Times(), _engine(self.path)
        with Session(engine) as session:
            for portfolio_id in random.choices(self.portfolios, k=READS):  # noqa: S311  # any will do
                times.add(self._read(session, portfolio_id))
        engine.dispose()
        return times.median

    def cold(self) -> float:
        """Median of reads by a new connection, the file put out of memory each time."""
        times = Times()
        for portfolio_id in random.choices(self.portfolios, k=COLD):  # noqa: S311
            _evict(self.path)
            engine = _engine(self.path)
            with Session(engine) as session:
                session.connection()
                times.add(self._read(session, portfolio_id))
            engine.dispose()
        return times.median

    def _read(self, session: Session, portfolio_id: UUID) -> Callable[[], object]:
        """The product's own query, ready to run."""
        work, portfolio = Work(session, VISITOR, NOW, self.keys), Portfolio(id=portfolio_id)
        return lambda: boxes._rows(work, portfolio)  # noqa: SLF001  # the query, and nothing after


@contextmanager
def crowd(keys: Keyring, home: Path, citizens: int, entries: int) -> Iterator[Crowd]:
    """*citizens* portfolios of *entries* each, written as people do: a few entries at a time."""
    path = home / f"owners-{citizens}.sqlite"
    engine, owners = _engine(path), [uuid4() for _ in range(citizens)]
    token = writing.set(True)
    Base.metadata.tables["entry"].create(engine)  # alone: nothing else is read
    visits = [owner for owner in owners for _ in range(entries // 4)]
    random.shuffle(visits)
    engine.raw_connection().execute("PRAGMA foreign_keys=OFF")
    with engine.begin() as connection:
        for at in range(0, len(visits), 5_000):
            rows = [_row(owner) for owner in visits[at : at + 5_000] for _ in range(4)]
            connection.execute(insert(SealedEntry), rows)
    writing.reset(token)
    engine.dispose()
    yield Crowd(path, owners, keys)
    path.unlink()


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", poolclass=StaticPool)
    prepare(engine)
    return engine


def _row(owner: UUID) -> dict[str, object]:
    return {
        "portfolio_id": owner,
        "id": uuid4(),
        "rev": 1,
        "box": os.urandom(BOX),
        "created_at": NOW,
        "changed_at": NOW,
    }


def _evict(path: Path) -> None:
    with path.open("rb") as file:
        os.fdatasync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
