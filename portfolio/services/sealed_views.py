"""The sealed side of a grant: its view, its label, its owner's copy, and their destruction.

All of it is under the grant's own key. The key is wrapped to whoever may read, and kept by the
owner under theirs; the body carries the server's word, since anyone can wrap.
"""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from portfolio.crypto.context import context
from portfolio.crypto.sealing import KEY_SIZE, derive, seal, unseal
from portfolio.domain.errors import Tampered, Unsealable
from portfolio.domain.sharing import State, Terms
from portfolio.domain.showing import View
from portfolio.services.keyring import Keyring
from portfolio.storage.sharing import Grant, GrantWrap

STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class OwnerCopy:
    """What the owner keeps of a grant for good: its key and its terms."""

    key: bytes = field(repr=False)
    terms: Terms


def keep(keys: Keyring, grant: Grant, copy: OwnerCopy) -> None:
    """Seal the owner's copy under their user key."""
    data = copy.key + copy.terms.model_dump_json().encode()
    grant.owner_box = keys.seal_own("share-owner", grant.owner_id, data, grant.id)


def kept(keys: Keyring, grant_id: UUID, owner_id: UUID, owner_box: bytes) -> OwnerCopy:
    """Open the owner's copy; :class:`Tampered` when it is not what they sealed."""
    try:
        data = keys.unseal_own("share-owner", owner_id, owner_box, grant_id)
    except Unsealable as why:
        raise Tampered from why
    return OwnerCopy(data[:KEY_SIZE], Terms.model_validate_json(data[KEY_SIZE:]))


def write(keys: Keyring, grant: Grant, key: bytes, view: View) -> bytes:
    """Seal *view* as the grant's body at its present revision; returns what was sealed."""
    data = view.to_bytes()
    grant.body = seal(key, data, _body_place(grant))
    grant.body_mac = keys.server.mac("dir", *_vouched(grant, grant.body))
    grant.label_box = seal(key, view.person.encode(), _label_place(grant.id, grant.owner_id))
    return data


def read(keys: Keyring, grant: Grant, key: bytes) -> bytes:
    """Open the grant's body; :class:`Tampered` when it, or what it is bound to, was altered."""
    check(keys, grant)
    return unsealed(grant, key)


def unsealed(grant: Grant, key: bytes) -> bytes:
    """Open a body that was checked already."""
    try:
        return unseal(key, grant.body or b"", _body_place(grant))
    except Unsealable as why:
        raise Tampered from why


def check(keys: Keyring, grant: Grant) -> None:
    """Raise :class:`Tampered` unless this server wrote the body for that very grant."""
    body, proof = grant.body or b"", grant.body_mac or b""
    if not keys.server.check(proof, "dir", *_vouched(grant, body)):
        raise Tampered


def label(key: bytes, grant_id: UUID, owner_id: UUID, box: bytes) -> str:
    """The person's name, as the desk shows it."""
    try:
        return unseal(key, box, _label_place(grant_id, owner_id)).decode()
    except Unsealable as why:
        raise Tampered from why


def digest(key: bytes, data: bytes) -> str:
    """A fingerprint of a view, keyed with the grant's key: HKDF-SHA256 over its SHA-256."""
    return derive(key, "view-digest", sha256(data).digest()).hex()


def wrap_place(grant_id: UUID, structure_id: UUID, epoch: int) -> bytes:
    """What a grant's key is bound to when it is wrapped to a structure."""
    return context("share", grant_id, structure_id, epoch)


def destroy(session: Session, which: ColumnElement[bool], state: State, at: datetime) -> int:
    """End the grants that *which* selects: no wrap, no body, no label is left of them.

    The owner's copy stays, so that they keep receipts and contributions. Returns how many.
    """
    ids = select(Grant.id).where(which, Grant.state == State.ACTIVE)
    session.execute(delete(GrantWrap).where(GrantWrap.grant_id.in_(ids)))
    ended = session.execute(
        update(Grant)
        .where(which, Grant.state == State.ACTIVE)
        .values(state=state, ended_at=at, body=None, body_mac=None, label_box=None)
    )
    return ended.rowcount  # type: ignore[attr-defined, no-any-return]  # an UPDATE's cursor counts


def _body_place(grant: Grant) -> bytes:
    return context("share-body", grant.id, grant.rev, grant.ends_at, grant.consent_id)


def _label_place(grant_id: UUID, owner_id: UUID) -> bytes:
    return context("share-label", grant_id, owner_id)


def _vouched(grant: Grant, body: bytes) -> tuple[str | UUID | int | datetime | bytes, ...]:
    who = (grant.portfolio_id, grant.owner_id, grant.structure_id)
    when = (grant.rev, grant.consent_id, grant.starts_at, grant.ends_at)
    return "body", grant.id, *who, grant.mode, *when, sha256(body).digest()
