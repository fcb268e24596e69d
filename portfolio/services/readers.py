"""Whoever opens grants in a structure: what is wrapped to it, and what is wrapped to them alone."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Self
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, or_
from sqlalchemy.orm import InstrumentedAttribute, aliased

from portfolio.crypto.hybrid import Recipient
from portfolio.domain.errors import NotFound, Tampered, Unsealable
from portfolio.domain.sharing import Audience
from portfolio.services import epochs, keypairs, sealed_views, standings
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.base import Id
from portfolio.storage.sharing import Grant, GrantWrap
from portfolio.storage.structures import Member, MemberKey, Structure

ME = bindparam("me", type_=Id)


@dataclass(frozen=True, slots=True)
class Lock:
    """A key that opens wraps: whose, of which epoch of theirs."""

    id: UUID
    epoch: int
    key: Recipient = field(repr=False)

    def names(self) -> bytes:
        """What the names of the people whose grants it opens are sealed under, for searches."""
        return self.key.derive("desk-names", self.id, self.epoch)

    def unwrap(self, grant_id: UUID, epoch: int, box: bytes) -> bytes:
        """The key of a grant; :class:`NotFound` for a wrap that a rotation left behind."""
        if epoch != self.epoch:
            raise NotFound
        try:
            return self.key.unwrap(box, sealed_views.wrap_place(grant_id, self.id, epoch))
        except Unsealable as why:
            raise Tampered from why


@dataclass(frozen=True, slots=True)
class Reader:
    """A confirmed member where they act, with the structure's key and their own in hand."""

    standing: Standing
    locks: dict[str, Lock] = field(repr=False)

    @classmethod
    def of(
        cls, work: Work, member: Member, structure: Structure, key: MemberKey, account: Account
    ) -> Self:
        """The reader that a row of :func:`asked` makes; raises like :func:`standings.told`."""
        standing = standings.told(work, member, structure)
        own = keypairs.own(work, account)
        shared = epochs.opened(key, own)
        return cls(
            standing,
            {
                sealed_views.STRUCTURE: Lock(structure.id, shared.epoch, shared.recipient()),
                sealed_views.MEMBER: Lock(account.id, account.key_epoch, own),
            },
        )

    def unwrap(self, grant_id: UUID, kind: str, epoch: int, box: bytes) -> bytes:
        """The key of a grant, by the wrap of that *kind*; raises like :meth:`Lock.unwrap`."""
        return self.locks[kind].unwrap(grant_id, epoch, box)


def here(work: Work) -> Reader:
    """The actor as a reader where they act; :class:`NotFound` without the keys."""
    found = work.session.execute(asked(), standings.here(work)).one_or_none()
    if found is None:
        raise NotFound
    return Reader.of(work, *found)


@cache
def asked() -> Select[*tuple[Any, ...]]:
    """A membership, its structure, key and account: what a :class:`Reader` is made of.

    It waits for :func:`standings.here`.
    """
    return epochs.with_key(standings.asked(), ME)


def wrap_of(me: ColumnElement[UUID]) -> ColumnElement[bool]:
    """The wrap by which *me* opens a grant: their own where people were named."""
    named = Grant.audience == Audience.MEMBERS
    return and_(
        GrantWrap.grant_id == Grant.id,
        GrantWrap.recipient_kind
        == case((named, sealed_views.MEMBER), else_=sealed_views.STRUCTURE),
        GrantWrap.recipient_id == case((named, me), else_=Grant.structure_id),
    )


def may_open(grant: type[Grant], me: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Whether a grant to the structure where *me* acts is for them.

    No wrap is touched unless people were named.
    """
    audience: InstrumentedAttribute[str] = grant.audience
    own = aliased(GrantWrap)
    theirs = exists().where(
        own.grant_id == grant.id,
        own.recipient_kind == sealed_views.MEMBER,
        own.recipient_id == me,
    )
    named = and_(audience == Audience.MEMBERS, theirs)
    return or_(audience == Audience.STRUCTURE, named)
