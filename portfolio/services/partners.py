"""Partners' systems: entered by an operator, known by their token, stopped at once.

A token is the key to a key: its hash finds the row, itself opens the partner's own private key,
to which nothing but plans is ever wrapped. Whoever holds one opens no share of the structure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from portfolio.crypto import hybrid
from portfolio.crypto.context import context
from portfolio.crypto.hybrid import Recipient
from portfolio.crypto.sealing import derive, seal, unseal
from portfolio.crypto.tokens import hash_token, new_id, new_token
from portfolio.domain import partners, sharing
from portfolio.domain.access import Actor, Role
from portfolio.domain.errors import NotFound, Tampered, Unsealable
from portfolio.domain.sharing import State
from portfolio.services import journal, sealed_views
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.partners import Partner
from portfolio.storage.sharing import Grant, GrantWrap
from portfolio.storage.structures import Structure

PREFIX = "filrouge"
SCOPE = "plan-export"
STOPPED = "grant.partner_stopped"
"""What an owner's journal says when a system they gave their plan to is stopped; its name."""
EPOCH = 0
"""A partner's key pair never changes: another pair is another partner, agreed to anew."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A partner as its operator and the people who may choose it see it."""

    id: UUID
    structure_id: UUID
    structure: str
    name: str
    fingerprint: str
    networks: str
    last_day: date
    ended_at: datetime | None
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Caller:
    """A partner that showed its token: who it is, and its private key."""

    actor: Actor
    name: str
    structure: str
    key: Recipient = field(repr=False)


def add(work: Work, structure_id: UUID, name: str, ends: date, networks: Sequence[str]) -> str:
    """Enter a system of a structure; returns its token, which is shown once and kept nowhere.

    Raises :class:`NotFound` for a structure that is not active, :class:`Refused` for a day or a
    network that cannot be.
    """
    partners.check_end(ends, sharing.day_of(work.now))
    structure = work.session.get(Structure, structure_id)
    if structure is None or structure.state != "active":
        raise NotFound
    pair = hybrid.new_pair()
    row = Partner(
        id=new_id(),
        structure_id=structure_id,
        name=name,
        public=pair.public,
        networks=partners.networks(networks),
        created_at=work.now,
        ends_at=sharing.end_of(ends),
    )
    token = _lock(work.keys, row, pair.private)
    work.session.add(row)
    work.session.flush()
    return token


def renew(work: Work, token: str, ends: date) -> str:
    """Give a partner another token and another end for its present *token*, which dies.

    Its key pair stays, and with it the plans it was given. Raises like :func:`add`, and
    :class:`NotFound` for a token that opens nothing.
    """
    partners.check_end(ends, sharing.day_of(work.now))
    row, _structure = _row(work, token)
    private = _private(row, token)
    row.ends_at = sharing.end_of(ends)
    renewed = _lock(work.keys, row, private)
    work.session.flush()
    return renewed


def stop(work: Work, partner_id: UUID) -> int:
    """End a partner, here and now, with all that it was given; returns how many grants ended.

    Each owner is told in their journal.
    """
    row = work.session.get(Partner, partner_id, with_for_update=True)
    if row is None:
        raise NotFound
    query = (
        select(Portfolio, Grant.id)
        .join(Grant, Grant.portfolio_id == Portfolio.id)
        .join(GrantWrap, GrantWrap.grant_id == Grant.id)
        .where(GrantWrap.recipient_kind == sealed_views.PARTNER, GrantWrap.recipient_id == row.id)
        .order_by(Portfolio.id, Grant.id)
    )
    given = work.session.execute(query).all()
    for portfolio, grant_id in given:
        journal.write(work, portfolio, STOPPED, grant_id=grant_id, detail=row.name)
    ids = [grant_id for _, grant_id in given]
    ended = sealed_views.destroy(work.session, Grant.id.in_(ids), State.REVOKED, work.now)
    row.private_box, row.ended_at = b"", row.ended_at or work.now
    _vouch(work.keys, row)
    work.session.flush()
    return ended


def all_(session: Session, structure_id: UUID | None = None) -> list[Listed]:
    """Every partner ever entered, or those of a structure, by name."""
    query = select(Partner, Structure.name).join(Structure, Structure.id == Partner.structure_id)
    if structure_id:
        query = query.where(Partner.structure_id == structure_id)
    rows = session.execute(query.order_by(Structure.name, Partner.name, Partner.id))
    return [
        Listed(
            row.id,
            row.structure_id,
            place,
            row.name,
            hybrid.fingerprint(row.public),
            row.networks,
            sharing.last_day(row.ends_at),
            row.ended_at,
            row.used_at,
        )
        for row, place in rows
    ]


def receiving(work: Work, structure_id: UUID) -> list[Listed]:
    """The partners of a structure that plans can be given to today."""
    today = sharing.day_of(work.now)
    found = all_(work.session, structure_id)
    return [one for one in found if one.ended_at is None and one.last_day >= today]


def any_receives(work: Work) -> bool:
    """Whether there is any partner at all to give a plan to."""
    alive = exists().where(Partner.ended_at.is_(None), Partner.ends_at > work.now)
    return bool(work.session.scalar(select(alive)))


def public_of(work: Work, partner_id: UUID) -> tuple[Partner, bytes]:
    """A partner that can receive, held as it is, and its public key.

    Raises :class:`NotFound` once it ended, :class:`Tampered` for a row we did not write.
    """
    row = work.session.get(Partner, partner_id, with_for_update=True, populate_existing=True)
    if row is None or row.ended_at is not None or row.ends_at <= work.now:
        raise NotFound
    _check(work.keys, row)
    return row, row.public


def met(work: Work, token: str, address: str) -> Caller:
    """Whoever shows *token*, calling from *address*.

    Unknown, ended, expired, from elsewhere: all are :class:`NotFound`.
    """
    row, structure = _row(work, token)
    if not partners.comes_from(address, row.networks):
        raise NotFound
    private = _private(row, token)
    work.session.execute(update(Partner).where(Partner.id == row.id).values(used_at=work.now))
    actor = Actor(row.id, Role.PARTNER, row.structure_id)
    return Caller(actor, row.name, structure, Recipient(private))


def _row(work: Work, token: str) -> tuple[Partner, str]:
    found = work.session.execute(
        select(Partner, Structure.name)
        .join(Structure, Structure.id == Partner.structure_id)
        .where(
            Partner.token_hash == hash_token(token),
            Partner.ended_at.is_(None),
            Partner.ends_at > work.now,
            Structure.state == "active",
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    row, structure = found
    _check(work.keys, row)
    return row, structure


def _lock(keys: Keyring, row: Partner, private: bytes) -> str:
    """Put *private* under a new token, which is returned, and the server's word under the row."""
    token = f"{PREFIX}_{row.id.hex[:8]}_{new_token()}"
    row.token_hash = hash_token(token)
    row.private_box = seal(_key(row, token), private, _place(row))
    _vouch(keys, row)
    return token


def _private(row: Partner, token: str) -> bytes:
    try:
        return unseal(_key(row, token), row.private_box, _place(row))
    except Unsealable as why:
        raise Tampered from why


def _key(row: Partner, token: str) -> bytes:
    """The key that a token is: 256 random bits of it, for that partner and that use alone."""
    return derive(token.encode(), "api", row.id, SCOPE)


def _place(row: Partner) -> bytes:
    return context("api", row.id, SCOPE)


def _vouch(keys: Keyring, row: Partner) -> None:
    row.proof = keys.server.mac("dir", *_parts(row))


def _check(keys: Keyring, row: Partner) -> None:
    if not keys.server.check(row.proof, "dir", *_parts(row)):
        raise Tampered


def _parts(row: Partner) -> tuple[str | UUID | bytes | datetime, ...]:
    who = (row.id, row.structure_id, row.name, row.public)
    return "partner", *who, row.token_hash, row.networks, row.ends_at, row.ended_at or b""
