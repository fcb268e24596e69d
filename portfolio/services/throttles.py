"""Slowing down whoever knocks too often: counted in the database, so every worker knows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portfolio.domain.errors import TooMany
from portfolio.services.keyring import Keyring
from portfolio.storage.base import Instant
from portfolio.storage.sessions import Throttle

_WAITING = select(
    exists().where(
        Throttle.bucket.in_(bindparam("buckets", expanding=True)),
        Throttle.blocked_until > bindparam("now", type_=Instant),
    )
)
_FORGET = delete(Throttle).where(Throttle.bucket == bindparam("name")).returning(Throttle.count)


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
    return bool(session.scalar(_WAITING, {"buckets": buckets, "now": now}))


def count(session: Session, name: bytes, limit: Limit, now: datetime) -> int:
    """Count one more failure, set the wait it brings, and return how many there are."""
    row = _row(session, name, now)
    if now - row.since > limit.window:
        row.since, row.count = now, 0
    row.count += 1
    wait = limit.wait(row.count)
    row.blocked_until = now + wait if wait else None
    session.flush()
    return row.count


def spend(session: Session, name: bytes, limit: Limit, now: datetime) -> None:
    """Count one more use of what is rationed; raises :class:`TooMany` while there is none left."""
    row = session.get(Throttle, name)
    if row is not None and row.blocked_until is not None and row.blocked_until > now:
        raise TooMany(math.ceil((row.blocked_until - now).total_seconds()))
    count(session, name, limit, now)


def forget(session: Session, name: bytes) -> int:
    """Start counting afresh: the right person came. Returns how many failures there were."""
    return session.scalar(_FORGET, {"name": name}) or 0


def _row(session: Session, name: bytes, now: datetime) -> Throttle:
    """The bucket's row, held until the transaction ends: two workers never count as one."""
    row = session.get(Throttle, name, with_for_update=True)
    if row is not None:
        return row
    try:
        with session.begin_nested():
            session.add(Throttle(bucket=name, since=now, count=0))
    except IntegrityError:  # another worker was first
        session.expire_all()
    return session.get_one(Throttle, name, with_for_update=True)
