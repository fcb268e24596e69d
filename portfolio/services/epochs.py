"""A structure's key pair, one epoch at a time: made, vouched for, handed over, retired."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select

from portfolio.crypto import hybrid
from portfolio.crypto.context import context
from portfolio.crypto.hybrid import Recipient
from portfolio.domain.errors import NotFound, Tampered, Unsealable
from portfolio.services import keypairs
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.structures import MemberKey, Structure, StructureKey


@dataclass(frozen=True, slots=True)
class Held:
    """A structure's private key of one epoch, opened by one of its members."""

    epoch: int
    private: bytes = field(repr=False)

    def recipient(self) -> Recipient:
        """The key, ready to open many wraps."""
        return Recipient(self.private)


def hold(work: Work, structure_id: UUID, *, to_change: bool = False) -> Structure:
    """The structure's row, kept as it is until the transaction ends.

    Whoever wraps for the current epoch and whoever changes the epoch wait for one another; who
    ends a grant waits for neither: on PostgreSQL its row asks whether the structure is there.
    """
    row = work.session.scalar(
        select(Structure)
        .where(Structure.id == structure_id, Structure.state == "active")
        .with_for_update(read=not to_change, key_share=to_change)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row


def begin(work: Work, structure: Structure) -> Held:
    """Make the next epoch's key pair; its private half is handed over by the caller."""
    pair = hybrid.new_pair()
    structure.epoch += 1
    row = StructureKey(
        structure_id=structure.id, epoch=structure.epoch, public=pair.public, created_at=work.now
    )
    row.public_mac = work.keys.server.mac("dir", *_vouched(row))
    work.session.add(row)
    work.session.flush()
    return Held(structure.epoch, pair.private)


def retire(work: Work, structure: Structure) -> None:
    """Mark the current epoch's public key as one that nothing is wrapped to any more."""
    row = _current(work, structure)
    row.retired_at = work.now
    row.public_mac = work.keys.server.mac("dir", *_vouched(row))


def public(work: Work, structure: Structure) -> bytes:
    """The key to wrap to; :class:`Tampered` when it is not the one this server wrote."""
    return _current(work, structure).public


def _current(work: Work, structure: Structure) -> StructureKey:
    row = work.session.get(StructureKey, (structure.id, structure.epoch), populate_existing=True)
    if row is None or row.retired_at is not None:
        raise Tampered
    if not work.keys.server.check(row.public_mac, "dir", *_vouched(row)):
        raise Tampered
    return row


def held(work: Work, structure_id: UUID) -> Held:
    """The structure's private key, opened by the actor; without one, :class:`NotFound`."""
    query = with_key(select(Structure).where(Structure.id == structure_id), work.actor.account_id)
    found = work.session.execute(query).one_or_none()
    if found is None:
        raise NotFound
    _structure, key, account = found
    return opened(key, keypairs.own(work, account))


def with_key(
    query: Select[*tuple[Any, ...]], account_id: UUID | ColumnElement[UUID]
) -> Select[*tuple[Any, ...]]:
    """*query*, which names a structure, with the key that an account holds of its epoch."""
    return (
        query.add_columns(MemberKey, Account)
        .join(
            MemberKey,
            (MemberKey.structure_id == Structure.id) & (MemberKey.epoch == Structure.epoch),
        )
        .join(Account, Account.id == MemberKey.account_id)
        .where(MemberKey.account_id == account_id)
    )


def opened(key: MemberKey, own: Recipient) -> Held:
    """The private key in *key*, opened with the *own* key of the member it was handed to."""
    try:
        place = _place(key.structure_id, key.epoch, key.account_id)
        return Held(key.epoch, own.unwrap(key.box, place))
    except Unsealable as why:
        raise Tampered from why


def hand_over(work: Work, structure_id: UUID, key: Held, account: Account) -> None:
    """Wrap the structure's private key to one member, whose public key is checked first."""
    place = _place(structure_id, key.epoch, account.id)
    box = hybrid.wrap(keypairs.public_of(work, account), key.private, place)
    row = MemberKey(structure_id=structure_id, epoch=key.epoch, account_id=account.id, box=box)
    work.session.add(row)


def _place(structure_id: UUID, epoch: int, account_id: UUID) -> bytes:
    return context("mk", structure_id, epoch, account_id)


def _vouched(row: StructureKey) -> tuple[str | UUID | int | bytes | datetime, ...]:
    return "structure", row.structure_id, row.epoch, row.public, row.retired_at or b""
