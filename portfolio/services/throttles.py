"""Slowing down whoever knocks too often: counted in the database, so every worker knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from portfolio.services.keyring import Keyring
from portfolio.storage.sessions import Throttle


@dataclass(frozen=True, slots=True)
class Limit:
    """*free* failures in *window*, then waits that double from *first* up to *most*."""

    free: int
    window: timedelta
    first: timedelta
    most: timedelta

    def wait(self, count: int) -> timedelta | None:
        """How long to refuse after *count* failures; None while they are still free."""
        over = count - self.free
        return min(self.most, self.first * 2 ** min(over, 16)) if over >= 0 else None


def bucket(keys: Keyring, *parts: str) -> bytes:
    """The hashed name of what is counted: no address or login is readable in the table."""
    return keys.server.index("throttle", *parts)


def blocked(session: Session, buckets: Sequence[bytes], now: datetime) -> bool:
    """Whether one of *buckets* is refused at this moment."""
    waiting = exists().where(Throttle.bucket.in_(buckets), Throttle.blocked_until > now)
    return bool(session.scalar(select(waiting)))


def count(session: Session, name: bytes, limit: Limit, now: datetime) -> None:
    """Count one more failure, and set the wait it brings."""
    row = session.get(Throttle, name)
    if row is None:
        row = Throttle(bucket=name, since=now, count=0)
        session.add(row)
    if now - row.since > limit.window:
        row.since, row.count = now, 0
    row.count += 1
    wait = limit.wait(row.count)
    row.blocked_until = now + wait if wait else None


def forget(session: Session, name: bytes) -> None:
    """Start counting afresh: the right person came."""
    session.execute(delete(Throttle).where(Throttle.bucket == name))
