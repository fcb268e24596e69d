"""Key slots, as LUKS has them: several independent ways to open one user key.

Each slot is sealed twice. Inside, under the root that its owner alone can make again; outside,
under the server's slot key, so that a stolen database cannot even be guessed at.
"""

import os
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self
from uuid import UUID

from portfolio.crypto.context import context
from portfolio.crypto.phrases import SALT_SIZE, Cost, Stretcher
from portfolio.crypto.recovery import code_root
from portfolio.crypto.sealing import derive, seal, unseal
from portfolio.crypto.server import ServerKeys
from portfolio.crypto.tokens import new_id
from portfolio.domain.errors import Unsealable


class SlotKind(StrEnum):
    """What opens a slot."""

    PASSWORD = "password"  # noqa: S105  # the name of a kind, not a secret
    RECOVERY = "recovery"
    STRUCTURE = "structure"
    """A structure's recovery sheet: what it opens is that sheet's own private key."""


@dataclass(frozen=True, slots=True)
class Stretched:
    """A root ready to lock a slot: 32 secret bytes, the salt and the cost that made them."""

    root: bytes = field(repr=False)
    salt: bytes = field(repr=False)
    cost: Cost | None = None

    @classmethod
    def of_phrase(cls, stretcher: Stretcher, phrase: str, cost: Cost) -> Self:
        """Stretch a new *phrase* under a fresh salt; slow, so outside any transaction.

        Raises `Refused` and `Overloaded` as `Stretcher.stretch` does.
        """
        salt = os.urandom(SALT_SIZE)
        return cls(stretcher.stretch(phrase, salt, cost), salt, cost)

    @classmethod
    def of_code(cls, code: bytes) -> Self:
        """Take the 20 secret bytes of a recovery code, which need no stretching."""
        return cls(code_root(code), os.urandom(SALT_SIZE))


@dataclass(frozen=True, slots=True)
class Slot:
    """What is stored: nothing here opens anything without the root and the server's keys.

    An empty *verifier* means the outer seal was renewed since its owner last signed in.
    """

    id: UUID
    kind: SlotKind
    salt: bytes = field(repr=False)
    cost: Cost | None
    verifier: bytes = field(repr=False)
    box: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose slot it is, and what the server adds: its keys and the owner's *shred* key."""

    server: ServerKeys
    user_id: UUID
    shred: bytes = field(default=b"", repr=False)


def lock_with_root(owner: Owner, kind: SlotKind, stretched: Stretched, user_key: bytes) -> Slot:
    """Return a new slot that gives *user_key* back to whoever can make the root again."""
    slot_id = new_id()
    inner = seal(
        derive(stretched.root, "slot-key"), user_key, _inner_context(owner, kind, stretched.salt)
    )
    return Slot(
        id=slot_id,
        kind=kind,
        salt=stretched.salt,
        cost=stretched.cost,
        verifier=owner.server.mac("pwv", _verified(stretched.root)),
        box=owner.server.seal("slot", inner, _outer_context(owner, slot_id), owner.shred),
    )


def open_with_root(owner: Owner, slot: Slot, root: bytes) -> bytes:
    """Return the user key; a wrong *root*, owner or slot is `Unsealable`.

    The verifier is compared in constant time; the inner seal, which commits to its key, is
    what decides.
    """
    if slot.verifier and not owner.server.check(slot.verifier, "pwv", _verified(root)):
        raise Unsealable
    return unseal(
        derive(root, "slot-key"),
        _without_outer_seal(owner, slot),
        _inner_context(owner, slot.kind, slot.salt),
    )


def resealed(owner: Owner, slot: Slot) -> Slot:
    """Return *slot* under the primary server key, without its owner: for a key rotation.

    Only the root can make a new verifier, so it is emptied until the next sign-in locks anew.
    """
    inner = _without_outer_seal(owner, slot)
    box = owner.server.seal("slot", inner, _outer_context(owner, slot.id), owner.shred)
    return replace(slot, box=box, verifier=b"")


def _without_outer_seal(owner: Owner, slot: Slot) -> bytes:
    return owner.server.unseal("slot", slot.box, _outer_context(owner, slot.id), owner.shred)


def _inner_context(owner: Owner, kind: SlotKind, salt: bytes) -> bytes:
    return context("slot", owner.user_id, kind, salt)


def _outer_context(owner: Owner, slot_id: UUID) -> bytes:
    return context("outer", slot_id, owner.user_id)


def _verified(root: bytes) -> bytes:
    return derive(root, "pw-verifier")
