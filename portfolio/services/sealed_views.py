"""The sealed side of a grant: its view, its label, its owner's copy, and their destruction.

All of it is under the grant's own key. The key is wrapped to whoever may read, and kept by the
owner under theirs; the body carries the server's word, since anyone can wrap.
"""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from pydantic_core import to_json
from sqlalchemy import ColumnElement, Row, delete, select, update
from sqlalchemy.orm import Session

from portfolio.crypto.context import context
from portfolio.crypto.sealing import KEY_SIZE, derive, seal, unseal
from portfolio.domain.errors import Tampered, Unsealable
from portfolio.domain.sharing import Audience, Purpose, State, Terms
from portfolio.domain.showing import Body
from portfolio.services.keyring import Keyring
from portfolio.storage.codes import BearerCode
from portfolio.storage.handouts import ShownHandout
from portfolio.storage.sharing import Caseload, Grant, GrantWrap, Visit

STRUCTURE, MEMBER, PARTNER, CODE = "structure", "member", "partner", "code"
"""The kinds of recipients that a grant's key is wrapped to."""


@dataclass(frozen=True, slots=True)
class OwnerCopy:
    """What the owner keeps of a grant for good: its key and its terms, and two fingerprints.

    *facts* is of the row as the owner agreed to it, *shown* of the content last sealed.
    """

    key: bytes = field(repr=False)
    facts: bytes
    shown: bytes
    terms: Terms

    def agrees(self, grant: Grant | Row[*tuple[Any, ...]]) -> bool:
        """Whether the row still says what the owner agreed to.

        Of a grant made for a code they agreed to whom it binds itself, and to an end in time.
        """
        in_time = grant.ends_at <= self.terms.closes_at
        return self.facts == _facts(grant) or (self.facts == _promised(grant) and in_time)


@dataclass(frozen=True, slots=True)
class Label:
    """What a desk says of a grant without opening it: who, and what for."""

    person: str
    purpose: Purpose


def keep(keys: Keyring, grant: Grant, key: bytes, body: Body) -> bytes:
    """Seal a view's *body* for who may read it, and the owner's copy under their user key.

    Returns the plaintext.
    """
    data = body.to_bytes()
    write(keys, grant, key, Label(body.person, body.terms.purpose), data)
    by_code = grant.audience == Audience.BEARER
    facts = _promised(grant) if by_code else _facts(grant)
    copy = key + facts + body.fingerprint + to_json(body.terms)
    grant.owner_box = keys.seal_own("share-owner", grant.owner_id, copy, grant.id)
    return data


def kept(keys: Keyring, grant_id: UUID, owner_id: UUID, owner_box: bytes) -> OwnerCopy:
    """Open the owner's copy; :class:`Tampered` when it is not what they sealed."""
    try:
        copy = keys.unseal_own("share-owner", owner_id, owner_box, grant_id)
    except Unsealable as why:
        raise Tampered from why
    key, facts, shown = (copy[at : at + KEY_SIZE] for at in range(0, 3 * KEY_SIZE, KEY_SIZE))
    return OwnerCopy(key, facts, shown, Terms.model_validate_json(copy[3 * KEY_SIZE :]))


def write(keys: Keyring, grant: Grant, key: bytes, label: Label, data: bytes) -> None:
    """Seal a view's *data* as the grant's body at its present revision, and its label."""
    grant.body = seal(key, data, _body_place(grant))
    grant.body_mac = keys.server.mac("dir", *_vouched(grant, grant.body))
    words = f"{label.purpose}\n{label.person}".encode()
    grant.label_box = seal(key, words, _label_place(grant.id, grant.owner_id))


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


def label(key: bytes, grant_id: UUID, owner_id: UUID, box: bytes) -> Label:
    """Open a grant's label."""
    try:
        words = unseal(key, box, _label_place(grant_id, owner_id)).decode()
    except Unsealable as why:
        raise Tampered from why
    purpose, _, person = words.partition("\n")
    return Label(person, Purpose(purpose))


def digest(key: bytes, data: bytes) -> str:
    """A fingerprint of a view, keyed with the grant's key: HKDF-SHA256 over its SHA-256."""
    return derive(key, "view-digest", sha256(data).digest()).hex()


def wrap_place(grant_id: UUID, recipient_id: UUID, epoch: int) -> bytes:
    """What a grant's key is bound to when it is wrapped to a recipient."""
    return context("share", grant_id, recipient_id, epoch)


def destroy(session: Session, which: ColumnElement[bool], state: State, at: datetime) -> int:
    """End the grants that *which* selects: no wrap, body, label, name or memory of a visit is left.

    No copy shown of what their owner prepares is, either. The owner's own copy stays, so that
    they keep receipts and contributions. What a row says of its own state is not believed: as
    long as there is a body, there is something to destroy. Returns how many ended.
    """
    there = which & (Grant.body.is_not(None) | (Grant.state == State.ACTIVE))
    ids = select(Grant.id).where(there)
    session.execute(delete(GrantWrap).where(GrantWrap.grant_id.in_(ids)))
    session.execute(delete(ShownHandout).where(ShownHandout.grant_id.in_(ids)))
    session.execute(delete(Caseload).where(Caseload.grant_id.in_(ids)))
    session.execute(update(Visit).where(Visit.grant_id.in_(ids)).values(box=None))
    spent = {"code_index": None, "own_box": None, "reading_hash": None}
    session.execute(update(BearerCode).where(BearerCode.grant_id.in_(ids)).values(spent))
    ended = session.execute(
        update(Grant)
        .where(there)
        .values(state=state, ended_at=at, changed_at=at, body=None, body_mac=None, label_box=None)
    )
    return ended.rowcount  # type: ignore[attr-defined, no-any-return]  # an UPDATE's cursor counts


def _body_place(grant: Grant) -> bytes:
    return context("share-body", grant.id, grant.rev, grant.ends_at, grant.consent_id)


def _label_place(grant_id: UUID, owner_id: UUID) -> bytes:
    return context("share-label", grant_id, owner_id)


def _facts(grant: Grant | Row[*tuple[Any, ...]]) -> bytes:
    """SHA-256 of what never changes in a row but by its owner's act.

    A structure's audience goes without saying: so it did before there was any other.
    """
    who = (grant.portfolio_id, grant.owner_id, grant.structure_id or b"")
    what = (grant.mode, grant.consent_id, grant.starts_at, grant.ends_at)
    whom = () if grant.audience == Audience.STRUCTURE else (grant.audience,)
    return sha256(context("grant", grant.id, *who, *what, *whom)).digest()


def _promised(grant: Grant | Row[*tuple[Any, ...]]) -> bytes:
    """The same of a grant that a code opens: all but whom it will bind itself to, and its end."""
    what = (grant.portfolio_id, grant.owner_id, grant.mode, grant.consent_id, grant.starts_at)
    return sha256(context("promised", grant.id, *what)).digest()


def _vouched(grant: Grant, body: bytes) -> tuple[str | UUID | int | bytes, ...]:
    return "body", grant.id, grant.rev, _facts(grant), sha256(body).digest()
