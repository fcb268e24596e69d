"""What a code opens, once: at a desk it becomes a share with a structure, elsewhere one reading.

Wrong, used, stopped, over, altered or never there: one query that finds nothing, the same work,
one NotFound. Whatever was typed was stretched before, whether it is a code or not.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select, update

from portfolio.crypto import codes as secrets
from portfolio.crypto.tokens import hash_token, new_token
from portfolio.domain.access import Actor, Role
from portfolio.domain.codes import Stay, Whom
from portfolio.domain.consents import Event, Party, Validity
from portfolio.domain.errors import NotFound, Unsealable
from portfolio.domain.sharing import Audience, State
from portfolio.domain.showing import View
from portfolio.services import (
    agreements,
    codes,
    journal,
    sealed_views,
    standings,
    tombstones,
    turns,
)
from portfolio.services.recipients import ToStructure
from portfolio.services.sealed_views import Label
from portfolio.services.tombstones import Kind
from portfolio.services.work import Work
from portfolio.storage.codes import BearerCode
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant, GrantWrap

READING = 1
"""The epoch of the wrap that a reading has, in the place of the code's own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A view that one browser reads, until a moment."""

    grant_id: UUID
    view: View
    opened_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class _Found:
    code: BearerCode
    grant: Grant
    wrap: GrantWrap
    portfolio: Portfolio
    key: bytes = field(default=b"", repr=False)


def redeem(work: Work, root: bytes) -> UUID:
    """Bind the grant of a code to the structure that the actor acts for; the code is spent.

    Returns the grant's id: from here on it is a share like another, until the stay is over.
    """
    standing = standings.confirmed(work)
    if not standing.office.reads:
        raise NotFound
    reached = ToStructure(standing.structure_id).reach(work)
    found = _open(work, root, "", BearerCode.whom != Whom.OUTSIDE)
    if found.code.structure_id not in {None, standing.structure_id}:
        raise NotFound
    _spend(work, found)
    grant = found.grant
    grant.structure_id, grant.audience = standing.structure_id, Audience.STRUCTURE
    _shorten(work, found)
    work.session.add_all(door.wrap(grant.id, found.key) for door in reached.doors)
    _tell(work, found, reached.parties)
    return grant.id


def open_once(work: Work, root: bytes, figures: str) -> tuple[str, datetime]:
    """Open the one reading of a code; returns the secret of its browser, and when it ends."""
    found = _open(work, root, figures, BearerCode.whom == Whom.OUTSIDE)
    token = new_token()
    _spend(work, found, reading_hash=hash_token(token))
    _shorten(work, found)
    place = codes.place_of(found.code, found.grant.id, READING)
    box = secrets.lock_reading(work.keys.server, token, found.key, place)
    wrap = found.wrap
    work.session.add(
        GrantWrap(
            grant_id=wrap.grant_id,
            recipient_kind=wrap.recipient_kind,
            recipient_id=wrap.recipient_id,
            epoch=READING,
            box=box,
        )
    )
    _tell(_as_bearer(work, found), found, (Party(id=found.code.id, role="recipient"),))
    return token, found.grant.ends_at


def read(work: Work, token: str) -> Reading:
    """What the bearer of *token* reads; the owner's journal gets a line each time."""
    query = _query(work).where(
        BearerCode.reading_hash == hash_token(token), GrantWrap.epoch == READING
    )
    found = _found(work, query)
    place = codes.place_of(found.code, found.grant.id, READING)
    try:
        key = secrets.unlock_reading(work.keys.server, token, found.wrap.box, place)
    except Unsealable:
        raise NotFound from None
    view = View.from_bytes(sealed_views.read(work.keys, found.grant, key))
    _note(work, found, "code.read", ",".join(view.sections))
    opened = found.code.used_at or work.now
    return Reading(found.grant.id, view, opened, found.grant.ends_at)


def leave(work: Work, token: str) -> None:
    """End a reading before its time: nothing opens it again."""
    ids = select(BearerCode.id).where(BearerCode.reading_hash == hash_token(token))
    wraps = delete(GrantWrap).where(
        GrantWrap.recipient_kind == sealed_views.CODE, GrantWrap.recipient_id.in_(ids)
    )
    work.session.execute(wraps.execution_options(synchronize_session=False))
    work.session.execute(
        update(BearerCode)
        .where(BearerCode.reading_hash == hash_token(token))
        .values(reading_hash=None)
        .execution_options(synchronize_session=False)
    )


def _open(work: Work, root: bytes, figures: str, which: Any) -> _Found:
    """The grant that a code leads to, with its key; everything else is :class:`NotFound`.

    It is held, and read as it is once whoever was changing or stopping it is done.
    """
    index = secrets.index(work.keys.server, root)
    query = _query(work).where(BearerCode.code_index == index, which, GrantWrap.epoch == 0)
    found = _found(work, query)
    place = codes.place_of(found.code, found.grant.id, 0)
    try:
        key = secrets.unlock(work.keys.server, root, figures, found.wrap.box, place)
    except Unsealable:
        raise NotFound from None
    turns.wait(work, found.portfolio)  # before its rows: who stops a grant takes them in that order
    found = _found(work, query)
    sealed_views.check(work.keys, found.grant)
    return replace(found, key=key)


def _found(work: Work, query: Select[*tuple[Any, ...]]) -> _Found:
    row = work.session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return _Found(*row)


def _query(work: Work) -> Select[*tuple[Any, ...]]:
    return (
        select(BearerCode, Grant, GrantWrap, Portfolio)
        .join(Grant, Grant.id == BearerCode.grant_id)
        .join(
            GrantWrap,
            (GrantWrap.grant_id == Grant.id)
            & (GrantWrap.recipient_kind == sealed_views.CODE)
            & (GrantWrap.recipient_id == BearerCode.id),
        )
        .join(Portfolio, Portfolio.id == Grant.portfolio_id)
        .where(
            Grant.state == State.ACTIVE,
            Grant.audience == Audience.BEARER,
            Grant.starts_at <= work.now,
            Grant.ends_at > work.now,
        )
        .execution_options(populate_existing=True)
    )


def _spend(work: Work, found: _Found, **more: Any) -> None:
    """Take the code, if nobody else just did: of two at once, one finds nothing."""
    code = found.code
    taken = work.session.execute(
        update(BearerCode)
        .where(BearerCode.id == code.id, BearerCode.code_index == code.code_index)
        .values(code_index=None, own_box=None, used_at=work.now, used_by=work.actor.id, **more)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's cursor counts
        raise NotFound
    tombstones.bury(work.session, Kind.CODE, found.grant.id, work.now)
    work.session.expire(code)
    work.session.delete(found.wrap)
    work.session.flush()


def _shorten(work: Work, found: _Found) -> None:
    """Seal the same view, to the byte, until the stay is over."""
    grant, data = found.grant, sealed_views.unsealed(found.grant, found.key)
    view = View.from_bytes(data)
    grant.ends_at = Stay(found.code.stay).until(work.now, grant.ends_at)
    grant.rev, grant.changed_at = grant.rev + 1, work.now
    sealed_views.write(work.keys, grant, found.key, Label(view.person, view.terms.purpose), data)
    work.session.flush()


def _tell(work: Work, found: _Found, parties: tuple[Party, ...]) -> None:
    """The consent's record of it, and the line of the owner's journal."""
    grant = found.grant
    principal = Party(id=grant.owner_id, role="principal")
    changes = {
        "event_by": work.actor.account_id,
        "parties": (principal, *parties),
        "validity": Validity(starts_at=grant.starts_at, ends_at=grant.ends_at),
    }
    agreements.follow(work, grant, Event.OPENED, **changes)
    journal.write(work, found.portfolio, "code.opened", grant_id=grant.id)


def _note(work: Work, found: _Found, act: str, detail: str) -> None:
    bearer = _as_bearer(work, found)
    journal.write(bearer, found.portfolio, act, grant_id=found.grant.id, detail=detail)
    found.grant.read_at = work.now  # after the line: whoever stops it waits for the same rows
    work.session.flush()


def _as_bearer(work: Work, found: _Found) -> Work:
    """Somebody without an account acts under the id of their code."""
    return replace(work, actor=Actor(found.code.id, Role.VISITOR))
