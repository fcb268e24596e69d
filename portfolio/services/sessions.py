"""Browser sessions: rows sealed under a secret that only the cookie holds."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, delete, exists, insert, select, update

from portfolio.crypto.context import context
from portfolio.crypto.sealing import derive, seal, unseal
from portfolio.crypto.tokens import hash_token
from portfolio.domain.access import Role
from portfolio.domain.erasure import is_over
from portfolio.domain.errors import Unsealable
from portfolio.domain.factors import STRONG
from portfolio.services.unsaved import KEPT
from portfolio.storage.accounts import Account
from portfolio.storage.base import Instant
from portfolio.storage.factors import Factor
from portfolio.storage.gathering import hexes
from portfolio.storage.sessions import WebSession
from portfolio.storage.unsaved import Unsaved

TOUCH = timedelta(minutes=1)
FUTURE = timedelta(minutes=5)
_OF = WebSession.id == bindparam("sid")
_SAVE, _END = update(WebSession).where(_OF), delete(WebSession).where(_OF)
_TURN = select(Account.id).where(Account.id == bindparam("account")).with_for_update(key_share=True)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session may rest, and how long it may last at all, for one role."""

    idle: timedelta
    end: timedelta


@dataclass(frozen=True, slots=True)
class Holder:
    """The account behind a session, as one joined query gives it."""

    id: UUID
    role: Role
    locale: str
    theme: str
    profile_box: bytes = field(repr=False)
    factored: bool = False
    """Whether a second factor stands behind the account."""
    erase_at: datetime | None = None
    """When the account goes, once they asked for that."""


@dataclass(frozen=True, slots=True)
class Live:
    """A session that opened: its data, its holder if signed in, and their user key."""

    data: dict[str, Any] = field(repr=False)
    holder: Holder | None
    user_key: bytes | None = field(repr=False)
    created_at: datetime
    seen_at: datetime
    proved_at: datetime | None
    device_box: bytes | None = field(default=None, repr=False)
    unsaved: frozenset[bytes] = frozenset()
    """The forms where words wait, as rows name them: most pages have none to look for."""


def load(
    connection: Connection, secret: str, now: datetime, limits: dict[Role, Limits]
) -> Live | None:
    """Open the session of *secret*, or None when there is none, it ended or it was altered."""
    sid = hash_token(secret)
    row = connection.execute(_of_secret(), {"sid": sid, "kept": now - KEPT}).one_or_none()
    if row is None or not _alive(row, now, limits):
        return None
    try:
        return _open(row, secret, sid)
    except Unsealable:
        return None


@cache
def _of_secret() -> Select[Any]:
    """The session called *sid* with the account behind it; built once, since every page asks."""
    theirs, kept = Unsaved.account_id == WebSession.account_id, bindparam("kept", type_=Instant)
    waits = theirs & ~Unsaved.closed & (Unsaved.saved_at > kept)
    unsaved = select(hexes(Unsaved.place)).where(waits).scalar_subquery()
    strong = Factor.kind.in_(STRONG)
    factored = exists().where(Factor.account_id == WebSession.account_id, strong)
    return (
        select(
            *(WebSession.__table__, unsaved.label("unsaved"), factored.label("factored")),
            *(Account.role, Account.locale, Account.theme, Account.profile_box, Account.state),
            Account.erase_at,
        )
        .outerjoin(Account, Account.id == WebSession.account_id)
        .where(WebSession.id == bindparam("sid"))
    )


def take_turn(connection: Connection, account_id: UUID) -> None:
    """Wait until nobody else changes the ways into the account, then go first until the commit.

    Two people who each end the other's session, or use one code, would else both succeed.
    """
    connection.execute(_TURN, {"account": account_id})


def create(connection: Connection, secret: str, live: Live) -> None:
    """Write the row of a new session."""
    made = {
        "id": hash_token(secret),
        "created_at": live.created_at,
        "proved_at": live.proved_at,
        "account_id": live.holder.id if live.holder else None,
        "key_box": _key_box(secret, live),
        "device_box": live.device_box,
    }
    connection.execute(insert(WebSession), made | _changing(secret, live))


def save(connection: Connection, secret: str, live: Live) -> None:
    """Update the row, never make one: a session ended meanwhile must stay ended."""
    connection.execute(_SAVE, {"sid": hash_token(secret)} | _changing(secret, live))


def touch(connection: Connection, secret: str, now: datetime) -> None:
    """Say that the session is still in use, without writing its data over a neighbour's."""
    connection.execute(_SAVE, {"sid": hash_token(secret), "seen_at": now})


def end(connection: Connection, secret: str) -> bool:
    """Delete the row, False when there was none; the cookie then opens nothing."""
    ended = connection.execute(_END, {"sid": hash_token(secret)})
    return ended.rowcount == 1


def _changing(secret: str, live: Live) -> dict[str, Any]:
    sid = hash_token(secret)
    data = json.dumps(live.data).encode()
    return {
        "seen_at": live.seen_at,
        "data_box": seal(derive(secret.encode(), "session"), data, context("sess-data", sid)),
    }


def _key_box(secret: str, live: Live) -> bytes | None:
    if live.holder is None or live.user_key is None:
        return None
    place = context("sess-uk", hash_token(secret), live.holder.id)
    return seal(derive(secret.encode(), "session"), live.user_key, place)


def _open(row: Any, secret: str, sid: bytes) -> Live:
    key = derive(secret.encode(), "session")
    data = json.loads(unseal(key, row.data_box, context("sess-data", sid)))
    holder = user_key = None
    if row.account_id is not None:
        if row.key_box is None:  # an account written into a visitor's row opens nothing
            raise Unsealable
        facts = (row.account_id, Role(row.role), row.locale, row.theme, row.profile_box)
        holder = Holder(*facts, factored=row.factored, erase_at=row.erase_at)
        user_key = unseal(key, row.key_box, context("sess-uk", sid, holder.id))
    times = (row.created_at, row.seen_at, row.proved_at)
    unsaved = frozenset(map(bytes.fromhex, (row.unsaved or "").split()))
    return Live(data, holder, user_key, *times, row.device_box, unsaved=unsaved)


def _alive(row: Any, now: datetime, limits: dict[Role, Limits]) -> bool:
    if row.account_id is not None and (row.state != "active" or is_over(row.erase_at, now)):
        return False
    limit = limits[Role(row.role) if row.role else Role.VISITOR]
    rested, lasted = now - row.seen_at, now - row.created_at
    return bool(-FUTURE < rested < limit.idle and -FUTURE < lasted < limit.end)
